package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesops.events.LeadAssigned;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings.SlackRules;
import salesops.slack.ChannelState.Digested;
import salesops.slack.ChannelState.Minute;
import salesops.testkit.slack.PostedMessage;

/** Messages wait for working hours; the sample's company works on Mondays only, 9 to 17. */
class QuietHoursTest {
  private static final SlackRules HOLD =
      new SlackRules(true, List.of("A1", "A2"), true, true, List.of(), 3, true);

  /** The Monday after, when Ana in Berlin begins. */
  private static final Instant BERLIN_BEGINS = Instant.parse("2026-11-09T08:00:00Z");

  private static final Instant LONDON_BEGINS = Instant.parse("2026-11-09T09:00:00Z");

  private Suite suite;

  @BeforeEach
  void start() {
    suite = new Suite(Samples.settings(HOLD));
    suite.clock.set(BERLIN_BEGINS.minus(Duration.ofHours(2)));
  }

  @AfterEach
  void stop() {
    assertEquals(List.of(), suite.slack.violations());
    suite.close();
  }

  private LeadAssigned lead(int n, String grade) {
    return Samples.assigned(
        Samples.lead("Lead " + n, Map.of()),
        grade,
        Samples.ANA,
        Path.TERRITORY,
        suite.clock.instant().plusMillis(n));
  }

  private Instant first(String channel) {
    return suite.slack.messages(channel).getFirst().at();
  }

  @Test
  void holdsARepsMessagesUntilTheRepWorksAndOthersUntilTheCompanyDoes() {
    suite.deliver(lead(1, "A1"));
    suite.wake(Samples.ANA);
    suite.wake(Samples.TEAM_CHANNEL);
    suite.sweepFor(Duration.ofMinutes(119));
    assertEquals(List.of(), suite.slack.calls());
    suite.sweepFor(Duration.ofMinutes(70));
    assertFalse(first(Samples.ANA).isBefore(BERLIN_BEGINS));
    assertTrue(first(Samples.ANA).isBefore(BERLIN_BEGINS.plusSeconds(90)));
    assertFalse(first(Samples.TEAM_CHANNEL).isBefore(LONDON_BEGINS));
    assertTrue(first(Samples.TEAM_CHANNEL).isBefore(LONDON_BEGINS.plusSeconds(90)));
  }

  @Test
  void costsOneWriteForAQuietNightHoweverManyMessagesComeAndSendsThemAsADigest() {
    suite.deliver(lead(1, "B3"));
    suite.wake(Samples.ANA);
    int before = suite.crashing.writes();
    for (int n = 2; n <= 9; n++) {
      suite.deliver(lead(n, "B3"));
      suite.wake(Samples.ANA);
    }
    suite.crashing.failReading(Items.partition(new Channel(Samples.ANA)));
    suite.sweepFor(Duration.ofMinutes(60));
    suite.crashing.revive();
    assertFalse(suite.log().toString().contains("ERROR"), "nobody looks at what is quiet");
    assertEquals(8, suite.crashing.writes() - before);
    suite.sweepFor(Duration.ofMinutes(65));
    assertEquals(1, suite.slack.messages(Samples.ANA).size());
    assertEquals("9 messages in one, oldest first", digest().lines().getFirst());
    assertEquals(0, suite.waiting(Samples.ANA));
  }

  @Test
  void wakesInTheMorningThoughADigestsMakerWroteInBetween() {
    suite.deliver(lead(1, "B3"));
    Channel ana = new Channel(Samples.ANA);
    suite.crashing.meanwhile(
        "query",
        1,
        () -> {
          ChannelState found = suite.store.find(ana).orElseThrow();
          Instant now = suite.clock.instant();
          assertTrue(suite.store.replace(found.with(new Digested(now))));
        });
    suite.wake(Samples.ANA);
    assertTrue(suite.store.find(ana).orElseThrow().visited().left());
    suite.clock.set(BERLIN_BEGINS.plusSeconds(60));
    suite.sweep();
    assertEquals(List.of("Lead 1"), suite.heard(Samples.ANA));
  }

  private PostedMessage digest() {
    return suite.slack.messages(Samples.ANA).getFirst();
  }

  @Test
  void sendsAtOnceWhenTheSettingsNoLongerHold() {
    suite.deliver(lead(1, "B3"));
    suite.wake(Samples.ANA);
    suite.apply(Samples.settings(Samples.RULES));
    suite.sweep();
    assertEquals(1, suite.slack.messages(Samples.ANA).size());
  }

  @Test
  void waitsNotForHoursThatNeverCome() {
    ChannelRules rules = new ChannelRules(Samples.settingsWithoutHours(HOLD));
    assertFalse(rules.isQuiet(new Channel(Samples.ANA), BERLIN_BEGINS));
    assertFalse(rules.isQuiet(new Channel(Samples.TEAM_CHANNEL), BERLIN_BEGINS));
  }

  @Test
  void postsInOneMinuteNoMoreThanTheSettingsSayAndTheRestTogether() {
    suite.clock.set(LONDON_BEGINS);
    for (int n = 1; n <= 12; n++) {
      suite.deliver(lead(n, "B3"));
      suite.wake(Samples.ANA);
      suite.clock.advance(Duration.ofSeconds(5));
    }
    suite.sweepFor(Duration.ofMinutes(2));
    List<PostedMessage> messages = suite.slack.messages(Samples.ANA);
    assertEquals(4, messages.size());
    assertFalse(messages.getLast().at().isBefore(messages.getFirst().at().plus(Pace.MINUTE)));
    assertEquals("9 messages in one, oldest first", messages.getLast().lines().getFirst());
    assertEquals(
        java.util.stream.IntStream.rangeClosed(1, 12).mapToObj(n -> "Lead " + n).toList(),
        suite.heard(Samples.ANA));
  }

  @Test
  void countsAMinuteFromItsFirstMessage() {
    Instant end = LONDON_BEGINS.plus(Pace.MINUTE);
    Minute twice =
        ChannelState.of(new Channel(Samples.ANA))
            .minute()
            .withPost(LONDON_BEGINS)
            .withPost(LONDON_BEGINS.plusSeconds(30));
    assertEquals(2, twice.postedAt(end.minusMillis(1)));
    assertEquals(0, twice.postedAt(end));
    assertEquals(1, twice.withPost(end).postedAt(end));
  }

  @Test
  void readsOneRowMoreThanMayBePostedSingly() {
    SlackRules many = new SlackRules(true, List.of(), true, true, List.of(), 30, false);
    assertEquals(31, new ChannelRules(Samples.settings(many)).rowsToRead());
  }

  @Test
  void sendsSinglyWhatFitsIntoTheMinuteAndFullDigestsAtAnyTime() {
    assertEquals(1, Pace.together(1, 0, 20));
    assertEquals(1, Pace.together(20, 0, 20));
    assertEquals(21, Pace.together(21, 0, 20));
    assertEquals(1, Pace.together(1, 19, 20));
    assertEquals(2, Pace.together(2, 19, 20));
    assertEquals(0, Pace.together(1, 20, 20));
    assertEquals(0, Pace.together(24, 20, 20));
    assertEquals(25, Pace.together(25, 20, 20));
    assertEquals(25, Pace.together(61, 0, 60));
    assertEquals(1, Pace.together(60, 0, 60));
  }
}
