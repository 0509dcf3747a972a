package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.slack.Suite.lead;
import static salesops.slack.Suite.leads;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.LeadAssigned;
import salesops.model.settings.RoutingRules.Path;
import salesops.runtime.dynamo.Lease;
import salesops.runtime.lambda.Pause;
import salesops.slack.ChannelState.Progress;

/** Rows that come late or out of order. */
class LateRowsTest {
  @RegisterExtension final Suite suite = new Suite();

  /** Lead {@code n}, assigned to Ana a few milliseconds from now. */
  private LeadAssigned now(int n) {
    return Samples.assigned(
        Samples.lead("Lead " + n, Map.of()),
        "B3",
        Samples.ANA,
        Path.FALLBACK,
        suite.clock.instant().plusMillis(n));
  }

  @Test
  void sendsARowThatArrivesHoursLate() {
    suite.deliver(5, 5, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofHours(3));
    suite.deliver(now(6));
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofSeconds(2));
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(List.of("Lead 5", "Lead 6", "Lead 1"), suite.heard(Samples.ANA));
  }

  @Test
  void leavesALateRowWithTheHolderOfTheLease() {
    suite.deliver(5, 5, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofHours(3));
    Channel ana = new Channel(Samples.ANA);
    ChannelState idle = suite.store.find(ana).orElseThrow();
    assertTrue(
        suite.store.replace(
            idle.with(
                new Progress(RowKey.at(suite.clock.instant()), null),
                new Lease("another", suite.clock.instant().plus(Pace.LEASE)))));
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(leads(5, 5), suite.heard(Samples.ANA));
    suite.clock.advance(Pace.LEASE);
    suite.sweep();
    assertEquals(List.of("Lead 5", "Lead 1"), suite.heard(Samples.ANA));
  }

  /** Another sender is woken by the late lead, and finds the channel leased. */
  private void wakeAndDeliverInTheFirstPause(int n) {
    AtomicBoolean due = new AtomicBoolean(true);
    Pause pause =
        (_, until) -> {
          if (due.getAndSet(false)) {
            suite.deliver(n, n, Samples.ANA);
            suite.wake(Samples.ANA);
          }
          suite.clock.reach(until);
        };
    suite.sender(pause).handleRequest(suite.inserts(Samples.ANA), null);
  }

  @Test
  void sendsARowThatIsReportedHoursLateInTheMiddleOfAVisit() {
    suite.deliver(5, 5, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofHours(3));
    suite.deliver(now(6), now(7));
    wakeAndDeliverInTheFirstPause(1);
    assertEquals(
        Set.of("Lead 1", "Lead 5", "Lead 6", "Lead 7"), Set.copyOf(suite.heard(Samples.ANA)));
    assertEquals(4, suite.heard(Samples.ANA).size());
  }

  @Test
  void sendsARowThatComesBeforeThoseOfARunningVisit() {
    suite.deliver(lead(5, Samples.ANA), lead(6, Samples.ANA));
    wakeAndDeliverInTheFirstPause(1);
    assertEquals(List.of("Lead 5", "Lead 6", "Lead 1"), suite.heard(Samples.ANA));
  }

  @Test
  void findsAForgottenRowWithinTheHour() {
    suite.deliver(1, 1, Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(SendNotes.FULL_LOOK_MINUTES + 1));
    assertEquals(leads(1, 1), suite.heard(Samples.ANA));
  }
}
