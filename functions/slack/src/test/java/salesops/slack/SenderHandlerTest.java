package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.slack.Suite.lead;
import static salesops.slack.Suite.leads;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.runtime.outbox.OutboxRepublisher;
import salesops.testkit.StreamRecords;

/** Order, pace and cost while Slack is well. */
class SenderHandlerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Suite suite = new Suite();

  @Test
  void knowsWhatItToldForAsLongAsEventsMayBeSentAgain() {
    assertTrue(DynamoSlackStore.KEPT.compareTo(OutboxRepublisher.KNOWN) >= 0);
    assertTrue(OutboxRepublisher.KNOWN.compareTo(OutboxRepublisher.SINCE_MAX) > 0);
  }

  @Test
  void postsOldestFirstOneASecond() {
    suite.deliver(lead(3, Samples.ANA), lead(1, Samples.ANA), lead(2, Samples.ANA));
    suite.wake(Samples.ANA);
    assertEquals(leads(1, 3), suite.heard(Samples.ANA));
    assertEquals(3, suite.slack.messages().size());
    suite.assertPaced(Samples.ANA);
    assertFalse(suite.log().toString().contains("limited"));
  }

  @Test
  void keepsThePaceAcrossSenders() {
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.deliver(2, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(leads(1, 2), suite.heard(Samples.ANA));
    suite.assertPaced(Samples.ANA);
  }

  @Test
  void sendsThreeSinglyAndFourAsADigest() {
    suite.deliver(1, 3, Samples.ANA);
    suite.deliver(1, 4, Samples.BEN);
    suite.wake(Samples.ANA);
    suite.wake(Samples.BEN);
    assertEquals(3, suite.slack.messages(Samples.ANA).size());
    assertEquals(1, suite.slack.messages(Samples.BEN).size());
    assertEquals(leads(1, 4), suite.heard(Samples.BEN));
  }

  @Test
  void packsABacklogIntoDigestsOfAsMuchAsSlackTakes() {
    suite.deliver(1, 60, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(leads(1, 60), suite.heard(Samples.ANA));
    assertTrue(suite.slack.messages().size() <= 4, "messages " + suite.slack.messages().size());
    suite.assertPaced(Samples.ANA);
    assertEquals(0, suite.waiting(Samples.ANA));
  }

  @Test
  void costsLittleMoreThanTwoWriteUnitsForEachLeadOfAFlood() {
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    int before = suite.crashing.writes();
    suite.deliver(2, 101, Samples.ANA);
    suite.wake(Samples.ANA);
    double perLead = (suite.crashing.writes() - before) / 100.0;
    assertEquals(leads(1, 101), suite.heard(Samples.ANA));
    assertTrue(perLead <= 2.1, "write units a lead: " + perLead);
  }

  @Test
  void costsFourWriteUnitsForAMessageAlone() {
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(MINUTE);
    int before = suite.crashing.writes();
    suite.deliver(2, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(4, suite.crashing.writes() - before);
  }

  @Test
  void readsARowOfABacklogAFewTimesHoweverManyWereSentBefore() {
    suite.deliver(1, 200, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(MINUTE);
    int before = suite.crashing.reads();
    suite.deliver(201, 400, Samples.ANA);
    suite.sweep();
    assertEquals(leads(1, 400), suite.heard(Samples.ANA));
    // The rows sent before once, the waiting once, and all of them at the end; channels.
    int reads = suite.crashing.reads() - before;
    assertTrue(reads <= 200 + 200 + 400 + 25, "rows read: " + reads);
  }

  @Test
  void endsInTimeAndLeavesTheRestToTheSchedule() {
    suite.deliver(1, 400, Samples.ANA);
    Instant begun = suite.clock.instant();
    suite.wake(Samples.ANA);
    assertFalse(suite.clock.instant().isAfter(begun.plus(SenderHandler.WAKE_BUDGET)));
    assertTrue(suite.waiting(Samples.ANA) > 0);
    suite.sweepFor(MINUTE);
    assertEquals(leads(1, 400), suite.heard(Samples.ANA));
  }

  @Test
  void wakesForNewRowsOnly() {
    suite.deliver(1, 1, Samples.ANA);
    Channel ana = new Channel(Samples.ANA);
    RowKey key = suite.store.pending(ana, RowKey.NONE, 1).getFirst().key();
    suite
        .sender()
        .handleRequest(
            StreamRecords.batch(
                List.of(Suite.record("MODIFY", ana, key), Suite.record("REMOVE", ana, key))),
            null);
    assertEquals(List.of(), suite.slack.calls());
  }
}
