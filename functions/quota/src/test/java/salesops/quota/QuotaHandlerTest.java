package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.quota.Deals.deal;
import static salesops.quota.Deals.equally;
import static salesops.quota.Deals.money;
import static salesops.quota.Deals.open;
import static salesops.quota.Deals.revenue;
import static salesops.quota.Deals.won;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.Envelope;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.Head;
import salesops.quota.ledger.Share;
import salesops.runtime.Json;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;

/** The ledger under every way in which versions of deals arrive. */
class QuotaHandlerTest {
  @RegisterExtension final Suite suite = new Suite();

  @Test
  void givesEverybodyInTheSplitAnEntryEvenOfNothing() {
    suite.deliver(won("D", 1, "0.01", equally("ana", "ben", "chloe")));
    assertEquals(
        Map.of("ana", "0.01", "ben", "0.00", "chloe", "0.00"),
        suite.revenue("ana", "ben", "chloe"));
    for (String rep : List.of("ana", "ben", "chloe")) {
      assertEquals(1, suite.entries(rep).size(), rep);
    }
  }

  @Test
  void takesBackExactlyWhatStoodBeforeItGivesTheNewShares() {
    suite.deliver(won("D", 1, "100.00", equally("ana", "ben", "chloe")));
    suite.deliver(won("D", 2, "90.00", equally("ana", "ben")));
    List<String> second =
        Stream.of("ana", "ben", "chloe")
            .flatMap(rep -> suite.entries(rep).stream())
            .filter(entry -> entry.version() == 2)
            .map(
                e ->
                    Suite.major(e.share().minor())
                        + (e.kind() == Entry.Kind.REVERSAL ? " reversal" : ""))
            .toList();
    assertEquals(
        List.of("-33.34 reversal", "45.00", "-33.33 reversal", "45.00", "-33.33 reversal"), second);
    assertEquals(
        Map.of("ana", "45.00", "ben", "45.00", "chloe", "0.00"),
        suite.revenue("ana", "ben", "chloe"));
  }

  @Test
  void countsTheSameChangeOnceAndAnotherDealUnderTheSameEventIdToo() {
    SQSMessage first = suite.message(won("D-1", 1, "100"));
    suite.deliver(first);
    suite.deliver(first);
    Envelope<?> other = Envelope.of(Deals.event(won("D-2", 1, "50")), null, TestClock.START);
    String sameId =
        Json.text(other)
            .replace(
                other.meta().eventId(),
                Envelope.of(Deals.event(won("D-1", 1, "100")), null, TestClock.START)
                    .meta()
                    .eventId());
    suite.deliver(QueueMessages.of("DealWon", sameId));
    assertEquals(2, suite.entries("ana").size());
    assertEquals("150.00", suite.total("ana"));
    assertEquals(List.of("booked", "duplicate", "booked"), suite.outcomes());
  }

