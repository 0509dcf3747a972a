package salesops.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.replay.Sample.YAML;
import static salesops.replay.Sample.edited;
import static salesops.replay.Sample.leads;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.replay.ReplayReport.Pair;
import salesops.replay.ReplayReport.Row;
import salesops.runtime.Json;

class ReplayTest {
  private static final String HOLDING =
      edited("weight: 2, skills: [de]", "capacity: 1")
          .replace("ben@test.example, team: emea", "ben@test.example, team: emea, capacity: 1")
          .replace("cleo@test.example, team: emea", "cleo@test.example, team: emea, capacity: 1")
          .replace("routing: {fallback: tom@test.example, ", "routing: {whenPoolIsFull: hold, ");

  private static Row only(ReplayReport report) {
    assertEquals(1, report.changes().size(), report.changes().toString());
    return report.changes().getFirst();
  }

  @Test
  void theSameSettingsChangeNothing() {
    ReplayReport report = leads().strangers(30).under(YAML, YAML);
    assertEquals(30, report.totals().same());
    assertEquals(List.of(), report.changes());
  }

  @Test
  void anotherGradeComesWithTheRuleThatMadeIt() {
    ReplayReport report =
        leads()
            .add("claire@lyon.fr", "country", "FR", "employees", "340")
            .under(edited("    - {points: 20, when: {employees: 50..1000}}\n", ""), YAML);
    Row row = only(report);
    assertEquals("D3", row.gradeBefore());
    assertEquals("C3", row.gradeAfter());
    assertEquals(Cause.NONE, row.cause());
    assertEquals(List.of("+20 employees 340 is between 50 and 1000"), row.why());
  }

  @Test
  void aRuleThatGivesOtherPointsIsToldOnce() {
    ReplayReport report =
        leads()
            .add("claire@lyon.fr", "employees", "340")
            .under(
                YAML,
                edited(
                    "{points: 20, when: {employees: 50..1000}}",
                    "{points: 40, when: {employees: 10..500}}"));
    assertEquals(List.of("employees 340 is between 10 and 500 +20 → +40"), only(report).why());
  }

  @Test
  void aGradeThatStartsElsewhereIsTold() {
    ReplayReport report =
        leads()
            .add("claire@lyon.fr", "employees", "340")
            .under(YAML, edited("B: 40, C: 20", "B: 20, C: 10"));
    assertEquals(List.of("fit 20: B from 20, was 40"), only(report).why());
  }

  @Test
  void whatAPersonDidBeforeCountsOnBothSides() {
    ReplayReport report =
        leads()
            .add("claire@lyon.fr", "employees", "340")
            .later(14)
            .add("claire@lyon.fr", "employees", "341")
            .under(YAML, edited("halfLife: 14d", "halfLife: 100d"));
    Row row = only(report);
    assertEquals("C3", row.gradeBefore());
    assertEquals("C2", row.gradeAfter());
    assertEquals(List.of("form submitted 14 days ago +10 → +18.2"), row.why());
  }

  @Test
  void anotherTerritoryComesWithItsCriteria() {
    String dach = "  - {name: DACH, in: EMEA, when: {country: [DE]}, pool: [ben@test.example]}\n";
    String after = edited("  - {name: World", dach + "  - {name: World");
    Row row = only(leads().add("a@gmail.com", "country", "DE").under(YAML, after));
    assertEquals("EMEA", row.territoryBefore());
    assertEquals("DACH", row.territoryAfter());
    assertEquals("ben@test.example", row.ownerAfter());
    assertEquals(Cause.RULES, row.cause());
    assertEquals(List.of("EMEA → DACH: DACH is new: country is DE"), row.why());
    Row back = only(leads().add("a@gmail.com", "country", "DE").under(after, YAML));
    assertEquals(List.of("DACH → EMEA: DACH is gone"), back.why());
  }

