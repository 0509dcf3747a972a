package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadAssigned;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.model.Score;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Settings;
import salesops.routing.LeadRecord.State;
import salesops.testkit.TestClock;
import salesops.testkit.TestSettings;

class RoutingReplayTest {
  private static final Instant TEN = TestClock.START;
  private static final Instant NIGHT = Instant.parse("2026-11-03T22:00:00Z");
  private static final Instant OPENING = Instant.parse("2026-11-04T09:00:00Z");

  private final Map<LeadId, LeadRecord> replayed = new HashMap<>();

  private RoutingReplay replay(Settings settings) {
    return new RoutingReplay(settings, record -> replayed.put(record.leadId(), record));
  }

  private LeadRecord replayed(Lead lead) {
    return Objects.requireNonNull(replayed.get(lead.leadId()));
  }

  private static Lead at(Instant when, Lead lead) {
    return new Lead(
        LeadId.of(lead.identity().primary(), when.toString(), lead.leadId().value()),
        lead.form(),
        when,
        lead.origin(),
        lead.origins(),
        lead.identity(),
        lead.fields(),
        lead.attributes());
  }

  private static TestSettings everything() {
    return settings()
        .reps(
            member("ana").weight(2000).capacity(14).skills("de"),
            member("ben").capacity(9),
            member("chloe").weight(500),
            member("dev").onLeave("2026-11-03", "2026-11-04").backup("ben"))
        .territories(
            territory("EMEA", "FR DE GB", "team emea", "ana", "ben", "chloe", "dev"),
            territory("DACH", "EMEA", "DE", "team emea", Set.of("de"), null, false, "ana", "ben"),
            territory("World", "", "world", "chloe", "dev"))
        .account("bank1.com", "dev", null)
        .whenFull(WhenFull.HOLD)
        .bands(new RoutingRules.GradeBand("hot", Set.of(Sample.A2.grade())));
  }

  /** Persons with one key and with two, companies, every kind of grade, within one day. */
  private static List<Lead> leads(Random random) {
    List<Lead> leads = new ArrayList<>();
    Instant when = TEN;
    for (int i = 0; i < 120; i++) {
      when = when.plusSeconds(random.nextInt(400));
      String email =
          "p" + random.nextInt(60) + (random.nextBoolean() ? "@mail.fr" : "@bank" + i % 9 + ".com");
      List<PersonKey> persons = new ArrayList<>(List.of(PersonKey.ofEmail(Sample.SALT, email)));
      if (random.nextInt(5) == 0) {
        persons.add(PersonKey.ofExternalId(Sample.SALT, "x" + random.nextInt(20)));
      }
      String country = List.of("FR", "DE", "US").get(random.nextInt(3));
      leads.add(at(when, Sample.lead(persons, email, "" + i, Map.of("country", country))));
    }
    return leads;
  }

