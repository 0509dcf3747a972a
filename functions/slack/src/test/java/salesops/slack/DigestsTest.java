package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadQuarantined;
import salesops.events.Turn;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings.SlackRules;
import salesops.slack.SlackStore.Pending;
import salesops.testkit.TestClock;
import salesops.testkit.slack.Behaviour;
import salesops.testkit.slack.PostedMessage;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Managers' digests at set times: who counts what, once. The tests start on a Tuesday, 10:00. */
class DigestsTest {
  private static final SlackRules RULES =
      new SlackRules(
          true,
          List.of("A1", "A2"),
          true,
          true,
          List.of(LocalTime.of(11, 0), LocalTime.of(14, 0)),
          20,
          false);

  private Suite suite;

  @BeforeEach
  void start() {
    begin(RULES);
  }

  private void begin(SlackRules rules) {
    suite = new Suite(Samples.settings(rules));
  }

  @AfterEach
  void stop() {
    assertEquals(List.of(), suite.slack.violations());
    suite.close();
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-03T" + time + ":00Z");
  }

  private static Lead person(String name) {
    return Samples.lead(name, Map.of());
  }

  private static LeadAssigned assigned(
      String name, String grade, String rep, Instant at, @Nullable Turn turn) {
    LeadAssigned plain = Samples.assigned(person(name), grade, rep, Path.TERRITORY, at);
    return new LeadAssigned(
        plain.lead(),
        plain.score(),
        plain.rep(),
        plain.assignmentSeq(),
        plain.previousRep(),
        plain.path(),
        plain.territory(),
        turn,
        plain.settingsVersion(),
        plain.assignedAt(),
        plain.wroteAgain(),
        plain.openLeads(),
        plain.capacity(),
        plain.decision());
  }

  /** Ana's turn, with twice the weight of another rep, after so many turns of each. */
  private static Turn turn(int ana, int other) {
    return new Turn(
        "team emea",
        "all",
        ana + other + 1,
        List.of(
            new Turn.Share(new RepId(Samples.ANA), 2_000, ana, "0", ana, null),
            new Turn.Share(new RepId("ben@else.example"), 1_000, other, "0", other, null)));
  }

  private static LeadQuarantined quarantined(String name) {
    return new LeadQuarantined(person(name), List.of("NO_TOKEN"), TestClock.START);
  }

  /** Delivers at this time, to a function that is told once a minute. */
  private void deliver(Instant at, Event... events) {
    advance(at);
    suite.deliver(events);
  }

  private void advance(Instant to) {
    suite.sweep();
    while (suite.clock.instant().plus(Duration.ofMinutes(1)).isBefore(to)) {
      suite.clock.advance(Duration.ofMinutes(1));
      suite.sweep();
    }
    if (suite.clock.instant().isBefore(to)) {
      suite.clock.set(to);
    }
  }

  private List<String> digests(String channel) {
    return suite.slack.messages(channel).stream()
        .flatMap(message -> message.lines().stream())
        .filter(line -> line.startsWith("Since "))
        .toList();
  }

  @Test
  void tellsTheManagerWhatHappenedSinceTheLastOne() {
    advance(at("10:00"));
    suite.deliver(
        assigned("Lead 1", "A1", Samples.ANA, at("10:00").plusMillis(400), turn(0, 0)),
        assigned("Lead 2", "B3", Samples.ANA, at("10:00").plusMillis(1_100), turn(1, 1)),
        assigned("Lead 3", "B3", Samples.TOM, at("10:00").plusMillis(900), null),
        Samples.held(person("Lead 4"), false, "emea"),
        Samples.held(person("Lead 5"), true, "emea"),
        Samples.returned(person("Lead 6"), Samples.ANA),
        quarantined("Spam 1"),
        quarantined("Spam 2"));
    advance(at("11:03"));
    assertEquals(
        List.of(
            "Since 10:00: 3 leads (1 A1) · 1 held · ana 2, tom 1 (all within 1 of share) · "
                + "returned 1 (“a student”) · slowest form → owner 1.1 s · 2 quarantined"),
        digests(Samples.TEAM_CHANNEL));
    PostedMessage digest = suite.slack.messages(Samples.TEAM_CHANNEL).getLast();
    assertEquals(
        List.of("Release…", "Release…"),
        digest.buttons().stream().map(PostedMessage.Button::label).toList());
    assertTrue(digest.buttons().getFirst().url().startsWith("https://api.example/releases/"));
    assertTrue(digest.lines().stream().anyMatch(l -> l.startsWith("Quarantined: Spam")));
    // The other team's manager, who has no channel, hears of what belongs to nobody.
    assertEquals(
        List.of("Since 10:00: 0 leads · 0 held · 2 quarantined"), digests("kim@northwind.example"));
  }

