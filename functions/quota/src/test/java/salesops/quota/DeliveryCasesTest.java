package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.quota.Deals.open;
import static salesops.quota.Deals.revenue;
import static salesops.quota.Deals.won;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.model.deal.Deal;
import salesops.model.settings.QuotaRules.Quota;
import salesops.quota.QuotaOperation.Damage;
import salesops.quota.commission.Statement;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.VerifyLedger.Difference;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestSettings;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Cases 50 and 51, batches, damage, and seeds of disorder. */
class DeliveryCasesTest {
  private static final LocalDate FEBRUARY_10 = LocalDate.of(2026, 2, 10);
  private static final Quota QUOTA = Books.quota("ana", "2026-Q1", "100000");

  @RegisterExtension final Suite suite = Books.at("2026-02-20T10:00:00Z", company());

  private static TestSettings company() {
    return Books.company(QUOTA, Books.quota("ben", "2026-Q1", "50000"))
        .plans(Books.fiveAndEight().monthly().plan());
  }

  private static Deal deal(String id, int version, String amount) {
    return won(id, version, amount, FEBRUARY_10);
  }

  @Test
  void case50CountsBothOfTwoWorkersAndOneThatDiesAfterItsTransaction() {
    suite.crashing.meanwhile("transactWriteItems", 1, () -> suite.deliver(deal("D-2", 1, "50")));
    suite.deliver(deal("D-1", 1, "100"));
    SQSMessage third = suite.message(deal("D-3", 1, "7"));
    suite.crashing.crashAfter("transactWriteItems");
    try {
      suite.handler().handleRequest(QueueMessages.batch(third), null);
    } catch (RuntimeException e) {
      assertTrue(suite.crashing.crashed());
    }
    suite.crashing.revive();
    suite.deliver(third);
    assertEquals("157.00", suite.total("ana"));
    assertEquals(List.of(1L, 2L, 3L), suite.entries("ana").stream().map(Entry::number).toList());
  }

  @Test
  void booksTheDealsOfABatchThatShareARepInOneTransaction() {
    SQSMessage[] ten =
        IntStream.range(0, 10)
            .mapToObj(i -> suite.message(deal("D-" + i, 1, "10")))
            .toArray(SQSMessage[]::new);
    int before = suite.crashing.calls("transactWriteItems");
    assertEquals(10, suite.taken(ten));
    assertEquals(1, suite.crashing.calls("transactWriteItems") - before);
    assertEquals("100.00", suite.total("ana"));
    assertEquals(
        LongStream.rangeClosed(1, 10).boxed().toList(),
        suite.entries("ana").stream().map(Entry::number).toList());
  }

  @Test
  void oneDealThatCannotBeBookedKeepsNoOtherBack() {
    Deal tooMany =
        won(
            "E",
            1,
            "200",
            FEBRUARY_10,
            IntStream.range(0, 50)
                .mapToObj(i -> revenue("x" + i, "1"))
                .toArray(salesops.model.deal.Credit[]::new));
    suite.apply(
        company()
            .reps(
                Stream.concat(
                        Stream.of("ana", "ben"), IntStream.range(0, 50).mapToObj(i -> "x" + i))
                    .map(salesops.testkit.TestRep::rep)
                    .toArray(salesops.testkit.TestRep[]::new)));
    assertEquals(1, suite.taken(suite.message(tooMany), suite.message(deal("D", 1, "10"))));
    assertEquals("10.00", suite.total("ana"));
  }

  @Test
  void case51VerifiesWhileDealsCloseAndFindsADamagedCounter() {
    suite.deliver(deal("D-1", 1, "10"));
    suite.crashing.meanwhile("query", 1, () -> suite.deliver(deal("D-2", 1, "20")));
    assertEquals(List.of(), suite.verify());
    suite.deliver(deal("D-3", 1, "30"));
    Map<String, AttributeValue> counter = new java.util.HashMap<>(suite.items("y#").getFirst());
    List<AttributeValue> months = new ArrayList<>(attribute(counter, "revenue").l());
    months.set(1, AttributeValue.fromN("6100"));
    counter.put("revenue", AttributeValue.fromL(months));
    suite.dynamo.putItem(r -> r.tableName(Suite.TABLE).item(counter));
    Damage damage = suite.verify().getFirst();
    assertEquals("ana@northwind.example 2026-02-01", damage.rep() + " " + damage.month());
    assertEquals("61.00", damage.counted().decimal());
    assertEquals("60.00", damage.entered().decimal());
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return java.util.Objects.requireNonNull(item.get(name));
  }

  private void remove(Map<String, AttributeValue> item) {
    suite.dynamo.deleteItem(
        r ->
            r.tableName(Suite.TABLE)
                .key(
                    Map.of(
                        "pk", item.getOrDefault("pk", AttributeValue.fromS("")),
                        "sk", item.getOrDefault("sk", AttributeValue.fromN("0")))));
  }

