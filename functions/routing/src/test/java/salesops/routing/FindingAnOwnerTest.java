package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.events.Decision;
import salesops.events.LeadAssigned;
import salesops.events.LeadUnassigned;
import salesops.model.Grade;
import salesops.model.Lead;
import salesops.model.PersonKey;
import salesops.model.settings.RoutingRules.GradeBand;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Territory;
import salesops.routing.LeadRecord.State;

/** Which path gives a lead its owner. */
class FindingAnOwnerTest {
  private static final Lead CLAIRE = lead("claire@lyon.com", "1", Map.of("country", "FR"));
  private static final Lead CLAIRE_AGAIN = lead("claire@lyon.com", "2", Map.of("country", "FR"));
  private static final Lead COLLEAGUE = lead("marc@lyon.com", "1", Map.of("country", "FR"));

  @Test
  void aSubsidiaryFollowsItsParentsNamedAccount() {
    RoutingTable table =
        new RoutingTable(
            onePool().account("holding.com", "dev", null).account("lyon.com", null, "holding.com"));
    table.route(CLAIRE);
    LeadAssigned assigned = table.assigned(CLAIRE);
    assertEquals(rep("dev"), assigned.rep());
    assertEquals(Path.NAMED_ACCOUNT, assigned.path());
    assertNull(assigned.turn());
  }