  @Test
  void saysNothingWhenNothingHappenedAndCountsEachOnce() {
    advance(at("10:30"));
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:29"), null));
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:29"), null));
    advance(at("12:00"));
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:29"), null));
    advance(at("15:00"));
    assertEquals(
        List.of("Since 10:00: 1 lead · 0 held · ana 1 · slowest form → owner 29 min"),
        digests(Samples.TEAM_CHANNEL));
    assertEquals(List.of(), digests("kim@northwind.example"));
  }

  @Test
  void beginsWithTheSettingsThatAskForItHoweverLateTheFirstSweepComes() {
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:00"), null));
    suite.clock.set(at("11:30"));
    advance(at("11:35"));
    assertEquals(1, digests(Samples.TEAM_CHANNEL).size());
    assertTrue(digests(Samples.TEAM_CHANNEL).getFirst().startsWith("Since 10:00: 1 lead "));
  }

  @Test
  void countsWhatComesLateInTheDigestThatFollows() {
    advance(at("11:00").plusSeconds(1));
    suite.deliver(assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    advance(at("14:05"));
    assertEquals(1, digests(Samples.TEAM_CHANNEL).size());
    assertTrue(digests(Samples.TEAM_CHANNEL).getFirst().startsWith("Since 11:00: 1 lead "));
  }

  @Test
  void makesEachMissedDigestOnceAndLate() {
    deliver(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    suite.sweep();
    suite.clock.set(at("11:30"));
    suite.deliver(assigned("Lead 2", "B3", Samples.ANA, at("11:30"), null));
    suite.clock.set(at("15:00")); // nobody swept since
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        threads.execute(suite::sweep);
      }
    }
    advance(at("15:05"));
    assertEquals(
        List.of("Since 10:00: 1 lead ", "Since 11:00: 1 lead "),
        digests(Samples.TEAM_CHANNEL).stream().map(line -> line.substring(0, 20)).toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesOneDigestWhereverItsMakerCrashes(boolean callTakesEffect) {
    boolean crashed = true;
    for (int call = 1; crashed; call++) {
      suite.close();
      begin(RULES);
      suite.deliver(assigned("Lead 1", "A1", Samples.ANA, at("10:00"), null));
      advance(at("11:02"));
      suite.crashing.crashAt(call, callTakesEffect);
      try {
        suite.sweep();
      } catch (SdkClientException e) {
        assertTrue(suite.crashing.crashed());
      }
      crashed = suite.crashing.crashed() && call < 60;
      suite.crashing.revive();
      suite.clock.advance(Pace.LEASE);
      advance(at("11:20"));
      List<String> told = digests(Samples.TEAM_CHANNEL);
      assertEquals(1, told.stream().distinct().count(), "crash at " + call);
      // One that was posted and not marked may be posted once more, as any message.
      assertTrue(told.size() <= 2, "crash at " + call);
    }
  }

  @Test
  void countsWithoutTellingWhereNobodyIsToldAtOnce() {
    suite.close();
    begin(new SlackRules(false, List.of(), false, false, List.of(LocalTime.of(11, 0)), 20, false));
    deliver(
        at("10:10"),
        assigned("Lead 1", "A1", Samples.ANA, at("10:10"), null),
        Samples.held(person("Lead 2"), false, "emea"),
        Samples.returned(person("Lead 3"), Samples.ANA));
    advance(at("11:10"));
    assertEquals(1, suite.slack.messages().size());
    assertTrue(
        digests(Samples.TEAM_CHANNEL)
            .getFirst()
            .startsWith("Since 10:00: 1 lead · 1 held · ana 1 · returned 1"),
        digests(Samples.TEAM_CHANNEL).toString());
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
    deliver(at("10:30"), quarantined("Spam"));
    suite.sweep();
    flood(SlackStore.COUNTED_MAX + 200, suite.clock.instant());
    suite.clock.set(at("11:02"));
    int before = suite.crashing.reads();
    suite.sweep();
    int reads = suite.crashing.reads() - before;
    assertTrue(reads < 2 * SlackStore.COUNTED_MAX, "rows read: " + reads);
    advance(at("11:05"));
    String told = "Since 10:00: 0 leads · 0 held · 5,000+ quarantined";
    assertEquals(List.of(told), digests(Samples.TEAM_CHANNEL));
    assertEquals(List.of(told), digests("kim@northwind.example"));
    // The flood lies in the day before the next, but before its time: nothing is left out there.
    suite.deliver(new LeadQuarantined(person("Late"), List.of("NO_TOKEN"), suite.clock.instant()));
    advance(at("14:05"));
    assertEquals(
        "Since 11:00: 0 leads · 0 held · 1 quarantined", digests(Samples.TEAM_CHANNEL).getLast());
  }

  @Test
  void sendsWhatWaitsThoughDigestsCannotBeMadeAndSaysSo() {
    LeadAssigned first = assigned("Lead 1", "A1", Samples.ANA, at("10:30"), null);
    deliver(at("10:30"), first);
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
    advance(at("11:05"));
    assertEquals(1, digests(Samples.TEAM_CHANNEL).size());
  }

  @Test
  void leavesToTheNextMinuteWhatItHasNoTimeFor() {
    deliver(at("10:30"), assigned("Lead 1", "B3", Samples.ANA, at("10:30"), null));
    suite.sweep();
    suite.clock.set(at("11:02"));
    List<ChannelState> before = suite.store.channels();
    new MakeDigests(suite.store, Samples.settings(RULES), suite.logger())
        .run(before, suite.clock, suite.clock.instant());
    assertEquals(before, suite.store.channels());
    advance(at("11:05"));
    assertEquals(1, digests(Samples.TEAM_CHANNEL).size());
  }

  @Test
  void addsNoWriteToALead() {
    deliver(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), turn(0, 0)));
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
  void comesInOrderWithTheOtherMessagesAfterAnOutage() {
    suite.slack.behaveUntil(at("12:00"), new Behaviour.Status(503));
    deliver(at("10:59"), assigned("Lead 1", "A1", Samples.ANA, at("10:59"), null));
    deliver(at("11:30"), assigned("Lead 2", "A1", Samples.ANA, at("11:30"), null));
    advance(at("12:10"));
    List<String> heads =
        suite.slack.messages(Samples.TEAM_CHANNEL).stream()
            .map(message -> message.lines().getFirst())
            .toList();
    assertEquals(3, heads.size());
    assertTrue(heads.get(0).contains("Lead 1"));
    assertTrue(heads.get(1).startsWith("Since 10:00: 1 lead"));
    assertTrue(heads.get(2).contains("Lead 2"));
  }

  @Test
  void countsAnewAfterDigestsWereOff() {
    deliver(at("10:10"), assigned("Lead 1", "B3", Samples.ANA, at("10:10"), null));
    suite.sweep();
    suite.apply(Samples.settings(Samples.RULES));
    advance(at("12:00"));
    assertEquals(List.of(), digests(Samples.TEAM_CHANNEL));
    suite.apply(Samples.settings(RULES));
    deliver(at("13:00"), assigned("Lead 2", "B3", Samples.ANA, at("13:00"), null));
    advance(at("14:10"));
    assertEquals(1, digests(Samples.TEAM_CHANNEL).size());
    assertTrue(
        digests(Samples.TEAM_CHANNEL).getFirst().startsWith("Since 12:00: 1 lead "),
        digests(Samples.TEAM_CHANNEL).toString());
  }

  @Test
  void tellsHowFarTheRotationWasOffWhenItWas() {
    assertEquals("a B3 0 34", fact(turn(0, 0)).text());
    assertEquals("a B3 0 0", fact(turn(1, 1)).text());
    assertEquals("a B3 0 134", fact(turn(3, 0)).text());
    assertEquals("a B3 0 -", fact(null).text());
    TeamDigest digest =
        new TeamDigest(
            Map.of(
                new RepId(Samples.ANA),
                new Facts<>(List.of(fact(turn(0, 0)), fact(turn(3, 0))), false)),
            new Facts<>(List.of(), false),
            new Facts<>(List.of(), false),
            new Facts<>(List.of(), false),
            List.of());
    assertEquals(
        "Since 10:00: 2 leads · 0 held · ana 2 (up to 1.3 off share) · slowest form → owner 0.0 s",
        digest.note(at("10:00"), at("11:00"), ZoneOffset.UTC, null).orElseThrow().headline());
  }

  private static String line(
      Map<RepId, Facts<Fact.Assigned>> given, Facts<Fact.Returned> returned, Instant since) {
    return new TeamDigest(
            given,
            new Facts<>(List.of(), false),
            returned,
            new Facts<>(List.of(), false),
            List.of("A1"))
        .note(since, at("11:00"), ZoneOffset.UTC, null)
        .orElseThrow()
        .headline();
  }

  private static <F extends Fact> Facts<F> facts(List<F> facts) {
    return new Facts<>(facts, false);
  }

  @Test
  void callsALeadOffOneWithinAndMoreNot() {
    RepId ana = new RepId(Samples.ANA);
    for (long off : List.of(100L, 101L)) {
      assertEquals(
          "Since 10:00: 1 lead (1 A1) · 0 held · ana 1 "
              + (off == 100 ? "(all within 1 of share)" : "(up to 1.0 off share)"),
          line(
              Map.of(ana, facts(List.of(new Fact.Assigned("A1", null, off)))),
              facts(List.of()),
              at("10:00")));
    }
  }

  @Test
  void namesSoManyMembersAndReasonsAndTellsTheNumberOfTheOthers() {
    Map<RepId, Facts<Fact.Assigned>> given = new LinkedHashMap<>();
    Fact.Assigned lead = new Fact.Assigned("B3", null, null);
    for (int n = 1; n <= TeamDigest.MEMBERS_MAX; n++) {
      given.put(new RepId("rep" + n + "@northwind.example"), facts(List.of(lead)));
    }
    given.put(new RepId("idle@northwind.example"), facts(List.of()));
    Facts<Fact.Returned> three =
        facts(List.of(new Fact.Returned("a"), new Fact.Returned("b"), new Fact.Returned("c")));
    String full = line(given, three, at("10:00"));
    assertTrue(full.endsWith("rep12 1 · returned 3 (“a”, “b”, “c”)"), full);
    given.put(new RepId("one@northwind.example"), facts(List.of(lead, lead)));
    given.put(new RepId("another@northwind.example"), new Facts<>(List.of(lead), true));
    Facts<Fact.Returned> four =
        facts(
            List.of(
                new Fact.Returned("a"),
                new Fact.Returned("b"),
                new Fact.Returned("c"),
                new Fact.Returned("d")));
    String more = line(given, four, at("10:00").minus(Duration.ofDays(1)));
    assertTrue(more.startsWith("Since Mon 2 Nov 10:00: 15+ leads · 0 held · rep1 1, "), more);
    assertTrue(more.endsWith("rep12 1, 2 more 3+ · returned 4 (“a”, “b”, “c”, …)"), more);
  }

  @Test
  void waitsAMinuteForWhatIsStillUnderWay() {
    deliver(at("10:30"), quarantined("Spam"));
    suite.sweep();
    suite.clock.set(at("11:00").plusSeconds(59));
    suite.sweep();
    assertEquals(0, suite.waiting(Samples.TEAM_CHANNEL));
    suite.clock.set(at("11:01"));
    suite.sweep();
    assertEquals(1, suite.waiting(Samples.TEAM_CHANNEL));
  }

  private static Fact.Assigned fact(@Nullable Turn turn) {
    return Fact.of(assigned("Lead 1", "B3", Samples.ANA, at("10:00"), turn));
  }

  @Test
  void leavesTheTimeInQuarantineOutOfTheSlowest() {
    LeadAssigned usual = assigned("Lead 1", "B3", Samples.ANA, at("10:00").plusSeconds(2), null);
    Lead released = released(usual.lead(), Origin.SETTINGS);
    Lead pretended = released(usual.lead(), Origin.BROWSER);
    assertEquals("a B3 2000 -", Fact.of(usual).text());
    assertEquals("a B3 - -", Fact.of(of(released, usual)).text());
    assertEquals("a B3 2000 -", Fact.of(of(pretended, usual)).text());
  }

  private static Lead released(Lead lead, Origin vouching) {
    return new Lead(
        lead.leadId(),
        lead.form(),
        lead.submittedAt(),
        lead.origin(),
        Map.of("attributes.quarantineReleasedAt", vouching),
        lead.identity(),
        lead.fields(),
        Map.of("quarantineReleasedAt", at("10:00").toString()));
  }

  private static LeadAssigned of(Lead lead, LeadAssigned like) {
    return Samples.assigned(lead, "B3", Samples.ANA, Path.TERRITORY, like.assignedAt());
  }

  @Test
  void keepsFactsAsWordsAndForgetsWhatItDoesNotKnow() {
    for (Fact fact :
        List.of(
            new Fact.Assigned("A1", null, 100L),
            new Fact.Held(),
            new Fact.Returned("no budget, no time"),
            new Fact.Returned(""),
            new Fact.Quarantined("id", "Claire Martin at X"))) {
      assertEquals(fact, Fact.parse(fact.text()).orElseThrow());
    }
    for (String text : List.of("", "a", "a B3", "q id", "x y", "a B3 one 2")) {
      assertTrue(Fact.parse(text).isEmpty(), text);
    }
  }
}
