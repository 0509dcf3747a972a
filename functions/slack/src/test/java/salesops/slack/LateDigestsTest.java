package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.slack.Samples.assigned;
import static salesops.slack.Samples.at;
import static salesops.slack.Samples.quarantined;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadAssigned;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Lease;
import salesops.slack.ChannelState.Progress;
import salesops.testkit.slack.Behaviour;
import software.amazon.awssdk.core.exception.SdkClientException;
import tools.jackson.databind.node.ObjectNode;

/** Digests whose maker comes late, crashes or fails. The tests start on a Tuesday, 10:00. */
class LateDigestsTest {
  @RegisterExtension final Suite suite = new Suite(Samples.settings(Samples.DIGESTS));

  @Test
  void makesEachMissedDigestOnceAndLate() {
    suite.deliverAt(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    suite.sweep();
    suite.clock.set(at("11:30"));
    suite.deliver(assigned("Lead 2", "B3", Samples.ANA, at("11:30"), null));
    suite.clock.set(at("15:00")); // nobody swept since
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        threads.execute(suite::sweep);
      }
    }
    suite.advance(at("15:05"));
    assertEquals(
        List.of("Since 10:00: 1 lead ", "Since 11:00: 1 lead "),
        suite.digests(Samples.TEAM_CHANNEL).stream().map(line -> line.substring(0, 20)).toList());
  }

  private ChannelState team() {
    return suite.store.find(new Channel(Samples.TEAM_CHANNEL)).orElseThrow();
  }

  /** Two digests are missed while a sender has the channel's lease; then they are made. */
  private void missTwoWhileLeased(@Nullable RowKey reported) {
    suite.deliverAt(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    suite.sweep();
    suite.clock.set(at("11:30"));
    suite.deliver(assigned("Lead 2", "B3", Samples.ANA, at("11:30"), null));
    suite.clock.set(at("15:00"));
    ChannelState leased =
        team()
            .with(
                new Lease("another", suite.clock.instant().plus(Pace.LEASE)),
                new Progress(team().progress().sentThrough(), reported));
    assertTrue(suite.store.replace(leased));
    suite.sweep();
  }

  @Test
  void reportsTheFirstOfLateDigestsToWhoeverIsSending() {
    missTwoWhileLeased(null);
    assertEquals(RowKey.of(at("11:00"), "digest"), team().progress().reported());
  }

  @Test
  void keepsTheReportOfAnEarlierRow() {
    RowKey earlier = RowKey.at(at("10:20"));
    missTwoWhileLeased(earlier);
    assertEquals(earlier, team().progress().reported());
  }

  @Test
  void beginsNoEarlierThanRowsAreKeptAfterALongStandstill() {
    suite.deliverAt(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    suite.sweep();
    Instant later = at("10:10").plus(Duration.ofDays(7));
    suite.clock.set(later);
    suite.deliver(assigned("Lead 2", "B3", Samples.ANA, later, null));
    suite.clock.set(later.plus(Duration.ofDays(13)));
    suite.sweep();
    suite.clock.advance(Duration.ofMinutes(1));
    suite.sweep();
    assertEquals(
        List.of("Since Mon 9 Nov 14:00: 1 lead "),
        suite.digests(Samples.TEAM_CHANNEL).stream().map(line -> line.substring(0, 30)).toList());
  }

  @Test
  void beginsWhereTheLastOneWouldHaveEndedWhenTheSettingsAreOld() {
    suite.clock.set(at("10:30").plus(Duration.ofDays(3)));
    suite.deliver(quarantined("Spam"));
    suite.sweep();
    assertEquals(at("14:00").plus(Duration.ofDays(2)), team().digested().through());
  }

  @Test
  void beginsNowWhenTheClockThatDatedTheSettingsIsAhead() {
    suite.deliver(quarantined("Spam"));
    ObjectNode ahead = Json.MAPPER.valueToTree(Samples.settings(Samples.DIGESTS));
    ahead.put("appliedAt", suite.clock.instant().plusSeconds(30).toString());
    new MakeDigests(suite.store, Json.MAPPER.treeToValue(ahead, Settings.class), suite.logger())
        .run(suite.store.channels(), suite.clock, at("10:10"));
    assertFalse(Objects.requireNonNull(team().digested().through()).isAfter(suite.clock.instant()));
  }

  @Test
  void oneChannelThatCannotBeReadKeepsNoOtherFromItsDigest() {
    suite.deliverAt(at("10:30"), quarantined("Spam"));
    suite.sweep();
    suite.clock.set(at("11:02"));
    suite.crashing.failReading(Items.partition(new Channel(Samples.TEAM_CHANNEL)));
    assertThrows(SdkClientException.class, suite::sweep);
    assertEquals(1, suite.waiting("kim@northwind.example"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesOneDigestWhereverItsMakerCrashes(boolean callTakesEffect) {
    boolean crashed = true;
    for (int call = 1; crashed; call++) {
      try (Suite each = new Suite(Samples.settings(Samples.DIGESTS))) {
        each.deliver(assigned("Lead 1", "A1", Samples.ANA, at("10:00"), null));
        each.advance(at("11:02"));
        each.crashing.crashAt(call, callTakesEffect);
        try {
          each.sweep();
        } catch (SdkClientException e) {
          assertTrue(each.crashing.crashed());
        }
        crashed = each.crashing.crashed() && call < 60;
        each.crashing.revive();
        each.clock.advance(Pace.LEASE);
        each.advance(at("11:20"));
        List<String> told = each.digests(Samples.TEAM_CHANNEL);
        assertEquals(1, told.stream().distinct().count(), "crash at " + call);
        // One that was posted and not marked may be posted once more, as any message.
        assertTrue(told.size() <= 2, "crash at " + call);
      }
    }
  }

  @Test
  void sendsWhatWaitsThoughDigestsCannotBeMadeAndSaysSo() {
    LeadAssigned first = assigned("Lead 1", "A1", Samples.ANA, at("10:30"), null);
    suite.deliverAt(at("10:30"), first);
    suite.sweep();
    suite.clock.set(at("11:02"));
    suite.wakeFor(List.of(first));
    suite.deliver(assigned("Lead 2", "A1", Samples.ANA, at("11:02"), null));
    // What is in quarantine is read by digests only.
    suite.crashing.failReading(Items.partition(Channel.QUARANTINE));
    assertThrows(SdkClientException.class, suite::sweep);
    assertEquals(List.of("Lead 1", "Lead 2"), suite.heard(Samples.TEAM_CHANNEL));
    assertTrue(suite.log().toString().contains("SlackDigest"), suite.log().toString());
    suite.crashing.revive();
    suite.advance(at("11:05"));
    assertEquals(1, suite.digests(Samples.TEAM_CHANNEL).size());
  }

  @Test
  void leavesToTheNextMinuteWhatItHasNoTimeFor() {
    suite.deliverAt(at("10:30"), assigned("Lead 1", "B3", Samples.ANA, at("10:30"), null));
    suite.sweep();
    suite.clock.set(at("11:02"));
    List<ChannelState> before = suite.store.channels();
    new MakeDigests(suite.store, Samples.settings(Samples.DIGESTS), suite.logger())
        .run(before, suite.clock, suite.clock.instant());
    assertEquals(before, suite.store.channels());
    suite.advance(at("11:05"));
    assertEquals(1, suite.digests(Samples.TEAM_CHANNEL).size());
  }

  @Test
  void comesInOrderWithTheOtherMessagesAfterAnOutage() {
    suite.slack.behaveUntil(at("12:00"), new Behaviour.Status(503));
    suite.deliverAt(at("10:59"), assigned("Lead 1", "A1", Samples.ANA, at("10:59"), null));
    suite.deliverAt(at("11:30"), assigned("Lead 2", "A1", Samples.ANA, at("11:30"), null));
    suite.advance(at("12:10"));
    List<String> heads =
        suite.slack.messages(Samples.TEAM_CHANNEL).stream()
            .map(message -> message.lines().getFirst())
            .toList();
    assertEquals(3, heads.size());
    assertTrue(heads.get(0).contains("Lead 1"));
    assertTrue(heads.get(1).startsWith("Since 10:00: 1 lead"));
    assertTrue(heads.get(2).contains("Lead 2"));
  }
}
