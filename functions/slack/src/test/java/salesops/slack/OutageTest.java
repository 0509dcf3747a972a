package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings.SlackRules;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.slack.Behaviour;
import salesops.testkit.slack.PostedMessage;

/** Slack is down for six hours of a working day in which 5,000 leads get an owner. */
class OutageTest {
  private static final int LEADS = 5_000;
  private static final int REPS = 12;
  private static final Duration OUTAGE = Duration.ofHours(6);
  private static final Duration ARRIVALS_EVERY = Duration.ofMinutes(4);
  private static final Instant END = TestClock.START.plus(OUTAGE);

  /** The longest back-off, then some 18 digests for each rep at one a second. */
  private static final Duration CATCH_UP_MAX = Duration.ofMinutes(8);

  private static final SlackRules RULES =
      new SlackRules(true, List.of("A1"), true, true, List.of(LocalTime.of(12, 0)), 20, false);

  private static String rep(int n) {
    return "rep" + n % REPS + "@northwind.example";
  }

  private static String grade(int n) {
    return n % 10 == 0 ? "A1" : "B3";
  }

  private static LeadAssigned lead(int n) {
    Instant at = TestClock.START.plus(OUTAGE.multipliedBy(n).dividedBy(LEADS + 1));
    return Samples.assigned(
        Samples.lead("Lead " + n, Map.of()), grade(n), rep(n), Path.TERRITORY, at);
  }

  @Test
  void everythingArrivesInOrderOnceAndNothingElseWaitsForIt() {
    // Over HTTP: in the process, channels would not have the same share of the one clock's time.
    try (LocalDynamo local = LocalDynamo.start();
        Suite suite = new Suite(local.client(), Samples.settings(RULES))) {
      suite.slack.behaveUntil(END, new Behaviour.Status(503));
      int next = 1;
      for (Instant minute = TestClock.START;
          minute.isBefore(END);
          minute = minute.plusSeconds(60)) {
        later(suite, minute);
        if (minute.getEpochSecond() % ARRIVALS_EVERY.toSeconds() == 0) {
          int due = submittedBy(minute);
          arrive(suite, next, due);
          next = due + 1;
        }
      }
      later(suite, END);
      arrive(suite, next, LEADS);
      assertTrue(suite.slack.messages().stream().noneMatch(m -> m.at().isBefore(END)));
      suite.sweepFor(CATCH_UP_MAX);
      assertEverythingArrived(suite);
    }
  }

  private static int submittedBy(Instant time) {
    return (int) (Duration.between(TestClock.START, time).toSeconds() * LEADS / OUTAGE.toSeconds());
  }

  /** Both functions are done at once, whatever Slack does, so that queue and stream go on. */
  private static void arrive(Suite suite, int from, int to) {
    List<LeadAssigned> leads = IntStream.rangeClosed(from, to).mapToObj(OutageTest::lead).toList();
    if (leads.isEmpty()) {
      return;
    }
    Instant before = suite.clock.instant();
    suite.deliver(leads.toArray(Event[]::new));
    assertEquals(before, suite.clock.instant());
    assertEquals(List.of(), suite.wakeFor(leads).getBatchItemFailures());
    assertFalse(suite.clock.instant().isAfter(before.plus(SenderHandler.WAKE_BUDGET)));
  }

  private static void later(Suite suite, Instant minute) {
    if (suite.clock.instant().isBefore(minute)) {
      suite.clock.set(minute);
    }
    Instant before = suite.clock.instant();
    suite.sweep();
    assertFalse(suite.clock.instant().isAfter(before.plus(SenderHandler.SWEEP_BUDGET)));
  }

  private static void assertEverythingArrived(Suite suite) {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (int n = 1; n <= LEADS; n++) {
      expected.computeIfAbsent(rep(n), r -> new ArrayList<>()).add("Lead " + n);
      if (grade(n).equals("A1")) {
        expected.computeIfAbsent(Samples.TEAM_CHANNEL, c -> new ArrayList<>()).add("Lead " + n);
      }
    }
    expected.forEach((channel, leads) -> assertEquals(leads, suite.heard(channel), channel));
    assertEquals(List.of(), suite.slack.violations());
    for (String channel : expected.keySet()) {
      assertEquals(0, suite.waiting(channel));
      List<Instant> times = suite.slack.messages(channel).stream().map(PostedMessage::at).toList();
      for (int i = 1; i < times.size(); i++) {
        assertFalse(times.get(i).isBefore(times.get(i - 1).plus(Pace.INTERVAL)), channel);
      }
    }
    int messages = suite.slack.messages().size();
    assertTrue(messages < LEADS / 10, "messages " + messages);
  }
}