  @Test
  void aTerritoryThatIsLeftSaysWhichCriterionIsMissed() {
    Row row =
        only(
            leads()
                .add("a@gmail.com", "country", "DE")
                .under(YAML, edited("country: [FR, DE]", "country: [FR]")));
    assertEquals(List.of("EMEA → World: country DE is not FR"), row.why());
  }

  @Test
  void aSkillThatIsNeededIsTold() {
    String after =
        edited(
            "when: {country: [FR, DE]}, pool: [team emea]}",
            "when: {country: [FR, DE]}, pool: [team emea], need: [fr], whenPoolIsFull: next}");
    Row row = only(leads().add("a@gmail.com", "country", "FR").under(YAML, after));
    assertEquals(List.of("EMEA → World: needs fr"), row.why());
  }

  @Test
  void anotherWeightIsTheRulesAndSaysSo() {
    ReplayReport report = leads().strangers(12).under(YAML, edited("weight: 2, ", ""));
    assertTrue(report.totals().owner() > 0);
    assertEquals(report.totals().owner(), report.totals().ownerByRules());
    assertEquals(List.of("ana ×2 → ×1"), report.changes().getFirst().why());
    assertEquals(new Pair(6, 4), report.reps().getFirst().leads());
  }

  @Test
  void aShiftedTurnIsToldApartFromARule() {
    String after = YAML + "namedAccounts: [{domain: lyon.fr, owner: cleo@test.example}]\n";
    ReplayReport report =
        leads().add("claire@lyon.fr", "country", "FR").strangers(8).under(YAML, after);
    Row first = report.changes().getFirst();
    assertEquals(Cause.RULES, first.cause());
    assertEquals(List.of("named account lyon.fr of cleo"), first.why());
    assertEquals(1, report.totals().ownerByRules());
    assertTrue(report.totals().ownerTurnMoved() > 0);
    for (Row row : report.changes().subList(1, report.changes().size())) {
      assertEquals(Cause.TURN_MOVED, row.cause());
      assertEquals(List.of("turn moved"), row.why());
    }
  }

  @Test
  void aRepWhoOnlyFillsUpEarlierIsNoRule() {
    String before = edited("weight: 2, skills: [de]", "capacity: 3");
    String after = before + "namedAccounts: [{domain: lyon.fr, owner: ana@test.example}]\n";
    ReplayReport report =
        leads()
            .add("x@other.fr", "country", "US")
            .add("claire@lyon.fr", "country", "US")
            .strangers(12)
            .under(before, after);
    assertEquals(1, report.totals().ownerByRules(), report.changes().toString());
    assertTrue(
        report.changes().stream()
            .anyMatch(
                row ->
                    row.cause() == Cause.TURN_MOVED
                        && row.why().toString().contains("ana is full")),
        report.changes().toString());
  }

  @Test
  void aLeadThatFollowsAnEarlierOneSaysSo() {
    ReplayReport report =
        leads()
            .add("claire@lyon.fr", "country", "FR")
            .add("marc@lyon.fr", "country", "FR")
            .add("claire@lyon.fr", "country", "DE")
            .under(YAML, edited("pool: [team emea]", "pool: [cleo@test.example]"));
    assertEquals(
        List.of(Cause.RULES, Cause.FOLLOWS, Cause.FOLLOWS),
        report.changes().stream().map(Row::cause).toList());
    assertEquals(List.of("follows the company's earlier lead"), report.changes().get(1).why());
    assertEquals(List.of("follows the person's earlier lead"), report.changes().get(2).why());
  }

  @Test
  void leadsThatWouldBeHeldAreCountedAndSayWhy() {
    ReplayReport report =
        leads()
            .strangers(5)
            .under(
                HOLDING
                    .replace("whenPoolIsFull: hold", "whenPoolIsFull: next")
                    .replace("capacity: 1", "capacity: 9"),
                HOLDING);
    assertEquals(new Pair(0, 2), report.totals().held());
    assertEquals(2, report.holds().stream().mapToInt(hold -> hold.leads().after()).sum());
    Row row = report.changes().getLast();
    assertEquals("HELD", row.stateAfter());
    assertEquals("", row.ownerAfter());
    assertEquals(Cause.RULES, row.cause());
    assertTrue(row.why().getFirst().contains("ana is full (1 of 1 open)"), row.toString());
  }

