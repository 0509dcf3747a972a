package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.slack.Samples.assigned;
import static salesops.slack.Samples.at;
import static salesops.slack.Samples.person;
import static salesops.slack.Samples.quarantined;
import static salesops.slack.Samples.turn;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesops.events.LeadAssigned;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.Turn;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;

/** What a digest says of the facts that it counts. */
class TeamDigestTest {
  private static Fact.Assigned fact(@Nullable Turn turn) {
    return Fact.of(assigned("Lead 1", "B3", Samples.ANA, at("10:00"), turn));
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
  void countsWhatRepsOweAsNoTurn() {
    Turn madeGood =
        new Turn(
            "team emea",
            "all",
            2,
            List.of(
                new Turn.Share(new RepId(Samples.ANA), 2_000, 1, "0", 1, 1),
                new Turn.Share(new RepId(Samples.BEN), 1_000, 0, "0", 0, null)));
    assertEquals("a B3 0 34", fact(madeGood).text());
  }

  @Test
  void timesOnlyTheFirstOwnerAndNoClockThatIsBehind() {
    LeadAssigned first = assigned("Lead 1", "B3", Samples.ANA, at("10:01"), null);
    assertEquals("a B3 60000 -", Fact.of(first).text());
    assertEquals("a B3 - -", Fact.of(Samples.again(first)).text());
    assertEquals(
        "a B3 - -", Fact.of(assigned("Lead 1", "B3", Samples.ANA, at("09:59"), null)).text());
  }

  @Test
  void keepsLittleOfWhatPeopleWrote() {
    LeadReturned returned = Samples.returned(person("Lead 1"), Samples.ANA, "r".repeat(41));
    assertEquals("r " + "r".repeat(39) + "…", Fact.of(returned).text());
    LeadQuarantined suspect = quarantined("n".repeat(81));
    assertEquals(
        "q " + suspect.lead().leadId() + " " + "n".repeat(79) + "…", Fact.of(suspect).text());
  }

  @Test
  void saysNothingOfWhatWasReturnedWhenItSawNone() {
    String line = line(Map.of(), new Facts<>(List.of(), true), at("10:00"));
    assertEquals("Since 10:00: 0 leads · 0 held", line);
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
  void leavesTheTimeInQuarantineOutOfTheSlowest() {
    LeadAssigned usual = assigned("Lead 1", "B3", Samples.ANA, at("10:00").plusSeconds(2), null);
    Lead released = released(usual.lead(), Origin.SETTINGS);
    Lead pretended = released(usual.lead(), Origin.BROWSER);
    assertEquals("a B3 2000 -", Fact.of(usual).text());
    assertEquals("a B3 - -", Fact.of(of(released, usual)).text());
    assertEquals("a B3 2000 -", Fact.of(of(pretended, usual)).text());
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
