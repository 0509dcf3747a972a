package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.slack.Samples.assigned;
import static salesops.slack.Samples.at;
import static salesops.slack.Samples.person;
import static salesops.slack.Samples.quarantined;
import static salesops.slack.Samples.turn;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.model.settings.Settings.SlackRules;
import salesops.slack.SlackStore.Pending;
import salesops.testkit.slack.PostedMessage;

/** Managers' digests at set times: who counts what, once. The tests start on a Tuesday, 10:00. */
class DigestsTest {
  @RegisterExtension final Suite suite = new Suite(Samples.settings(Samples.DIGESTS));

  @Test
  void tellsTheManagerWhatHappenedSinceTheLastOne() {
    suite.advance(at("10:00"));
    suite.deliver(
        assigned("Lead 1", "A1", Samples.ANA, at("10:00").plusMillis(400), turn(0, 0)),
        assigned("Lead 2", "B3", Samples.ANA, at("10:00").plusMillis(1_100), turn(1, 1)),
        assigned("Lead 3", "B3", Samples.TOM, at("10:00").plusMillis(900), null),
        Samples.held(person("Lead 4"), false, "emea"),
        Samples.held(person("Lead 5"), true, "emea"),
        Samples.returned(person("Lead 6"), Samples.ANA),
        quarantined("Spam 1"),
        quarantined("Spam 2"));
    suite.advance(at("11:03"));
    assertEquals(
        List.of(
            "Since 10:00: 3 leads (1 A1) · 1 held · ana 2, tom 1 (all within 1 of share) · "
                + "returned 1 (“a student”) · slowest form → owner 1.1 s · 2 quarantined"),
        suite.digests(Samples.TEAM_CHANNEL));
    assertFalse(suite.log().toString().contains("ERROR"), suite.log().toString());
    PostedMessage digest = suite.slack.messages(Samples.TEAM_CHANNEL).getLast();
    assertEquals(
        List.of("Release…", "Release…"),
        digest.buttons().stream().map(PostedMessage.Button::label).toList());
    assertTrue(digest.buttons().getFirst().url().startsWith("https://api.example/releases/"));
    assertTrue(digest.lines().stream().anyMatch(l -> l.startsWith("Quarantined: Spam")));
    // The other team's manager, who has no channel, hears of what belongs to nobody.
    assertEquals(
        List.of("Since 10:00: 0 leads · 0 held · 2 quarantined"),
        suite.digests("kim@northwind.example"));
  }

  @Test
  void saysNothingWhenNothingHappenedAndCountsEachOnce() {
    suite.advance(at("10:30"));
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:29"), null));
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:29"), null));
    suite.advance(at("12:00"));
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:29"), null));
    suite.advance(at("15:00"));
    assertEquals(
        List.of("Since 10:00: 1 lead · 0 held · ana 1 · slowest form → owner 29 min"),
        suite.digests(Samples.TEAM_CHANNEL));
    assertEquals(List.of(), suite.digests("kim@northwind.example"));
  }

  @Test
  void beginsWithTheSettingsThatAskForItHoweverLateTheFirstSweepComes() {
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:00"), null));
    suite.clock.set(at("11:30"));
    suite.advance(at("11:35"));
    assertEquals(1, suite.digests(Samples.TEAM_CHANNEL).size());
    assertTrue(suite.digests(Samples.TEAM_CHANNEL).getFirst().startsWith("Since 10:00: 1 lead "));
  }