  @Test
  void leadsThatWaitForOpeningHoursAreCountedAndGetTheirOwner() {
    String after =
        YAML.replace("routing: {", "routing: {outsideHours: {otherwise: holdUntilOpen}, ");
    Sample.Leads night = leads().later(0);
    for (int i = 0; i < 9; i++) {
      night.strangers(1).later(1).strangers(1);
    }
    // Ten in the morning, a day after each other: two of the nine days are a weekend.
    ReplayReport report = night.under(YAML, after);
    assertTrue(report.totals().waited().after() > 0, report.totals().toString());
    assertEquals(new Pair(0, 0), report.totals().held());
  }

  @Test
  void skippedGradesAreToldAsNurtured() {
    String after = YAML.replace("routing: {", "routing: {skip: [{grade: [D3], to: nurture}], ");
    ReplayReport report = leads().strangers(2).under(YAML, after);
    assertEquals(new Pair(0, 2), report.totals().nurture());
    assertEquals(List.of("D3 gets no rep"), report.changes().getFirst().why());
    assertEquals(Cause.RULES, report.changes().getFirst().cause());
  }

  /** Persons, companies, countries and sizes at random. */
  private static Sample.Leads random(long seed, int count) {
    Random random = new Random(seed);
    Sample.Leads leads = leads();
    for (int i = 0; i < count; i++) {
      String domain =
          random.nextInt(3) == 0 ? "bank" + random.nextInt(count) + ".com" : "gmail.com";
      leads.add(
          "p" + random.nextInt(count) + "@" + domain,
          "country",
          List.of("FR", "DE", "US").get(random.nextInt(3)),
          "employees",
          Integer.toString(random.nextInt(2_000)),
          "message",
          Integer.toString(i));
    }
    return leads;
  }

  private static final String OTHER =
      edited("weight: 2, ", "capacity: 150, ").replace("50..1000", "20..1200").replace("14d", "5d");

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void sumsAgreeAndTheSameInputsGiveTheSameBytes(long seed) {
    ReplayReport report = random(seed, 600).under(YAML, OTHER);
    ReplayReport again = random(seed, 600).under(YAML, OTHER);
    assertEquals(Json.text(report), Json.text(again), "seed " + seed);
    assertEquals(ReplayScreen.text(report), ReplayScreen.text(again), "seed " + seed);
    ReplayReport.Totals totals = report.totals();
    assertEquals(600, totals.same() + report.changes().size());
    assertEquals(
        totals.owner(), totals.ownerByRules() + totals.ownerFollows() + totals.ownerTurnMoved());
    assertTrue(totals.grade() > 0 && totals.ownerByRules() > 0, totals.toString());
    assertEquals(600, report.reps().stream().mapToInt(rep -> rep.leads().before()).sum());
    assertEquals(
        600 - totals.held().after() - totals.nurture().after(),
        report.reps().stream().mapToInt(rep -> rep.leads().after()).sum());
    for (Row row : report.changes()) {
      assertTrue(!row.why().isEmpty() && !row.why().contains(""), row.toString());
    }
  }

  @Test
  void takesTenThousandLeads() {
    ReplayReport report = random(7, 10_000).under(YAML, OTHER);
    assertEquals(10_000, report.leads());
    for (ReplayReport.Rotation rotation : report.rotations()) {
      assertTrue(rotation.worstBefore() < 1 && rotation.worstAfter() < 1, rotation.toString());
    }
    assertEquals(10_000, report.reps().stream().mapToInt(rep -> rep.leads().before()).sum());
  }
}
