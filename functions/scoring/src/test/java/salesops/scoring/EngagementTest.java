package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.scoring.Examples.FORM;
import static salesops.scoring.Examples.NOBODY;
import static salesops.scoring.Examples.NOW;
import static salesops.scoring.Examples.PRICING;
import static salesops.scoring.Examples.VISITS;
import static salesops.scoring.Examples.lead;
import static salesops.scoring.Examples.model;
import static salesops.scoring.Examples.told;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.Score;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Band;
import salesops.model.settings.Scoring.Behaviour;

/** What a person did, by when it was and who says so. */
class EngagementTest {
  private static Scoring behaviours(double halfLifeHours, Behaviour... behaviours) {
    return new Scoring(
        List.of(),
        new Scoring.Engagement(halfLifeHours, List.of(behaviours), Set.of(Origin.SERVER)),
        List.of(),
        List.of(new Band("1", 50), new Band("2", 30), new Band("3", 10)));
  }

  /** The record after these leads were scored, in this order. */
  private static History after(ScoringModel model, Lead... leads) {
    History history = NOBODY;
    for (Lead lead : leads) {
      history = history.with(model.activity(lead));
    }
    return history;
  }

  @ParameterizedTest
  @CsvSource({"50, 1", "49, 2", "30, 2", "29, 3", "10, 3", "9, 4"})
  void gradesEngagementFromItsBandsOn(int points, String grade) {
    Behaviour form = new Behaviour("formSubmitted", points, null, 0, List.of());
    Score score = model(behaviours(1, form)).score(lead("1", NOW, Map.of()), NOBODY);
    assertEquals("D" + grade, score.grade().toString());
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "336, 100", "672, 50", "1008, 25", "1344, 13", "3360, 0"})
  void aBehaviourHalvesWithEachHalfLife(long hours, int tenths) {
    ScoringModel model = model(behaviours(336, PRICING_ONLY));
    Lead first = lead("1", NOW.minus(Duration.ofHours(hours)), Map.of("landingPage", "/pricing"));
    Lead now = lead("2", NOW, Map.of());
    assertEquals(tenths, model.score(now, after(model, first)).engagementTenths());
  }

  private static final Behaviour PRICING_ONLY =
      new Behaviour("pricingPage", 20, null, 0, PRICING.when());

  @Test
  void aBehaviourThatHasFadedAwayIsNotMentioned() {
    ScoringModel model = model(behaviours(1, PRICING));
    Lead first = lead("1", NOW.minus(Duration.ofDays(2)), Map.of("landingPage", "/pricing"));
    assertEquals(List.of(), model.score(lead("2", NOW, Map.of()), after(model, first)).parts());
  }

  @Test
  void earlierBehaviourOfThePersonCountsForTheNextLead() {
    ScoringModel model = model(behaviours(336, FORM, PRICING));
    Lead first = lead("1", NOW.minus(Duration.ofDays(9)), Map.of("landingPage", "/pricing"));
    Lead second = lead("2", NOW.minus(Duration.ofDays(3)), Map.of("landingPage", "/pricing"));
    Score score = model.score(lead("3", NOW, Map.of()), after(model, second, first));
    assertEquals(
        List.of(
            "200 form submitted today",
            "172 form submitted 3 days ago",
            "86 pricing page 3 days ago",
            "128 form submitted 9 days ago",
            "64 pricing page 9 days ago"),
        told(score));
  }

  @Test
  void aLeadThatArrivesLateKnowsNoLaterBehaviour() {
    ScoringModel model = model(behaviours(336, FORM));
    Lead later = lead("2", NOW, Map.of());
    Lead late = lead("1", NOW.minusMillis(1), Map.of());
    assertEquals(List.of("200 form submitted today"), told(model.score(late, after(model, later))));
    assertEquals(400, model.score(later, after(model, late)).engagementTenths());
  }

  @ParameterizedTest
  @CsvSource({
    // Midnight in Paris is 23:00 UTC.
    "2026-11-02T23:00:00Z, today",
    "2026-11-02T22:59:59Z, yesterday",
    "2026-11-01T23:00:00Z, yesterday",
    "2026-11-01T22:59:59Z, 2 days ago",
    // The clocks went back on 25 October: that day had 25 hours.
    "2026-10-24T22:00:00Z, 9 days ago",
    "2026-10-24T21:59:59Z, 10 days ago"
  })
  void daysAreTheCompanys(Instant at, String day) {
    ScoringModel model = model(behaviours(336, PRICING));
    Lead first = lead("1", at, Map.of("landingPage", "/pricing"));
    assertEquals(
        "pricing page " + day,
        model.score(lead("2", NOW, Map.of()), after(model, first)).parts().getFirst().reason());
  }

  @Test
  void aCounterIsARunningTotalSoOnlyItsNewestReportCounts() {
    ScoringModel model = model(behaviours(336, VISITS));
    Lead first = lead("1", NOW.minus(Duration.ofDays(14)), Map.of("visits", "3"));
    Lead second = lead("2", NOW.minus(Duration.ofDays(7)), Map.of("visits", "5"));
    assertEquals(
        List.of("120 visits 6"),
        told(model.score(lead("3", NOW, Map.of("visits", "6")), after(model, first, second))));
    assertEquals(
        List.of("71 visits 5, 7 days ago"),
        told(model.score(lead("3", NOW, Map.of()), after(model, first, second))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, ''",
    "0.04, 0, ''",
    "0.5, 10, visits 0.5",
    "10, 200, visits 10",
    "11, 200, visits 11 (capped at 20)",
    "1e300, 200, visits 1000000 (capped at 20)",
    "-4, 0, ''"
  })
  void aCounterIsWorthAtMostItsGreatest(String count, int tenths, String reason) {
    Score score =
        model(behaviours(336, VISITS)).score(lead("1", NOW, Map.of("visits", count)), NOBODY);
    assertEquals(tenths, score.engagementTenths());
    assertEquals(reason, score.parts().isEmpty() ? "" : score.parts().getFirst().reason());
  }

  @Test
  void aCounterMayTakePointsOffDownToItsGreatest() {
    Behaviour bounces = new Behaviour("bounces", -5, "attributes.bounces", -20, List.of());
    Lead lead = lead("1", NOW, Map.of());
    Lead bounced =
        new Lead(
            lead.leadId(),
            "demo",
            NOW,
            Origin.SERVER,
            Map.of(),
            lead.identity(),
            Map.of(),
            Map.of("bounces", "7"));
    assertEquals(List.of("-200 bounces 7 (capped at -20)"), told(behaviours(1, bounces), bounced));
  }

  @Test
  void whatAnUntrustedSenderClaimsIsShownAndScoresNothing() {
    Lead browser =
        lead(
            List.of(Examples.CLAIRE),
            "1",
            NOW,
            Origin.BROWSER,
            Map.of("visits", "12", "landingPage", "/pricing"));
    ScoringModel model = model(behaviours(336, FORM, PRICING, VISITS));
    assertEquals(
        List.of(
            "200 form submitted today",
            "0 pricing page, visits 12: not counted, reported by the browser"),
        told(model.score(browser, NOBODY)));
    // Nor later: it is not kept.
    assertEquals(Map.of("formSubmitted", Activity.ONCE), model.activity(browser).tenths());
  }

  @Test
  void trustIsAQuestionOfTheFieldNotOfTheLead() {
    Lead mixed =
        new Lead(
            lead("1", NOW, Map.of()).leadId(),
            "demo",
            NOW,
            Origin.BROWSER,
            Map.of("visits", Origin.SERVER),
            lead("1", NOW, Map.of()).identity(),
            Map.of("visits", "3"),
            Map.of());
    assertEquals(List.of("60 visits 3"), told(behaviours(336, VISITS), mixed));
  }

  @Test
  void aCounterThatATrustedSenderLeftOutIsUnknown() {
    Scoring rules = behaviours(336, VISITS);
    assertEquals(
        List.of("0 visits: unknown (could add 20)"), told(rules, lead("1", NOW, Map.of())));
    assertEquals(
        List.of(), told(rules, lead(List.of(Examples.CLAIRE), "1", NOW, Origin.BROWSER, Map.of())));
  }

  @Test
  void aBusyPersonsOlderBehaviourIsToldTogetherAndStillCounts() {
    ScoringModel model = model(behaviours(1e9, FORM));
    Lead[] leads = new Lead[15];
    Arrays.setAll(leads, i -> lead("" + i, NOW.minus(Duration.ofDays(i + 1)), Map.of()));
    Score score = model.score(lead("now", NOW, Map.of()), after(model, leads));
    assertEquals(3200, score.engagementTenths());
    assertEquals(Engagement.TOLD_MAX + 1, score.parts().size());
    assertEquals("1200 behaviours before, together: 6", told(score).getLast());
  }

  @Test
  void theRecordKeepsTheNewestAndKnowsThatItLeftSomeOut() {
    ScoringModel model = model(behaviours(336, FORM));
    Lead[] leads = new Lead[History.ACTIVITIES_MAX];
    Arrays.setAll(leads, i -> lead("" + i, NOW.minusSeconds(i), Map.of()));
    History full = after(model, leads);
    assertEquals(History.ACTIVITIES_MAX, full.version());
    assertTrue(!full.truncated() && full.lists(leads[0].leadId()));
    Lead newest = lead("new", NOW.plusSeconds(1), Map.of());
    History more = full.with(model.activity(newest));
    assertTrue(more.truncated() && more.lists(newest.leadId()));
    assertTrue(!more.lists(leads[History.ACTIVITIES_MAX - 1].leadId()));
    assertEquals(History.ACTIVITIES_MAX, more.activities().size());
  }
}