  @Test
  void findsAnEntryThatIsGoneAndOneThatNoCounterKnows() {
    suite.deliver(deal("D-1", 1, "10"), deal("D-2", 1, "20"));
    Map<String, AttributeValue> entry = new java.util.HashMap<>(suite.items("e#").getFirst());
    remove(entry);
    assertTrue(suite.verify().getFirst().what() instanceof Difference.Gap);
    suite.dynamo.putItem(r -> r.tableName(Suite.TABLE).item(entry));
    assertEquals(List.of(), suite.verify());
    entry.put("sk", AttributeValue.fromN("9"));
    suite.dynamo.putItem(r -> r.tableName(Suite.TABLE).item(entry));
    assertTrue(suite.verify().getFirst().what() instanceof Difference.Gap);
  }

  @Test
  void findsADealWhoseHeadSaysSomethingElse() {
    suite.deliver(deal("D-1", 1, "10"));
    Map<String, AttributeValue> head = new java.util.HashMap<>(suite.items("d#").getFirst());
    String standing = attribute(head, "standing").s().replace("\"minor\":1000", "\"minor\":1100");
    head.put("standing", AttributeValue.fromS(standing));
    suite.dynamo.putItem(r -> r.tableName(Suite.TABLE).item(head));
    Damage damage = suite.verify().getFirst();
    assertEquals("11.00 10.00", damage.counted().decimal() + " " + damage.entered().decimal());
    suite.items("y#").forEach(this::remove);
    suite.items("e#").forEach(this::remove);
    assertEquals("0.00", suite.verify().getFirst().entered().decimal());
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /** What people can see, without random keys. */
  private static List<String> seen(Suite of) {
    List<String> seen = new ArrayList<>();
    for (String rep : List.of("ana", "ben", "chloe", "dora")) {
      for (QuotaOperation.Shown shown : Books.statements(of, rep, "2026-Q1")) {
        Statement statement = shown.statement();
        seen.add(rep + shown.name() + Books.lines(statement) + statement.paidMinor());
      }
      seen.add(of.line(rep, "2026-Q1").toString());
    }
    seen.add(of.line("team emea", "2026-Q1").toString());
    seen.add(of.ask(new QuotaOperation.ShowLeaderboard("2026-Q1", null)).toString());
    return seen;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsAsTheCleanRunUnderDuplicatesDisorderFailuresAndCrashes(long seed) {
    Random random = new Random(seed);
    List<Deal> versions = new ArrayList<>();
    for (int d = 1; d <= 4; d++) {
      int last = 1 + random.nextInt(4);
      for (int version = 1; version <= last; version++) {
        versions.add(any(random, "D-" + d, version));
      }
    }
    try (Suite clean = Books.at("2026-02-20T10:00:00Z", company())) {
      clean.deliver(versions.toArray(Deal[]::new));
      finish(clean);
      List<Deal> messy = new ArrayList<>(versions);
      messy.addAll(versions.subList(0, versions.size() / 2));
      Collections.shuffle(messy, random);
      for (int at = 0; at < messy.size(); at += 4) {
        SQSMessage[] batch =
            messy.subList(at, Math.min(messy.size(), at + 4)).stream()
                .map(suite::message)
                .toArray(SQSMessage[]::new);
        if (random.nextBoolean()) {
          suite.crashing.crashAt(1 + random.nextInt(20), random.nextBoolean());
          try {
            suite.handler().handleRequest(QueueMessages.batch(batch), null);
          } catch (RuntimeException e) {
            assertTrue(suite.crashing.crashed(), "seed " + seed);
          }
          suite.crashing.revive();
        }
        assertEquals(batch.length, suite.taken(batch), "seed " + seed);
        if (random.nextInt(3) == 0) {
          suite.tick();
        }
      }
      finish(suite);
      assertEquals(seen(clean), seen(suite), "seed " + seed);
      assertEquals(List.of(), suite.verify(), "seed " + seed);
    }
  }

  private static void finish(Suite each) {
    each.tick();
    each.clock.set(Instant.parse("2026-04-02T00:00:00Z"));
    Books.close(each, "2026-Q1");
  }

  private static Deal any(Random random, String id, int version) {
    String amount = random.nextInt(40_000) + ".99";
    if (random.nextInt(4) == 0) {
      return open(id, version, amount);
    }
    LocalDate closed = LocalDate.of(2026, 1, 5).plusDays(random.nextInt(80));
    return random.nextBoolean()
        ? won(id, version, amount, closed)
        : won(
            id,
            version,
            amount,
            closed,
            revenue("ana", "1"),
            revenue("ben", "2"),
            Deals.overlay("chloe", "33.3"));
  }
}
