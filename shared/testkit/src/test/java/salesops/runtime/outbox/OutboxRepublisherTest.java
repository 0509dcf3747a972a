package salesops.runtime.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.events.Envelope;
import salesops.events.SettingsApplied;
import salesops.runtime.Json;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

class OutboxRepublisherTest {
  private static final String TABLE = "routing";

  private final DynamoDbClient dynamo = LocalDynamo.database();
  private final TestClock clock = new TestClock();
  private final Instant now = clock.instant();
  private final Instant since = now.minus(Duration.ofHours(6));
  private final TestBus bus = new TestBus();

  private final OutboxRepublisher republisher =
      new OutboxRepublisher(
          new Platform(
              Map.of("BUS", "salesops", "SERVICE", TABLE, "TABLE", TABLE),
              clock,
              new Random(7),
              () -> dynamo,
              () -> bus,
              () -> {
                throw new IllegalStateException("it writes to no queue");
              },
              () -> {
                throw new IllegalStateException("it reads no secret");
              },
              Pause.REAL,
              line -> {}));

  @BeforeEach
  void createTable() {
    TestPlatform.createTable(dynamo, TABLE);
  }

  @Test
  void sendsWhatHappenedFromThenOnAndNothingFromBefore() {
    put("a", event(1, since));
    put("b", event(2, since.minusMillis(1)));
    put("c", event(3, now));
    Map<String, Object> answer = ask(Map.of());
    assertEquals(Map.of("SettingsApplied", 2), answer.get("events"));
    assertEquals(3, answer.get("looked"));
    assertEquals(Set.of(1, 3), Set.copyOf(versions()));
    assertNull(answer.get("cursor"));
  }

  @Test
  void sendsWhatHappenedBeforeTheEndAndNothingFromThenOn() {
    Instant until = since.plusSeconds(60);
    put("a", event(1, until.minusMillis(1)));
    put("b", event(2, until));
    ask(Map.of("until", until.toString()));
    assertEquals(List.of(1), versions());
  }

  @Test
  void sendsTheVerySameEventInTheNameOfTheTable() {
    AttributeValue outbox = event(4, since);
    put("a", outbox);
    ask(Map.of());
    PutEventsRequestEntry sent = bus.published().getFirst();
    assertEquals("salesops", sent.eventBusName());
    assertEquals("salesops.routing", sent.source());
    assertEquals("SettingsApplied", sent.detailType());
    assertEquals(
        Outbox.read(outbox, SettingsApplied.class),
        Json.readEnvelope(sent.detail(), SettingsApplied.class));
  }

  @Test
  void sendsThoseOfAnItemThatHappenedSinceInTheirOrder() {
    put("a", events(event(3, since.plusSeconds(2)), event(2, since.plusSeconds(1))));
    put("b", events(event(5, since.plusSeconds(3)), event(1, since.minusSeconds(1))));
    ask(Map.of());
    assertEquals(List.of(2, 3, 5), versions());
  }

  @Test
  void sendsWhatWasArchived() {
    put("a#lead", Map.of(Outbox.ARCHIVE, event(1, since)));
    ask(Map.of());
    assertEquals(List.of(1), versions());
  }

  @Test
  void looksAtItemsThatTellNothing() {
    put("g#count", Map.of("n", AttributeValue.fromN("3")));
    assertEquals(1, ask(Map.of()).get("looked"));
    assertEquals(List.of(), versions());
  }

  @Test
  void goesThroughTheTablePageByPage() {
    Set<Integer> all = new TreeSet<>();
    for (int i = 1; i <= 7; i++) {
      put("item" + i, event(i, since));
      all.add(i);
    }
    Map<String, Object> page = ask(Map.of("limit", 3));
    int looked = number(page, "looked");
    for (int more = 2; page.containsKey("cursor"); more--) {
      assertTrue(more > 0, "seven items are three pages");
      assertEquals(3, page.get("looked"));
      page = ask(Map.of("limit", 3, "cursor", page.get("cursor")));
      looked += number(page, "looked");
    }
    assertEquals(7, looked);
    assertEquals(7, bus.published().size());
    assertEquals(all, new TreeSet<>(versions()));
  }

  @Test
  void countsWithoutSending() {
    put("a", event(1, since));
    assertEquals(Map.of("SettingsApplied", 1), ask(Map.of("dryRun", true)).get("events"));
    assertEquals(List.of(), versions());
  }

  @Test
  void sendsOnlyRefusedEntriesAgain() {
    put("a", event(1, since));
    put("b", event(2, since.plusSeconds(1)));
    put("c", event(3, since.plusSeconds(2)));
    Set<Integer> once = new TreeSet<>(Set.of(2));
    bus.refuse(e -> once.remove(version(e)));
    ask(Map.of());
    assertEquals(List.of(1, 3, 2), versions());
  }

  @Test
  void failsWhenAnEventStaysRefusedAndSendsThePageWhenAskedAgain() {
    put("a", event(1, since));
    bus.refuse(e -> true);
    assertThrows(IllegalStateException.class, () -> ask(Map.of()));
    bus.refuse(e -> false);
    ask(Map.of());
    assertEquals(List.of(1), versions());
  }

