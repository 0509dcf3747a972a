package salesops.cli.republish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesops.cli.console.NotAnswered;
import salesops.cli.console.Resending;
import salesops.cli.suite.StubSuite;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Retry;

/** Against functions that do not always answer. */
class RepublishEventsTest {
  private static final Resending THRICE =
      new Resending(new Retry(3, Backoff.fromService(Duration.ZERO, Duration.ZERO)));
  private static final Instant SINCE = Instant.parse("2026-11-03T10:00:00Z");

  /** Items of each table. */
  private int items = 5;

  private final List<Map<String, Object>> calls = new ArrayList<>();
  private int silences;
  private int eventsOfAnItem = 1;
  private @Nullable RepublishEvents work;

  private Map<String, Object> suite(Map<String, Object> request) {
    calls.add(request);
    if (silences > 0) {
      silences--;
      throw new NotAnswered("injected");
    }
    int from = Integer.parseInt(String.valueOf(request.getOrDefault("cursor", "0")));
    int limit = number(request.get("limit"));
    int to = Math.min(items, from + limit);
    Map<String, Object> answer = new HashMap<>();
    answer.put("ok", true);
    answer.put("looked", to - from);
    answer.put("events", Map.of("LeadScored", (to - from) * eventsOfAnItem));
    answer.put("unpublishable", from == 0 ? List.of("key 0") : List.of());
    if (to < items) {
      answer.put("cursor", Integer.toString(to));
    }
    return answer;
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : -1;
  }

  private RepublishEvents work(double rate) {
    return work(rate, "scoring", "routing");
  }

  private RepublishEvents work(double rate, String... tables) {
    work =
        new RepublishEvents(new StubSuite(this::suite), List.of(tables), SINCE, null, rate, THRICE);
    return work;
  }

  @Test
  void asksEachTableForPageAfterPage() {
    RepublishEvents.Outcome outcome = work(4e9).send(some -> {});
    assertEquals(2L * items, outcome.total());
    assertEquals(2L * items, outcome.looked());
    assertEquals(Map.of("LeadScored", 5L), outcome.events().get("routing"));
    assertEquals(List.of("scoring key 0", "routing key 0"), outcome.unpublishable());
    assertNull(outcome.ended());
    assertEquals("scoring-republish", calls.getFirst().get("operation"));
    assertEquals(SINCE.toString(), calls.getFirst().get("since"));
  }

  @Test
  void asksForSoManyItemsAsHoldTheEventsOfHalfASecond() {
    eventsOfAnItem = 2;
    List<Integer> pages = new ArrayList<>();
    work(40).send(pages::add);
    assertEquals(List.of(10, 10), pages);
    assertEquals(20, calls.getFirst().get("limit"));
  }

  @Test
  void asksForFewerItemsAfterThoseThatToldMuch() {
    items = 600;
    eventsOfAnItem = 2;
    work(900, "scoring").send(some -> {});
    assertEquals(List.of(450, 225), calls.stream().map(call -> call.get("limit")).toList());
  }

  @Test
  void asksForManyItemsAfterThoseThatToldNothing() {
    eventsOfAnItem = 0;
    work(2, "scoring").send(some -> {});
    assertEquals(List.of(1, 500), calls.stream().map(call -> call.get("limit")).toList());
  }

  @Test
  void asksAgainForAPageThatWasNotAnswered() {
    silences = 2;
    assertEquals(2L * items, work(4e9).send(some -> {}).total());
    assertEquals(calls.get(0), calls.get(2));
  }

  @Test
  void saysHowFarItCameWhenNobodyAnswers() {
    silences = 3;
    RepublishEvents.Outcome outcome = work(4e9).send(some -> {});
    assertEquals("No answer about scoring", outcome.ended());
    assertEquals(3, calls.size());
  }

  @Test
  void endsAfterThePageUnderWayWhenItIsStopped() {
    RepublishEvents running = work(2);
    RepublishEvents.Outcome outcome = running.send(some -> Objects.requireNonNull(work).stop());
    assertEquals("Stopped in scoring", outcome.ended());
    assertEquals(1, outcome.looked());
    assertEquals(1, outcome.total());
  }

  @Test
  void countsWithoutSending() {
    assertEquals(2L * items, work(0.001).count().total());
    assertEquals(2, calls.size());
    calls.forEach(call -> assertEquals(true, call.get("dryRun")));
  }
}
