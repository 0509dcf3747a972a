package salesops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.testkit.WebhookReceiver.Answer;

/** The suite on a clock that stands: what a seed decides, and what is left out. */
final class DiscreteSuiteTest {
  private static final List<String> COUNTRIES = List.of("GB", "US", "DE", "BR", "FR");
  private static final Duration HOUR = Duration.ofHours(1);

  /** Not on a tick, which something may follow. */
  private static final Duration UNTIL_STILL = Duration.ofSeconds(3630);

  /** What a run came to. */
  private record Outcome(
      String events, List<String> slack, List<String> posts, Map<String, String> items) {
    static Outcome of(Simulation run) {
      return new Outcome(run.events(), run.slack(), run.posts(), run.items());
    }
  }

  private static void burst(Simulation run, int leads) {
    for (int i = 0; i < leads; i++) {
      run.post(i, COUNTRIES.get(i % COUNTRIES.size()));
    }
  }

  private static Outcome oneHour(long faultSeed, long orderSeed) {
    try (Simulation run = new Simulation(faultSeed, orderSeed, false)) {
      burst(run, 20);
      run.suite().advance(UNTIL_STILL);
      assertTrue(run.suite().idle());
      return Outcome.of(run);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3})
  void theSameSeedGivesTheSameRun(long faultSeed) {
    Outcome first = oneHour(faultSeed, 5);
    Outcome second = oneHour(faultSeed, 5);
    assertEquals(first.events(), second.events());
    assertEquals(first.slack(), second.slack());
    assertEquals(first.posts(), second.posts());
  }

  @Test
  void anotherSeedGivesAnotherOrderAndTheSameOutcome() {
    try (Simulation one = new Simulation(0, 1, false);
        Simulation other = new Simulation(0, 2, false)) {
      for (Simulation run : List.of(one, other)) {
        burst(run, 20);
        run.suite().advance(UNTIL_STILL);
      }
      assertNotEquals(one.events(), other.events());
      assertEquals(one.eventTypes(), other.eventTypes());
      assertEquals(one.assigned(), other.assigned());
    }
  }

  /** Until America has come to work: held leads, digests, a webhook that is away for a while. */
  private static Outcome halfADay(boolean everyTick) {
    try (Simulation run = new Simulation(0, 0, everyTick)) {
      int held = 0;
      for (int hour = 0; hour < 7; hour++) {
        Answer answer = Answer.status(hour == 1 || hour == 2 ? 503 : 200);
        run.receiver().otherwise(post -> answer);
        run.post(hour, COUNTRIES.get(hour % COUNTRIES.size()));
        run.suite().advance(HOUR);
        held += run.held();
      }
      assertTrue(held > 0, "leads were held");
      assertEquals(0, run.held(), "until somebody came to work");
      return Outcome.of(run);
    }
  }

  @Test
  void leavingOutTicksThatFindNothingChangesNothing() {
    Outcome all = halfADay(true);
    Outcome some = halfADay(false);
    assertTrue(all.slack().stream().anyMatch(m -> m.contains("Since ")), "a digest was made");
    assertEquals(all.events(), some.events());
    assertEquals(all.slack(), some.slack());
    assertEquals(all.posts(), some.posts());
    assertEquals(all.items(), some.items());
  }

  @Test
  void aQuietMonthHasFewTicksThatRun() {
    try (Simulation run = new Simulation(0, 0, false, "18:00")) {
      for (int week = 0; week < 4; week++) {
        run.post(week, COUNTRIES.get(week % COUNTRIES.size()));
        run.suite().advance(Duration.ofDays(7));
      }
      assertEquals(4, run.eventTypes().stream().filter("LeadAssigned"::equals).count());
      long ticks = Duration.ofDays(4 * 7).toMinutes();
      for (String function : List.of("routing-held", "slack-sender", "webhooks-sender")) {
        long ran = run.suite().meter().of(function).invocations.sum();
        assertTrue(ran < ticks / 50, () -> function + " ran " + ran + " times");
      }
    }
  }
}