  private static List<List<Deal>> orders(List<Deal> versions) {
    if (versions.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Deal>> orders = new ArrayList<>();
    for (Deal first : versions) {
      List<Deal> others = versions.stream().filter(deal -> !deal.equals(first)).toList();
      for (List<Deal> order : orders(others)) {
        orders.add(Stream.concat(Stream.of(first), order.stream()).toList());
      }
    }
    return orders;
  }

  @Test
  void endsTheSameInWhateverOrderVersionsArrive() {
    List<List<Deal>> orders =
        orders(
            List.of(
                open("D", 1, "300"), open("D", 2, "400"), won("D", 3, "400"), won("D", 4, "500")));
    assertEquals(24, orders.size());
    for (int i = 0; i < orders.size(); i++) {
      try (Suite each = new Suite()) {
        orders.get(i).forEach(each::deliver);
        Head head = each.ledger.head(new DealId("D"));
        assertEquals(4, head.version());
        assertEquals(
            List.of(50_000L), head.standing().shares().stream().map(Share::minor).toList());
        assertEquals("500.00", each.total("ana"), "order " + i);
        assertEquals(List.of(), each.verify());
      }
    }
  }

  @Test
  void takesAReopenedLostOrRemovedDealBackOnItsOriginalDate() {
    for (Deal.State state : List.of(Deal.State.OPEN, Deal.State.LOST, Deal.State.REMOVED)) {
      String id = state.name();
      suite.deliver(won(id, 1, "500", LocalDate.parse("2026-11-30")));
      suite.deliver(Deals.as(state, won(id, 1, "500"), 2));
    }
    assertEquals("0.00", suite.total("ana"));
    assertEquals(6, suite.entries("ana").size());
    assertTrue(
        suite.entries("ana").stream()
            .allMatch(e -> e.share().closed().equals(LocalDate.parse("2026-11-30"))));
  }

  @Test
  void movesACreditToTheMonthOfItsNewCloseDate() {
    suite.deliver(won("D", 1, "500", LocalDate.parse("2026-11-30")));
    suite.deliver(won("D", 2, "500", LocalDate.parse("2026-12-01")));
    assertEquals("0.00", Suite.major(suite.line("ana", "2026-11").attained().minor()));
    assertEquals("500.00", Suite.major(suite.line("ana", "2026-12").attained().minor()));
    assertEquals(List.of(1L, 2L, 3L), suite.entries("ana").stream().map(Entry::number).toList());
  }

  @Test
  void writesNoEntryWhenTheSharesStay() {
    suite.deliver(won("D", 1, "500"));
    suite.deliver(won("D", 3, "500"));
    assertEquals(1, suite.entries("ana").size());
    suite.deliver(open("D", 2, "500"));
    assertEquals("500.00", suite.total("ana"), "version 2 is older, though it brought no entry");
    assertEquals(List.of("booked", "unchanged", "outdated"), suite.outcomes());
  }

  @Test
  void holdsWhatNobodyCanBeCreditedWithUntilALaterVersionSays() {
    Money kronor = Money.parse("900", "SEK");
    suite.deliver(deal("D", 1, kronor, Deal.State.WON, Deals.NOVEMBER_3, "ana", List.of()));
    suite.deliver(deal("E", 1, money("70"), Deal.State.WON, Deals.NOVEMBER_3, null, List.of()));
    assertEquals(List.of("held", "held"), suite.outcomes());
    assertEquals(2, suite.ask(new QuotaOperation.ListHeld()).deals().size());
    assertEquals(List.of(), suite.items("e#"));
    suite.deliver(won("D", 2, "80"));
    suite.deliver(won("E", 2, "70"));
    suite.deliver(won("E", 2, "70"));
    assertEquals("150.00", suite.total("ana"));
  }

  private static Credit[] everybody(String name, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> revenue(name + i, "1"))
        .toArray(Credit[]::new);
  }

  @Test
  void replacesTwentyParticipantsByTwentyOthersInOneTransaction() {
    suite.apply(
        Suite.company()
            .reps(
                Stream.of("a", "b", "c")
                    .flatMap(name -> IntStream.rangeClosed(1, 50).mapToObj(i -> name + i))
                    .map(salesops.testkit.TestRep::rep)
                    .toArray(salesops.testkit.TestRep[]::new)));
    suite.deliver(won("D", 1, "200", everybody("a", 20)));
    suite.deliver(won("D", 2, "200", LocalDate.parse("2026-12-01"), everybody("b", 20)));
    assertEquals(60, suite.items("e#").size());
    assertEquals(List.of(), suite.verify());
    // 50 participants are more than the contract of deals allows.
    assertEquals(0, suite.taken(suite.message(won("E", 1, "200", everybody("c", 50)))));
    assertEquals(60, suite.items("e#").size());
  }

  @Test
  void countsBothDealsOfTwoWorkersThatCreditOneRepAtOnce() {
    suite.crashing.meanwhile("transactWriteItems", 1, () -> suite.deliver(won("D-2", 1, "50")));
    suite.deliver(won("D-1", 1, "100"));
    assertEquals("150.00", suite.total("ana"));
    assertEquals(List.of(1L, 2L), suite.entries("ana").stream().map(Entry::number).toList());
  }

  @Test
  void countsADealOnceThatTwoWorkersBookAtOnceForDifferentReps() {
    suite.crashing.meanwhile(
        "transactWriteItems", 1, () -> suite.deliver(won("D", 2, "50", revenue("ben", "1"))));
    suite.deliver(won("D", 1, "100"));
    assertEquals("50.00", suite.total("ben"));
    assertEquals(List.of(), suite.entries("ana"));
  }

