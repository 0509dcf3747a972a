package salesops.routing;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.events.LeadAssigned;
import salesops.events.LeadUnassigned;
import salesops.model.Lead;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.routing.LeadRecord.State;

class HeldLeadsTest {
  private static final Instant NIGHT = Instant.parse("2026-11-03T22:00:00Z");
  private static final Instant OPENING = Instant.parse("2026-11-04T09:00:00Z");
  private static final Lead LEAD = lead("p@mail.fr", "1", Map.of());

  static void tick(RoutingTable table) {
    SQSEvent event = new SQSEvent();
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("tick");
    message.setBody("{}");
    event.setRecords(List.of(message));
    assertEquals(
        List.of(),
        new HeldLeadsHandler(table.platform()).handleRequest(event, null).getBatchItemFailures());
  }

  private static RoutingTable byNight() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana"))
                .territories(territory("World", "", "all", "ana"))
                .holdOutsideHours("A2"));
    table.clock.set(NIGHT);
    return table;
  }

  @Test
  void aPlannedHoldWaitsForTheOpeningWithoutAlarm() {
    RoutingTable table = byNight();
    table.route(LEAD);
    assertEquals(State.HELD, table.record(LEAD).state());
    assertEquals(OPENING, table.record(LEAD).dueAt());
    assertEquals(List.of(), table.told(LeadUnassigned.class));
    var before = table.items();
    tick(table);
    assertEquals(before, table.items());
  }

  @Test
  void aPlannedHoldEndsAtTheOpening() {
    RoutingTable table = byNight();
    table.route(LEAD);
    table.clock.set(OPENING);
    tick(table);
    assertEquals(rep("ana"), table.owner(LEAD));
    assertEquals(1, table.assigned(LEAD).assignmentSeq());
  }

  @Test
  void aPlannedHoldThatCannotEndAsPlannedAlarmsOnce() {
    RoutingTable table = byNight();
    table.route(LEAD);
    table.apply(settings().version(2).reps().territories().build());
    tick(table);
    tick(table);
    assertEquals(1, table.told(LeadUnassigned.class).size());
    assertEquals(1, table.record(LEAD).holdSeq());
  }

  private static RoutingTable full(int capacity) {
    return new RoutingTable(
        settings()
            .reps(member("ana").capacity(capacity))
            .territories(territory("World", "", "all", "ana"))
            .whenFull(WhenFull.HOLD));
  }

  @Test
  void anUnplannedHoldAlarmsOnceAndIsTriedAgain() {
    RoutingTable table = full(1);
    Lead first = lead("first@mail.fr");
    table.route(first, LEAD);
    var before = table.items();
    tick(table);
    assertEquals(before, table.items());
    OperationsTest.operate(table, "close", Map.of("lead", first.leadId().value(), "reason", "won"));
    tick(table);
    assertEquals(rep("ana"), table.owner(LEAD));
  }

  private static RoutingTable fullWithEscalation() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana").capacity(1))
                .territories(territory("World", "", "all", "ana"))
                .whenFull(WhenFull.HOLD)
                .escalate("#sales-ops"));
    table.route(lead("first@mail.fr"), LEAD);
    return table;
  }

  @Test
  void anUnplannedHoldThatNobodyActsOnIsToldOnceMore() {
    RoutingTable table = fullWithEscalation();
    LeadUnassigned first = told(table);
    table.clock.advance(Draft.ESCALATED_AFTER.minusSeconds(1));
    tick(table);
    assertEquals(first, told(table));
    table.clock.advance(Duration.ofSeconds(1));
    tick(table);
    LeadUnassigned again = told(table);
    assertTrue(again.toldAgain());
    assertEquals(2, again.holdSeq());
    assertEquals(first.heldAt(), again.heldAt());
    assertEquals(first.heldAt().truncatedTo(SECONDS), table.record(LEAD).since());
    table.clock.advance(Duration.ofDays(1));
    tick(table);
    assertEquals(again, told(table));
  }

  private static LeadUnassigned told(RoutingTable table) {
    return table.told(LeadUnassigned.class).getFirst();
  }

  @Test
  void whatWasEscalatedStillGetsItsOwner() {
    RoutingTable table = fullWithEscalation();
    table.clock.advance(Draft.ESCALATED_AFTER);
    tick(table);
    table.clock.advance(Duration.ofDays(90));
    tick(table);
    assertEquals(rep("ana"), table.owner(LEAD));
  }

  @Test
  void nobodyIsToldOnceMoreWithoutAChannelForIt() {
    RoutingTable table = full(1);
    table.route(lead("first@mail.fr"), LEAD);
    table.clock.advance(Duration.ofDays(2));
    var before = table.items();
    tick(table);
    assertEquals(before, table.items());
  }

  @Test
  void capacityFreesItselfWhenLeadsGrowOld() {
    RoutingTable table = full(1);
    table.route(lead("first@mail.fr"), LEAD);
    table.clock.advance(Duration.ofDays(89));
    tick(table);
    assertEquals(State.HELD, table.record(LEAD).state());
    table.clock.advance(Duration.ofDays(1));
    tick(table);
    assertEquals(State.ASSIGNED, table.record(LEAD).state());
  }

  @Test
  void newSettingsReleaseEveryHeldLeadFairly() {
    RoutingTable table = new RoutingTable(settings());
    Lead[] leads =
        IntStream.range(0, 25).mapToObj(i -> lead("p" + i + "@mail.fr")).toArray(Lead[]::new);
    for (int i = 0; i < 25; i += 5) {
      table.route(java.util.Arrays.copyOfRange(leads, i, i + 5));
    }
    assertEquals(25, table.told(LeadUnassigned.class).size());
    table.apply(Sample.onePool().version(2).build());
    tick(table);
    assertEquals(25, table.told(LeadAssigned.class).size());
    assertTrue(
        FairnessAudit.of(table.told(LeadAssigned.class), List.of()).maxFairnessDeviation() < 1);
  }

  @Test
  void heldLeadsOfOnePersonGoToOneOwner() {
    RoutingTable table = new RoutingTable(settings());
    Lead again = lead("p@mail.fr", "2", Map.of());
    table.route(LEAD);
    table.route(again);
    table.apply(Sample.onePool().version(2).build());
    tick(table);
    assertEquals(table.owner(LEAD), table.owner(again));
  }
}