  @Test
  void namesWhatCanNeverBePublishedByItsKeyAndGoesOn() {
    AttributeValue damaged =
        AttributeValue.fromM(
            Map.of("x", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {9, 9}))));
    put("damaged", damaged);
    put("no-map", AttributeValue.fromS("text"));
    put("no-letter", AttributeValue.fromM(Map.of("x", AttributeValue.fromS("text"))));
    put("good", event(1, since));
    Map<String, Object> answer = ask(Map.of());
    assertEquals(List.of(1), versions());
    assertEquals(
        Set.of("damaged 0", "no-map 0", "no-letter 0"),
        Set.copyOf((List<?>) java.util.Objects.requireNonNull(answer.get("unpublishable"))));
    assertEquals(Map.of("SettingsApplied", 1), answer.get("events"));
  }

  @Test
  void namesAnEventThatIsLargerThanTheBusTakes() {
    AttributeValue large =
        Outbox.of(Envelope.of(new SettingsApplied(1, 0, "x".repeat(300_000), since), null, since));
    put("large", large);
    assertEquals(List.of("large 0"), ask(Map.of()).get("unpublishable"));
  }

  @Test
  void beginsAsFarBackAsEveryConsumerKnowsWhatItHeardAndNoFurther() {
    Instant oldest = now.minus(OutboxRepublisher.SINCE_MAX);
    put("a", event(1, oldest));
    put("b", event(2, oldest.minusMillis(1)));
    assertEquals(true, ask(Map.of("since", oldest.toString())).get("ok"));
    assertEquals(List.of(1), versions());
    Map<String, Object> refused = ask(Map.of("since", oldest.minusMillis(1).toString()));
    assertEquals("invalid", refused.get("code"));
    assertEquals(
        "since must not be before "
            + oldest
            + ", 14 days ago: Slack and webhooks know for 15 days whom they told of an event, and"
            + " would tell people of older ones a second time",
        refused.get("message"));
  }

  @Test
  void letsALongRunGoOnButNotForEver() {
    put("a", event(1, now));
    put("b", event(2, now));
    Instant oldest = now.minus(OutboxRepublisher.SINCE_MAX);
    Object cursor =
        ask(Map.of("since", oldest.toString(), "limit", 1)).getOrDefault("cursor", "none");
    Map<String, Object> next = Map.of("since", oldest.toString(), "cursor", cursor);
    clock.advance(Duration.ofHours(12));
    assertEquals(true, ask(next).get("ok"));
    clock.advance(Duration.ofMillis(1));
    assertEquals("invalid", ask(next).get("code"));
  }

  @ParameterizedTest
  @CsvSource({
    "since, yesterday, since must be a time with its zone",
    "since, 2026-11-03T14:00, since must be a time with its zone",
    "since, 2999-01-01T00:00:00Z, since is in the future",
    "until, 2001-01-01T00:00:00Z, until must be after since",
    "until, soon, until must be a time with its zone",
    "limit, many, limit must be a whole number",
    "cursor, x, cursor is not one that a page before told",
    "cursor, bm9uc2Vuc2U, cursor is not one that a page before told"
  })
  void refusesWhatItDoesNotUnderstand(String name, String value, String message) {
    put("a", event(1, since));
    Map<String, Object> answer = ask(Map.of(name, value));
    assertEquals("invalid", answer.get("code"));
    assertTrue(String.valueOf(answer.get("message")).startsWith(message), answer.toString());
    assertEquals(List.of(), versions());
  }

  @Test
  void limitsAPage() {
    for (int limit : List.of(0, 501)) {
      assertEquals("invalid", ask(Map.of("limit", limit)).get("code"));
    }
    assertEquals(true, ask(Map.of("limit", 500)).get("ok"));
  }

  @Test
  void doesNothingWhenItIsNotTold() {
    put("a", event(1, since));
    assertEquals(Map.of("ok", true), republisher.handleRequest(Map.of(), null));
    assertEquals(List.of(), versions());
  }

  private Map<String, Object> ask(Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>();
    request.put("operation", "routing-republish");
    request.put("since", since.toString());
    request.putAll(more);
    return republisher.handleRequest(request, null);
  }

  private static int number(Map<String, Object> answer, String name) {
    return answer.get(name) instanceof Integer number ? number : -1;
  }

  private void put(String pk, AttributeValue outbox) {
    put(pk, Map.of(Outbox.ATTRIBUTE, outbox));
  }

  private void put(String pk, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("pk", AttributeValue.fromS(pk));
    item.put("sk", AttributeValue.fromN("0"));
    dynamo.putItem(r -> r.tableName(TABLE).item(item));
  }

  private static AttributeValue event(int version, Instant at) {
    return Outbox.of(Envelope.of(new SettingsApplied(version, version - 1, "ops", at), null, at));
  }

  private static AttributeValue events(AttributeValue... outboxes) {
    Map<String, AttributeValue> letters = new HashMap<>();
    Stream.of(outboxes).forEach(outbox -> letters.putAll(outbox.m()));
    return AttributeValue.fromM(letters);
  }

  private List<Integer> versions() {
    return bus.published().stream().map(OutboxRepublisherTest::version).toList();
  }

  private static int version(PutEventsRequestEntry entry) {
    return Json.readEnvelope(entry.detail(), SettingsApplied.class).data().version();
  }
}