  @Test
  void neverReplacesANewerVersionByAnOlderOneThatBringsNoEntry() {
    suite.people.key(salesops.testkit.TestSettings.person("ana"));
    suite.crashing.meanwhile("putItem", 1, () -> suite.deliver(won("D", 2, "50")));
    suite.deliver(open("D", 1, "100"));
    suite.deliver(won("D", 2, "50"));
    assertEquals(1, suite.entries("ana").size());
    assertEquals(2, suite.ledger.head(new DealId("D")).version());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countsOnceAndAnnouncesOnceThoughTheWorkerDiedAtAnyCall(boolean callTakesEffect) {
    boolean crashed = true;
    int call = 1;
    for (; crashed; call++) {
      try (Suite each = new Suite()) {
        each.quotas(Suite.quarter("ana", "1000"));
        SQSMessage win =
            suite.message(won("D", 1, "900", revenue("ana", "1"), revenue("ben", "1")));
        SQSMessage change = suite.message(won("D", 2, "800"));
        each.crashing.crashAt(call, callTakesEffect);
        SQSEvent batch = QueueMessages.batch(win, change);
        attempt(each, batch);
        crashed = each.crashing.crashed();
        each.crashing.revive();
        assertEquals(2, each.taken(win, change));
        assertEquals(
            Map.of("ana", "800.00", "ben", "0.00"), each.revenue("ana", "ben"), "call " + call);
        assertEquals(List.of(), each.verify());
        assertEquals(List.of(80), each.announcedPercents(), "call " + call);
      }
    }
    assertTrue(call > 8, "crashes: " + call);
  }

  private static void attempt(Suite each, SQSEvent batch) {
    try {
      each.handler().handleRequest(batch, null);
    } catch (RuntimeException e) {
      assertTrue(each.crashing.crashed(), "without settings the whole batch comes again");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void endsAsTheNewestVersionsSayUnderDuplicatesAndDisorder(long seed) {
    Random random = new Random(seed);
    List<Deal> versions = new ArrayList<>();
    Map<DealId, Deal> newest = new HashMap<>();
    for (int d = 1; d <= 12; d++) {
      for (int version = 1; version <= 1 + random.nextInt(4); version++) {
        Deal deal = any(random, "D-" + d, version);
        versions.add(deal);
        newest.put(deal.dealId(), deal);
      }
    }
    versions.addAll(versions.subList(0, versions.size() / 2));
    Collections.shuffle(versions, random);
    versions.forEach(suite::deliver);
    // In the order of the versions, nothing twice: what the ledger must come to.
    try (Suite clean = new Suite()) {
      newest.values().forEach(clean::deliver);
      for (String rep : List.of("ana", "ben", "chloe")) {
        assertEquals(clean.sums(rep), suite.sums(rep), "seed " + seed + ", " + rep);
        for (String month : List.of("2026-11", "2026-12", "2027-01")) {
          assertEquals(
              clean.line(rep, month).attained(), suite.line(rep, month).attained(), rep + month);
        }
      }
    }
    assertEquals(List.of(), suite.verify(), "seed " + seed);
  }

  private static Deal any(Random random, String id, int version) {
    String amount = random.nextInt(100_000) + ".99";
    if (random.nextInt(4) == 0) {
      return open(id, version, amount);
    }
    LocalDate closed = Deals.NOVEMBER_3.plusDays(random.nextInt(80));
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

  @Test
  void readsTheGoldenSampleAndLeavesOtherEventsToTheDeadLetters() {
    assertEquals(
        1,
        suite.taken(
            QueueMessages.golden("DealWon"),
            QueueMessages.golden("LeadScored"),
            QueueMessages.ofBody("{}")));
    assertEquals(4_000_000, suite.sums("ben").revenueMinor());
    assertFalse(suite.outcomes().contains("held"));
    assertEquals(
        List.of(), suite.handler().handleRequest(new SQSEvent(), null).getBatchItemFailures());
  }
}
