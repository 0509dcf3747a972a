package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.scoring.Examples.NOBODY;
import static salesops.scoring.Examples.NOW;
import static salesops.scoring.Examples.between;
import static salesops.scoring.Examples.lead;
import static salesops.scoring.Examples.model;
import static salesops.scoring.Examples.rule;
import static salesops.scoring.Examples.scoring;
import static salesops.scoring.Examples.told;
import static salesops.scoring.Examples.where;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.Score;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Band;
import salesops.model.settings.Scoring.FitRule;

/** What a lead is, against the rules of fit. */
class FitTest {
  private static Scoring fit(FitRule... rules) {
    return new Scoring(
        List.of(rules),
        new Scoring.Engagement(1, List.of(), Set.of()),
        List.of(new Band("A", 60), new Band("B", 40), new Band("C", 20)),
        List.of());
  }

  @Test
  void tellsEachPointInARepsWords() {
    Lead claire =
        lead(
            "1",
            NOW,
            Map.of(
                "industry", "insurance",
                "employees", "340",
                "jobTitle", "VP Risk",
                "visits", "12",
                "landingPage", "/pricing?x=1"));
    Score score = model(scoring(Origin.SERVER)).score(claire, NOBODY);
    assertEquals(
        List.of(
            "250 industry Insurance is in our ideal profile",
            "200 employees 340 is between 50 and 1000",
            "150 job title \"VP Risk\" matches *VP*",
            "0 months in role, technology: unknown (could add 20)",
            "200 form submitted today",
            "100 pricing page today",
            "200 visits 12 (capped at 20)"),
        told(score));
    assertEquals("A1", score.grade().toString());
    assertEquals(600, score.fitTenths());
    assertEquals(500, score.engagementTenths());
  }

  @ParameterizedTest
  @CsvSource({"60, A", "59, B", "40, B", "39, C", "20, C", "19, D", "0, D", "-5, D"})
  void gradesFitFromItsBandsOn(int points, String grade) {
    Score score = model(fit(rule(points, null))).score(lead("1", NOW, Map.of()), NOBODY);
    assertEquals(grade + "4", score.grade().toString());
  }

  @Test
  void takesPointsOffForAPrivateAddress() {
    Lead claire = lead("1", NOW, Map.of());
    Lead free =
        new Lead(
            claire.leadId(),
            "demo",
            NOW,
            Origin.BROWSER,
            Map.of(),
            new Identity(List.of(Examples.CLAIRE), null, MailKind.FREE),
            Map.of(),
            Map.of());
    Scoring rules = fit(rule(-30, "private address", where("email", Kind.MAIL, "free")));
    assertEquals(List.of("-300 private address"), told(rules, free));
    assertEquals(List.of(), told(rules, claire));
  }

  @Test
  void allCriteriaOfARuleMustHold() {
    Scoring rules =
        fit(rule(10, null, where("country", Kind.ANY_OF, "FR"), between("employees", 10L, null)));
    assertEquals(
        List.of("100 country is FR, employees 10 is at least 10"),
        told(rules, lead("1", NOW, Map.of("country", "FR", "employees", "10"))));
    assertEquals(List.of(), told(rules, lead("1", NOW, Map.of("country", "FR", "employees", "9"))));
    assertEquals(
        List.of("0 employees: unknown (could add 10)"),
        told(rules, lead("1", NOW, Map.of("country", "FR"))));
    // What is known already rules it out: nothing more could come of the employees.
    assertEquals(List.of(), told(rules, lead("1", NOW, Map.of("country", "DE"))));
  }

  @Test
  void aNumberThatIsNoneIsUnknown() {
    assertEquals(
        List.of("0 employees: unknown (could add 20)"),
        told(
            fit(rule(20, null, between("employees", 50L, 1000L))),
            lead("1", NOW, Map.of("employees", "many"))));
  }

  @Test
  void missingDataThatCouldOnlyTakePointsOffIsNotMentioned() {
    assertEquals(
        List.of(),
        told(fit(rule(-10, null, between("employees", null, 5L))), lead("1", NOW, Map.of())));
  }

  @Test
  void rulesThatExcludeEachOtherCouldAddOnce() {
    Scoring ranges =
        fit(
            rule(10, null, between("employees", 10L, 50L)),
            rule(20, null, between("employees", 51L, 1000L)),
            rule(5, null, between("employees", 500L, null)),
            rule(15, null, where("industry", Kind.ANY_OF, "Banking")),
            rule(7, null, where("industry", Kind.ANY_OF, "Insurance", "Retail")));
    assertEquals(
        List.of("0 employees, industry: unknown (could add 40)"),
        told(ranges, lead("1", NOW, Map.of())));
  }

  @Test
  void wildcardsMayAllHoldAtOnce() {
    Scoring titles =
        fit(
            rule(10, null, where("jobTitle", Kind.WILDCARD, "*VP*")),
            rule(5, null, where("jobTitle", Kind.WILDCARD, "*Risk*")));
    assertEquals(
        List.of("0 job title: unknown (could add 15)"), told(titles, lead("1", NOW, Map.of())));
  }

  @Test
  void manyUnknownFieldsAreCountedNotListed() {
    FitRule[] rules = new FitRule[40];
    Arrays.setAll(
        rules, i -> rule(1, null, where("attributes.someLongerName" + i, Kind.ANY_OF, "yes")));
    assertEquals(
        List.of(
            "0 some longer name0, some longer name1, some longer name2 and 37 more:"
                + " unknown (could add 40)"),
        told(fit(rules), lead("1", NOW, Map.of())));
  }

  @Test
  void whatALeadSaysIsCutAndStaysOnOneLine() {
    String title = "VP\n" + "x".repeat(5_000);
    List<String> told =
        told(
            fit(rule(1, null, where("jobTitle", Kind.WILDCARD, "*VP*"))),
            lead("1", NOW, Map.of("jobTitle", title)));
    assertEquals(List.of("10 job title \"VP " + "x".repeat(36) + "…\" matches *VP*"), told);
  }

  @Test
  void noReasonIsLongerThanItsLimit() {
    FitRule wordy = rule(1, "x".repeat(Reason.LENGTH_MAX + 1));
    String reason =
        model(fit(wordy)).score(lead("1", NOW, Map.of()), NOBODY).parts().getFirst().reason();
    assertEquals("x".repeat(Reason.LENGTH_MAX - 1) + "…", reason);
  }
}