  private static Score score(Lead lead) {
    return Sample.score(List.of("A2", "B3", "C4", "D4").get(lead.leadId().value().charAt(20) % 4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void decidesWhatTheFunctionDecides(long seed) {
    RoutingTable table = new RoutingTable(everything());
    RoutingReplay replay = replay(everything().build());
    List<Lead> leads = leads(new Random(seed));
    for (Lead lead : leads) {
      table.clock.set(lead.submittedAt());
      table.route(score(lead), lead);
      replay.route(RoutingTable.scored(lead, score(lead)));
    }
    Map<LeadId, LeadRecord> recorded = new HashMap<>();
    table.records().forEach(record -> recorded.put(record.leadId(), record));
    for (Lead lead : leads) {
      assertEquals(
          outcome(Objects.requireNonNull(recorded.get(lead.leadId()))),
          outcome(replayed(lead)),
          "seed " + seed);
    }
    assertEquals(
        FairnessAudit.of(table.told(LeadAssigned.class), List.of()).rotations().stream()
            .map(Object::toString)
            .sorted()
            .toList(),
        replay.fairness().rotations().stream().map(Object::toString).sorted().toList());
  }

  private static String outcome(LeadRecord record) {
    return record.state()
        + " "
        + record.ownerName()
        + " "
        + record.since()
        + " "
        + record.told(LeadAssigned.class).map(e -> e.data().turn());
  }

  private RoutingReplay byNight(int capacity) {
    return replay(
        settings()
            .reps(member("ana").capacity(capacity))
            .territories(territory("World", "", "all", "ana"))
            .whenFull(WhenFull.HOLD)
            .holdOutsideHours("A2")
            .build());
  }

  private static Lead night(String name) {
    return at(NIGHT, Sample.lead(name + "@mail.fr"));
  }

  @Test
  void aLeadThatWaitsForOpeningHoursGetsItsOwnerThen() {
    RoutingReplay replay = byNight(10);
    replay.route(RoutingTable.scored(night("a"), Sample.A2));
    assertEquals(State.HELD, replayed(night("a")).state());
    replay.settle();
    LeadRecord record = replayed(night("a"));
    assertEquals(rep("ana"), record.owner());
    assertEquals(OPENING, record.since());
  }

  @Test
  void aLeadThatNobodyHasRoomForStaysHeld() {
    RoutingReplay replay = byNight(1);
    replay.route(RoutingTable.scored(night("a"), Sample.A2));
    replay.route(RoutingTable.scored(night("b"), Sample.A2));
    replay.settle();
    long held =
        List.of(night("a"), night("b")).stream()
            .filter(l -> replayed(l).state() == State.HELD)
            .count();
    assertEquals(1, held);
  }

  @Test
  void aHeldLeadIsTriedAgainWhenRoomComesFreeWithTime() {
    RoutingReplay replay = byNight(1);
    Lead first = at(TEN, Sample.lead("a@mail.fr"));
    Lead second = at(TEN, Sample.lead("b@mail.fr"));
    replay.route(RoutingTable.scored(first, Sample.A2));
    replay.route(RoutingTable.scored(second, Sample.A2));
    Lead later = at(TEN.plus(Duration.ofDays(95)), Sample.lead("c@mail.fr"));
    replay.route(RoutingTable.scored(later, Sample.A2));
    assertEquals(rep("ana"), replayed(second).owner());
  }

  @Test
  void moreHeldLeadsThanOneRunTakesAreTriedTheMinuteAfter() {
    RoutingReplay replay = byNight(1_000);
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < RetryHeldLeads.LEADS_MAX + 50; i++) {
      leads.add(night("p" + i));
    }
    leads.forEach(lead -> replay.route(RoutingTable.scored(lead, Sample.A2)));
    replay.settle();
    Set<Instant> moments = new TreeSet<>();
    for (Lead lead : leads) {
      LeadRecord record = replayed(lead);
      assertEquals(State.ASSIGNED, record.state());
      moments.add(record.since());
    }
    assertTrue(moments.contains(OPENING.plusSeconds(60)), moments.toString());
  }

  @Test
  void comesToAnEndWhenExactlyAsManyStayHeldAsOneRunTakes() {
    RoutingReplay replay =
        replay(
            settings()
                .reps(member("ana").capacity(1), member("ben").capacity(1))
                .territories(
                    territory("FR", "FR", "fr", "ben"), territory("World", "", "all", "ana"))
                .whenFull(WhenFull.HOLD)
                .holdOutsideHours("A2")
                .build());
    for (int i = 0; i < RetryHeldLeads.LEADS_MAX; i++) {
      Lead lead = Sample.lead("p" + i + "@mail.de", "s", Map.of("country", "DE"));
      replay.route(RoutingTable.scored(at(TEN, lead), Sample.A2));
    }
    // Waits for the morning by plan, and by then another has the place.
    replay.route(RoutingTable.scored(night("early"), Sample.A2));
    replay.route(RoutingTable.scored(night("other"), Sample.score("B2")));
    assertTimeoutPreemptively(Duration.ofMinutes(1), replay::settle);
    assertEquals(State.ASSIGNED, replayed(night("other")).state());
    assertEquals(
        RetryHeldLeads.LEADS_MAX,
        replayed.values().stream().filter(record -> record.state() == State.HELD).count());
  }
}
