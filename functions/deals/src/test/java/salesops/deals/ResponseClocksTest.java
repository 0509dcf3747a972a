package salesops.deals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static salesops.deals.World.ANA;
import static salesops.deals.World.BEN;
import static salesops.deals.World.assigned;
import static salesops.deals.World.lead;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.deals.lead.LeadAct;
import salesops.deals.lead.LeadRules.Result;
import salesops.deals.lead.LeadState;
import salesops.events.LeadClosed;
import salesops.events.LeadContacted;
import salesops.events.LeadReturned;
import salesops.events.NurtureDue;
import salesops.events.ResponseOverdue;
import salesops.events.ResponseOverdue.Measure;
import salesops.events.SettingsApplied;
import salesops.model.LeadId;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;

class ResponseClocksTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final World world = new World();

  private List<Measure> measures() {
    return world.events(ResponseOverdue.class).stream().map(ResponseOverdue::measure).toList();
  }

  private void call(LeadId lead, String at) {
    world.done(
        "logActivity",
        Map.of("lead", lead.value(), "kind", "call", "at", at, "by", "ana@northwind.example"));
  }

  @Test
  void remindsThenTellsTheManagerThenReassigns() {
    world.assign("claire", ANA);
    world.tickAfter(Duration.ofMinutes(14));
    assertEquals(List.of(), measures());
    world.tickAfter(MINUTE);
    assertEquals(List.of(Measure.REMIND), measures());
    world.tickAfter(Duration.ofMinutes(15));
    world.tickAfter(Duration.ofMinutes(30));
    world.tickAfter(Duration.ofDays(3));
    assertEquals(List.of(Measure.REMIND, Measure.TELL_MANAGER, Measure.REASSIGN), measures());
    ResponseOverdue last = world.events(ResponseOverdue.class).getLast();
    assertEquals(60, last.allowedMinutes());
    assertEquals(Instant.parse("2026-11-03T11:00:00Z"), last.dueAt());
  }

  @Test
  void countsTheOwnersWorkingTimeOnly() {
    Instant evening = Instant.parse("2026-11-06T16:50:00Z"); // a Friday
    world.clock.set(evening);
    world.assign("claire", ANA);
    world.clock.set(Instant.parse("2026-11-09T09:04:00Z"));
    world.tick();
    assertEquals(List.of(), measures());
    world.tickAfter(MINUTE);
    assertEquals(List.of(Measure.REMIND), measures());
  }

  /** The index may lag behind the lead. */
  @Test
  void clockThatIsNotDueYetDoesNotFire() {
    LeadId lead = world.assign("claire", ANA);
    world.clock.advance(Duration.ofMinutes(14));
    Parts parts = Parts.of(world.platform());
    assertInstanceOf(
        Result.Unchanged.class,
        parts.workLead().act(lead, new LeadAct.Due(), parts.settings().current(), null));
    assertEquals(List.of(), measures());
  }

  @Test
  void contactStoredBeforeTheTickSilencesTheClock() {
    LeadId lead = world.assign("claire", ANA);
    world.clock.advance(Duration.ofMinutes(14));
    call(lead, "2026-11-03T10:13:00Z");
    world.tickAfter(Duration.ofDays(10));
    assertEquals(List.of(), measures());
    assertNull(world.work(lead).clock());
  }

  @Test
  void contactThatArrivesAfterTheReminderIsItsAnswer() {
    LeadId lead = world.assign("claire", ANA);
    world.tickAfter(Duration.ofMinutes(15));
    world.clock.advance(MINUTE);
    call(lead, "2026-11-03T10:14:00Z"); // made before, logged two minutes late
    world.tickAfter(Duration.ofDays(10));
    assertEquals(List.of(Measure.REMIND), measures());
    LeadContacted contacted = world.events(LeadContacted.class).getFirst();
    assertEquals(840, contacted.elapsedSeconds());
    assertEquals(Instant.parse("2026-11-03T10:14:00Z"), contacted.contactedAt());
  }

  @Test
  void firstResponseIsElapsedAndWorkingTime() {
    world.deliver(
        assigned(
            "claire",
            ANA,
            1,
            "A2",
            Instant.parse("2026-03-28T23:00:00Z"),
            Instant.parse("2026-03-28T23:00:00Z")));
    world.clock.set(Instant.parse("2026-03-30T08:40:00Z"));
    call(lead("claire"), "2026-03-30T09:30:00+01:00");
    LeadContacted contacted = world.events(LeadContacted.class).getFirst();
    // Summer time begins that night: an hour is skipped.
    assertEquals(Duration.ofHours(33).plusMinutes(30).toSeconds(), contacted.elapsedSeconds());
    assertEquals(Duration.ofMinutes(30).toSeconds(), contacted.workingSeconds());
    assertEquals(0, contacted.systemSeconds());
  }

  @Test
  void laterContactsAreActivitiesOnly() {
    LeadId lead = world.assign("claire", ANA);
    world.clock.advance(Duration.ofMinutes(5));
    call(lead, "2026-11-03T10:01:00Z");
    call(lead, "2026-11-03T10:02:00Z");
    call(lead, "2026-11-03T10:02:00Z");
    assertEquals(List.of("ActivityLogged", "ActivityLogged", "LeadContacted"), world.eventTypes());
  }

  @Test
  void dataEntryAnswersNoClock() {
    LeadId lead = world.assign("claire", ANA);
    world.done("logActivity", Map.of("lead", lead.value(), "kind", "data-entry", "by", "ana"));
    assertNotNull(world.work(lead).clock());
  }

  @Test
  void returnedLeadHasNoClockAndItsNextOwnerHasOneOfTheirOwn() {
    LeadId lead = world.assign("claire", ANA);
    world.clock.advance(Duration.ofMinutes(10));
    world.deliver(returned(lead, 1));
    assertEquals(LeadState.RETURNED, world.work(lead).leadState());
    world.tickAfter(Duration.ofHours(1));
    assertEquals(List.of(), measures());
    world.deliver(world.assigned("claire", BEN, 2));
    world.tickAfter(Duration.ofMinutes(15));
    assertEquals(List.of(Measure.REMIND), measures());
    assertEquals(BEN, world.events(ResponseOverdue.class).getFirst().lead().rep());
  }

  private LeadReturned returned(LeadId lead, int seq) {
    return new LeadReturned(
        lead, ANA, seq, "student", "ana@northwind.example", 1, "claire", world.clock.instant());
  }

  @Test
  void endsMayComeBeforeTheirBeginning() {
    LeadId lead = lead("claire");
    world.deliver(returned(lead, 1));
    world.deliver(world.assigned("claire", ANA, 1));
    assertNull(world.work(lead).clock());
    assertNull(world.work(lead).owner());
    world.deliver(world.assigned("claire", BEN, 2), world.assigned("claire", ANA, 1));
    assertEquals(BEN, world.work(lead).owner());
    assertNotNull(world.work(lead).clock());
  }

  @Test
  void duplicatesChangeNothing() {
    LeadId lead = world.assign("claire", ANA);
    world.deliver(returned(lead, 1));
    String before = world.items();
    world.deliver(world.assigned("claire", ANA, 1), returned(lead, 1));
    assertEquals(before, world.items());
  }

  @Test
  void closedLeadHasNoClock() {
    LeadId lead = world.assign("claire", ANA);
    world.deliver(new LeadClosed(lead, ANA, 1, "test", "ops", world.clock.instant()));
    world.tickAfter(Duration.ofHours(2));
    assertEquals(List.of(), measures());
    assertEquals(LeadState.CLOSED, world.work(lead).leadState());
  }

  @Test
  void newHoursMoveRunningClocksAPageAtATime() {
    IntStream.range(0, 120).forEach(i -> world.assign("claire" + i, ANA));
    world.apply(World.northwind().weekdays("13:00", "17:00").deals(World.rules()));
    world.deliver(new SettingsApplied(2, 1, "ops", world.clock.instant()));
    world.clock.advance(Duration.ofSeconds(10));
    world.tick();
    for (int i = 0; i < 120; i++) {
      assertEquals(
          Instant.parse("2026-11-03T13:15:00Z"),
          java.util.Objects.requireNonNull(world.work(lead("claire" + i)).clock()).dueAt());
    }
  }

  @Test
  void otherNewSettingsWriteNoClock() {
    world.assign("claire", ANA);
    world.deliver(new SettingsApplied(1, 0, "ops", world.clock.instant()));
    world.tick();
    String before = world.items();
    world.apply(
        World.northwind()
            .deals(World.rules())
            .slack(salesops.model.settings.Settings.SlackRules.atOnce(List.of("A1"))));
    world.deliver(new SettingsApplied(2, 1, "ops", world.clock.instant()));
    world.clock.advance(Duration.ofSeconds(10));
    world.tick();
    assertEquals(before, world.items());
  }

  @Test
  void absenceMovesTheClockBehindIt() {
    LeadId lead = world.assign("claire", ANA);
    TestSettings away =
        World.northwind()
            .reps(TestRep.rep("ana").onLeave("2026-11-03", "2026-11-04"), TestRep.rep("ben"))
            .deals(World.rules());
    world.apply(away);
    world.deliver(new SettingsApplied(2, 1, "ops", world.clock.instant()));
    world.clock.advance(Duration.ofSeconds(10));
    world.tick();
    assertEquals(
        Instant.parse("2026-11-05T09:15:00Z"),
        java.util.Objects.requireNonNull(world.work(lead).clock()).dueAt());
  }

  @Test
  void disqualifiedLeadComesBackOnItsDay() {
    LeadId lead = world.assign("claire", ANA);
    world.done("disqualifyLead", Map.of("lead", lead.value(), "reason", "no budget", "by", "ana"));
    assertEquals(LeadState.DISQUALIFIED, world.work(lead).leadState());
    world.tickAfter(Duration.ofDays(89));
    assertEquals(List.of(), world.events(NurtureDue.class));
    world.tickAfter(Duration.ofDays(1));
    NurtureDue due = world.events(NurtureDue.class).getFirst();
    assertEquals("2027-02-01", due.dueOn().toString());
    assertEquals("no budget", due.reason());
    world.tick();
    assertEquals(1, world.events(NurtureDue.class).size());
    world.deliver(world.assigned("claire", ANA, 2));
    assertEquals(LeadState.ASSIGNED, world.work(lead).leadState());
  }
}