  @Test
  void countsWhatComesLateInTheDigestThatFollows() {
    suite.deliverAt(at("11:00"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    suite.advance(at("14:05"));
    assertEquals(1, suite.digests(Samples.TEAM_CHANNEL).size());
    assertTrue(suite.digests(Samples.TEAM_CHANNEL).getFirst().startsWith("Since 11:00: 1 lead "));
  }

  @Test
  void countsByItsOwnClockWhatAnotherClockDatesLater() {
    LeadAssigned early = assigned("Lead 1", "B3", Samples.ANA, at("11:00").plusSeconds(50), null);
    suite.deliverAt(at("10:59").plusSeconds(55), early);
    suite.advance(at("11:05"));
    assertEquals(1, suite.digests(Samples.TEAM_CHANNEL).size());
    suite.advance(at("14:05"));
    assertEquals(1, suite.digests(Samples.TEAM_CHANNEL).size());
  }

  @Test
  void namesTheFirstOfTheQuarantined() {
    for (int n = 1; n <= 6; n++) {
      Instant at = at("10:10").plusSeconds(n);
      suite.deliverAt(at, quarantined("Spam " + n, at));
    }
    suite.advance(at("11:05"));
    assertEquals(
        List.of("Spam 1", "Spam 2", "Spam 3", "Spam 4", "Spam 5"),
        suite.slack.messages(Samples.TEAM_CHANNEL).getLast().lines().stream()
            .filter(line -> line.startsWith("Quarantined: "))
            .map(line -> line.substring("Quarantined: ".length(), "Quarantined: Spam n".length()))
            .toList());
  }

  @Test
  void readsWhatIsInQuarantineForDigestsOnly() {
    suite.deliverAt(at("10:30"), quarantined("Spam"));
    suite.advance(at("11:05"));
    suite.crashing.failReading(Items.partition(Channel.QUARANTINE));
    suite.sweepFor(Duration.ofMinutes(SendNotes.FULL_LOOK_MINUTES + 1));
    assertFalse(suite.log().toString().contains("ERROR"), suite.log().toString());
  }

  @Test
  void writesNothingWhileNoDigestIsDue() {
    suite.deliverAt(at("10:30"), quarantined("Spam"));
    suite.advance(at("11:05"));
    int before = suite.crashing.writes();
    suite.clock.advance(Duration.ofMinutes(10)); // so long that nothing is looked after
    suite.sweep();
    assertEquals(before, suite.crashing.writes());
  }

  @Test
  void waitsAMinuteForWhatIsStillUnderWay() {
    suite.deliverAt(at("10:30"), quarantined("Spam"));
    suite.sweep();
    suite.clock.set(at("11:00").plusSeconds(59));
    suite.sweep();
    assertEquals(0, suite.waiting(Samples.TEAM_CHANNEL));
    suite.clock.set(at("11:01"));
    suite.sweep();
    assertEquals(1, suite.waiting(Samples.TEAM_CHANNEL));
  }

  @Test
  void countsWithoutTellingWhereNobodyIsToldAtOnce() {
    SlackRules silent =
        new SlackRules(false, List.of(), false, false, List.of(LocalTime.of(11, 0)), 20, false);
    suite.apply(Samples.settings(silent));
    suite.deliverAt(
        at("10:10"),
        assigned("Lead 1", "A1", Samples.ANA, at("10:10"), null),
        Samples.held(person("Lead 2"), false, "emea"),
        Samples.returned(person("Lead 3"), Samples.ANA));
    suite.advance(at("11:10"));
    assertEquals(1, suite.slack.messages().size());
    assertTrue(
        suite
            .digests(Samples.TEAM_CHANNEL)
            .getFirst()
            .startsWith("Since 10:00: 1 lead · 1 held · ana 1 · returned 1"),
        suite.digests(Samples.TEAM_CHANNEL).toString());
  }

  /** Quarantined leads as they lie in the table. */
  private void flood(int rows, Instant from) {
    List<Pending> batch = new ArrayList<>();
    for (int n = 0; n < rows; n++) {
      Instant at = from.plusMillis(n);
      Counted fact = new Counted(at, new Fact.Quarantined("spam" + n, "Spam " + n).text());
      batch.add(new Pending(RowKey.of(at, "spam" + n), Note.of("", ""), fact));
      if (batch.size() == DynamoSlackStore.BATCH_MAX || n == rows - 1) {
        suite.store.markSent(Channel.QUARANTINE, batch, at);
        batch.clear();
      }
    }
  }

  @Test
  void countsAFloodUpToAMaximumAndReadsItOnceForAllChannels() {
    suite.deliverAt(at("10:30"), quarantined("Spam"));
    suite.sweep();
    Instant flooded = suite.clock.instant();
    flood(SlackStore.COUNTED_MAX - 1, flooded);
    assertFalse(suite.store.counted(Channel.QUARANTINE, at("10:00"), at("11:00")).more());
    flood(201, flooded.plusSeconds(10));
    suite.clock.set(at("11:02"));
    int before = suite.crashing.reads();
    suite.sweep();
    int reads = suite.crashing.reads() - before;
    assertTrue(reads < 2 * SlackStore.COUNTED_MAX, "rows read: " + reads);
    suite.advance(at("11:05"));
    String told = "Since 10:00: 0 leads · 0 held · 5,000+ quarantined";
    assertEquals(List.of(told), suite.digests(Samples.TEAM_CHANNEL));
    assertEquals(List.of(told), suite.digests("kim@northwind.example"));
    // The flood lies in the day before the next, but before its time: nothing is left out there.
    suite.deliver(quarantined("Late", suite.clock.instant()));
    suite.advance(at("14:05"));
    assertEquals(
        "Since 11:00: 0 leads · 0 held · 1 quarantined",
        suite.digests(Samples.TEAM_CHANNEL).getLast());
  }

  @Test
  void addsNoWriteToALead() {
    suite.deliverAt(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), turn(0, 0)));
    suite.wake(Samples.ANA);
    int before = suite.crashing.writes();
    suite.deliver(
        Stream.iterate(2, n -> n < 102, n -> n + 1)
            .map(
                n ->
                    assigned("Lead " + n, "B3", Samples.ANA, at("10:10").plusMillis(n), turn(0, 0)))
            .toArray(Event[]::new));
    suite.clock.advance(Duration.ofSeconds(2));
    suite.sweep();
    double perLead = (suite.crashing.writes() - before) / 100.0;
    assertTrue(perLead <= 2.1, "write units a lead: " + perLead);
    assertEquals(0, suite.waiting(Samples.ANA));
  }

  @Test
  void countsAnewAfterDigestsWereOff() {
    suite.deliverAt(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    suite.sweep();
    suite.apply(Samples.settings(Samples.RULES));
    suite.advance(at("12:00"));
    assertEquals(List.of(), suite.digests(Samples.TEAM_CHANNEL));
    suite.apply(Samples.settings(Samples.DIGESTS));
    suite.deliverAt(at("13:00"), assigned("Lead 2", "B3", Samples.ANA, at("13:00"), null));
    suite.advance(at("14:10"));
    assertEquals(1, suite.digests(Samples.TEAM_CHANNEL).size());
    assertTrue(
        suite.digests(Samples.TEAM_CHANNEL).getFirst().startsWith("Since 12:00: 1 lead "),
        suite.digests(Samples.TEAM_CHANNEL).toString());
  }
}