  @Test
  void thePersonsNextLeadFollowsAndTheRepIsTold() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(CLAIRE);
    table.route(CLAIRE_AGAIN);
    assertEquals(table.owner(CLAIRE), table.owner(CLAIRE_AGAIN));
    assertTrue(table.assigned(CLAIRE_AGAIN).wroteAgain());
  }

  @Test
  void twoLeadsOfOnePersonInOneBatchHaveOneOwner() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(CLAIRE, CLAIRE_AGAIN, COLLEAGUE);
    assertEquals(table.owner(CLAIRE), table.owner(CLAIRE_AGAIN));
    assertEquals(table.owner(CLAIRE), table.owner(COLLEAGUE));
    assertEquals(Path.EXISTING_OWNER, table.assigned(COLLEAGUE).path());
  }

  @Test
  void aColleagueFollowsForNinetyDays() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(CLAIRE);
    table.clock.advance(Duration.ofDays(90).minusSeconds(10));
    table.route(COLLEAGUE);
    assertEquals(Path.EXISTING_OWNER, table.assigned(COLLEAGUE).path());
  }

  @Test
  void aColleagueIsNobodysAfterNinetyDays() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(CLAIRE);
    table.clock.advance(Duration.ofDays(90));
    table.route(COLLEAGUE);
    assertEquals(Path.TERRITORY, table.assigned(COLLEAGUE).path());
  }

  @Test
  void theBackupOfAnOwnerOnLeaveGetsTheNextLead() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(
                    member("ana").onLeave("2026-11-10", "2026-11-12").backup("ben"),
                    member("ben"),
                    member("chloe"))
                .territories(territory("World", "", "emea", "ana")));
    table.route(CLAIRE);
    table.clock.set(Instant.parse("2026-11-11T10:00:00Z"));
    table.route(CLAIRE_AGAIN);
    LeadAssigned assigned = table.assigned(CLAIRE_AGAIN);
    assertEquals(rep("ben"), assigned.rep());
    assertEquals(Path.EXISTING_OWNER, assigned.path());
    assertEquals("ON_LEAVE", assigned.decision().passedOver().getFirst().why());
  }

  @Test
  void anOwnerWhoLeftTheSettingsOwnsNothing() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(CLAIRE);
    String gone = table.owner(CLAIRE).shortName();
    String other = gone.equals("ana") ? "ben" : "ana";
    table.apply(
        settings()
            .version(2)
            .reps(member(other))
            .territories(territory("World", "", "team emea", other))
            .build());
    table.route(CLAIRE_AGAIN);
    assertEquals(rep(other), table.owner(CLAIRE_AGAIN));
    assertEquals(Path.TERRITORY, table.assigned(CLAIRE_AGAIN).path());
  }

  @Test
  void aLeadKnownByTwoKeysIsOnePerson() {
    PersonKey mail = PersonKey.ofEmail(Sample.SALT, "a@mail.com");
    PersonKey id = PersonKey.ofExternalId(Sample.SALT, "42");
    Lead byId = lead(List.of(id), "", "1", Map.of());
    Lead byMail = lead(List.of(mail), "a@mail.com", "2", Map.of());
    Lead byBoth = lead(List.of(mail, id), "a@mail.com", "3", Map.of());
    Lead byIdAgain = lead(List.of(id), "", "4", Map.of());
    RoutingTable table = new RoutingTable(onePool());
    table.route(byId);
    table.route(byBoth);
    table.route(byMail);
    table.route(byIdAgain);
    assertEquals(table.owner(byId), table.owner(byBoth));
    assertEquals(table.owner(byId), table.owner(byMail));
    assertEquals(table.owner(byId), table.owner(byIdAgain));
    assertEquals(4, table.records().size());
  }

  @Test
  void twoPersonsWhoTurnOutToBeOneAreMergedAndNoneIsLost() {
    PersonKey mail = PersonKey.ofEmail(Sample.SALT, "a@mail.com");
    PersonKey id = PersonKey.ofExternalId(Sample.SALT, "42");
    RoutingTable table = new RoutingTable(onePool());
    table.route(lead(List.of(id), "", "1", Map.of()));
    table.route(lead(List.of(mail), "a@mail.com", "2", Map.of()));
    Lead both = lead(List.of(mail, id), "a@mail.com", "3", Map.of());
    table.route(both);
    Lead byIdAgain = lead(List.of(id), "", "4", Map.of());
    table.route(byIdAgain);
    assertEquals(table.owner(both), table.owner(byIdAgain));
    assertEquals(4, table.records().size());
    assertEquals(List.of(), table.route(both).getBatchItemFailures());
    assertEquals(4, table.records().size());
  }

  @Test
  void keepsASkippedGradeWithoutRepAndEvent() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(Sample.score("D4"), CLAIRE);
    assertEquals(State.NURTURE, table.record(CLAIRE).state());
    assertEquals(List.of(), table.record(CLAIRE).told());
    assertEquals(CLAIRE, table.record(CLAIRE).content().lead());
  }

  @Test
  void neverSkipsALeadOfAnExistingOwner() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(CLAIRE);
    table.route(Sample.score("D4"), CLAIRE_AGAIN);
    assertEquals(table.owner(CLAIRE), table.owner(CLAIRE_AGAIN));
  }

  @Test
  void aLaterScoreLiftsALeadOutOfNurture() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(Sample.score("D4"), CLAIRE);
    var later = new salesops.events.LeadScored(CLAIRE, Sample.A2, 2, 1);
    new RoutingHandler(table.platform()).handleRequest(RoutingTable.batch(List.of(later)), null);
    assertEquals(State.ASSIGNED, table.record(CLAIRE).state());
    assertEquals(2, table.record(CLAIRE).scoreVersion());
  }

  private static Territory child(String need, WhenFull whenFull, String... members) {
    return territory(
        "DACH",
        "EMEA",
        "AT",
        "dach",
        need.isEmpty() ? Set.of() : Set.of(need),
        whenFull,
        false,
        members);
  }

  private static RoutingTable full(WhenFull whenFull) {
    return new RoutingTable(
        settings()
            .reps(member("ana").capacity(1), member("ben"), member("tom"))
            .fallback("tom")
            .territories(child("", whenFull, "ana"), territory("EMEA", "AT FR", "emea", "ben")));
  }

  private static Lead graz(int i) {
    return lead("p" + i + "@mail.at", "1", Map.of("country", "AT"));
  }

  @Test
  void aFullPoolSpillsIntoItsParents() {
    RoutingTable table = full(WhenFull.PARENT);
    table.route(graz(1), graz(2));
    LeadAssigned second = table.assigned(graz(2));
    assertEquals(rep("ben"), second.rep());
    assertEquals("EMEA", second.territory());
    assertEquals(
        List.of(
            new Decision.Match("DACH", "dach", "NOBODY_FREE"),
            new Decision.Match("EMEA", "emea", "CHOSEN")),
        second.decision().matched());
    assertEquals("FULL", second.decision().passedOver().getFirst().why());
  }

  @Test
  void aFullPoolGoesToTheFallback() {
    RoutingTable table = full(WhenFull.FALLBACK);
    table.route(graz(1), graz(2));
    assertEquals(Path.FALLBACK, table.assigned(graz(2)).path());
    assertEquals(rep("tom"), table.owner(graz(2)));
  }

  @Test
  void aFullPoolHolds() {
    RoutingTable table = full(WhenFull.HOLD);
    table.route(graz(1), graz(2));
    LeadUnassigned held = table.told(LeadUnassigned.class).getFirst();
    assertEquals("POOL_FULL", held.reason());
    assertEquals("pool dach: ana is full (1 of 1 open)", held.detail());
    assertEquals("emea", held.team());
  }

  @Test
  void whatALeadNeedsIsNeededInTheParentsPoolToo() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana").skills("de").capacity(1), member("ben"))
                .territories(
                    child("de", WhenFull.PARENT, "ana"),
                    territory("EMEA", "AT", "emea", "ana", "ben")));
    table.route(graz(1), graz(2));
    assertEquals(State.HELD, table.record(graz(2)).state());
  }

  @Test
  void aTerritoryMayHold() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana"))
                .territories(
                    territory("Quiet", null, "AT", "quiet", Set.of(), null, true),
                    territory("World", "", "all", "ana")));
    table.route(graz(1));
    assertEquals("TERRITORY_HOLDS", table.told(LeadUnassigned.class).getFirst().reason());
  }

  @Test
  void holdsWhatNobodyMayHave() {
    RoutingTable table =
        new RoutingTable(
            settings().reps(member("ana")).territories(territory("UK", "GB", "uk", "ana")));
    assertEquals(List.of(), table.route(graz(1)).getBatchItemFailures());
    assertEquals("NO_FALLBACK", table.told(LeadUnassigned.class).getFirst().reason());
  }

  @Test
  void gradeBandsRotateApart() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana"), member("ben"))
                .territories(territory("World", "", "all", "ana", "ben"))
                .bands(
                    new GradeBand("hot", Set.of(Grade.parse("A1"))),
                    new GradeBand("rest", Set.of())));
    table.route(Sample.score("A1"), graz(1));
    table.route(Sample.score("C3"), graz(2));
    assertEquals("hot", table.turn(graz(1)).band());
    assertEquals("rest", table.turn(graz(2)).band());
    assertEquals(table.owner(graz(1)), table.owner(graz(2)));
  }

  @Test
  void relationshipLeadsUseCapacityButNoTurn() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana").capacity(2), member("ben"))
                .territories(territory("World", "", "all", "ana", "ben")));
    table.route(CLAIRE);
    assertEquals(rep("ana"), table.owner(CLAIRE));
    table.route(CLAIRE_AGAIN);
    assertEquals(2, table.assigned(CLAIRE_AGAIN).openLeads());
    table.route(graz(1));
    assertEquals(rep("ben"), table.owner(graz(1)));
    assertEquals(2, table.turn(graz(1)).poolSeq());
    assertNotEquals(Path.EXISTING_OWNER, table.assigned(graz(1)).path());
  }
}
