package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.RepId;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.CommissionPlans.Draw;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.CommissionPlans.Span;
import salesops.model.settings.CommissionPlans.Tier;
import salesops.model.settings.CommissionPlans.TierMode;
import salesops.model.settings.Settings;
import salesops.settings.show.SettingsDiff;
import salesops.settings.show.SettingsSummary;

/** What the settings say of commission plans. */
class PlanSettingsTest {
  private static final RepId ANA = new RepId("ana@test.example");

  private static final String FULL =
      """
      [{name: AE 2026, from: 2026-02-01, to: 2027-02-01, who: [team emea, Ana@test.example],
        attainment: quarter, payout: month,
        tiers: {mode: retroactive, rates: {0%: 5%, 100%: 8.5%, 120.5%: 10%}},
        products: {Support: 3%, On-site: 0%}, cap: 40000 per quarter,
        draw: {amount: 2000.50 per month, recoverable: true}, clawback: 180d}]\
      """;

  /** A plan with nothing but what it must have, and {@code more}. */
  private static String plan(String name, String from, String who, String more) {
    return """
    {name: %s, from: %s, who: [%s], attainment: month,
      tiers: {mode: marginal, rates: {0%%: 5%%}}%s}\
    """
        .formatted(name, from, who, more);
  }

  private static String plan(String more) {
    return "[" + plan("A", "2026-01-01", "team emea", ", " + more) + "]";
  }

  private static String tiers(String rates) {
    return """
    [{name: A, from: 2026-01-01, who: [team emea], attainment: month,
      tiers: {mode: marginal, rates: %s}}]\
    """
        .formatted(rates);
  }

  private static List<Plan> plans(String value) {
    return Written.settings(Written.with("plans", value)).commission().plans();
  }

  private static List<String> said(String plans) {
    return Written.said(Written.with("plans", plans));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static Tier tier(String from, String rate) {
    return new Tier(number(from), number(rate));
  }

  @Test
  void readsAPlan() {
    assertEquals(
        List.of(
            new Plan(
                "AE 2026",
                LocalDate.of(2026, 2, 1),
                LocalDate.of(2027, 2, 1),
                Set.of(ANA),
                Set.of("emea"),
                Span.QUARTER,
                Span.MONTH,
                TierMode.RETROACTIVE,
                List.of(tier("0", "5"), tier("100", "8.5"), tier("120.5", "10")),
                Map.of("Support", number("3"), "On-site", number("0")),
                4_000_000L,
                new Draw(200_050, true),
                180)),
        plans(FULL));
  }

  @Test
  void leavesOutWhatIsLeftOutAndPaysByTheAttainmentPeriod() {
    assertEquals(
        List.of(
            new Plan(
                "A",
                LocalDate.of(2026, 1, 1),
                null,
                Set.of(),
                Set.of("emea"),
                Span.MONTH,
                Span.MONTH,
                TierMode.MARGINAL,
                List.of(tier("0", "5")),
                Map.of(),
                null,
                null,
                null)),
        plans("[" + plan("A", "2026-01-01", "team emea", "") + "]"));
  }

  @Test
  void takesAmountsWithoutTheirPeriod() {
    Plan plan = plans(plan("cap: 500, draw: {amount: 20, recoverable: false}")).getFirst();
    assertEquals(50_000L, plan.capMinor());
    assertEquals(new Draw(2_000, false), plan.draw());
  }

  @Test
  void readsTiersAsRangesToo() {
    List<Tier> tiers = List.of(tier("0", "5"), tier("100", "8"), tier("120", "10"));
    assertEquals(
        tiers,
        plans(
                tiers(
                    "[{from: 0%, to: 100%, rate: 5%}, {from: 100%, to: 120%, rate: 8%}, {from:"
                        + " 120%, rate: 10%}]"))
            .getFirst()
            .tiers());
    assertEquals(
        tiers,
        plans(
                tiers(
                    "[{from: 0%, rate: 5%}, {from: 100%, to: 120%, rate: 8%}, {from: 120%, rate:"
                        + " 10%}]"))
            .getFirst()
            .tiers());
  }

  @Test
  void namesTheGapTheOverlapAndTheOrderOfTiersAndAppliesNothing() {
    Compiled compiled =
        Written.with(
            "plans",
            """
            [{name: Gap, from: 2026-01-01, who: [team emea], attainment: month, tiers: {mode: marginal,
              rates: [{from: 0%, to: 100%, rate: 5%}, {from: 110%, rate: 8%}]}},
             {name: Overlap, from: 2027-01-01, who: [team emea], attainment: month, tiers: {mode: marginal,
              rates: [{from: 0%, to: 100%, rate: 5%}, {from: 90%, rate: 8%}]}},
             {name: Order, from: 2028-01-01, who: [team emea], attainment: month, tiers: {mode: marginal,
              rates: {100%: 8%, 0%: 5%}}}]\
            """);
    assertEquals(
        List.of(
            "plans[0].tiers.rates[1]: leaves a gap: 100–110% of the quota has no rate — begin this"
                + " tier at 100%",
            "plans[1].tiers.rates[1]: overlaps the tier before it: 90–100% of the quota has two"
                + " rates — begin this tier at 100%",
            "plans[2].tiers.rates.0%: 0% must be above the tier before it, 100% — list tiers from"
                + " low to high"),
        Written.said(compiled));
    assertEquals(Optional.empty(), compiled.content());
  }

  /** The rates of tiers that are wrong, and all that is said of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {50%: 5%}                                                        | plans[0].tiers.rates: must begin at 0%, not at 50% — add a tier from 0%
          [{from: 10%, rate: 5%}]                                          | plans[0].tiers.rates: must begin at 0%, not at 10% — add a tier from 0%
          {0%: 5%, 0.0%: 6%}                                               | plans[0].tiers.rates.0.0%: 0% must be above the tier before it, 0% — list tiers from low to high
          [{from: 100%, rate: 8%}, {from: 0%, to: 100%, rate: 5%}]         | plans[0].tiers.rates[1]: 0% must be above the tier before it, 100% — list tiers from low to high
          [{from: 0%, to: 100%, rate: 5%}]                                 | plans[0].tiers.rates[0]: must have no upper end: attainment from 100% has no rate — leave to out of the last tier
          [{from: 0%, to: 0%, rate: 5%}]                                   | plans[0].tiers.rates[0].to: 0% must be above from, 0% — write where the next tier begins
          [{from: 0%}]                                                     | plans[0].tiers.rates[0].rate: is missing
          [{rate: 5%}]                                                     | plans[0].tiers.rates[0].from: is missing
          [{from: 0%, rate: 5%, too: 9%}]                                  | plans[0].tiers.rates[0].too: unknown key — did you mean to?
          {0: 5%}                                                          | plans[0].tiers.rates.0: "0" must be a percentage — write it as 8% or 3.33%
          {0%: 5}                                                          | plans[0].tiers.rates.0%: "5" must be a percentage — write it as 8% or 3.33%
          {0%: 100.01%}                                                    | plans[0].tiers.rates.0%: 100.01% is out of range — from 0% to 100%
          {0%: 5%, 1000.1%: 6%}                                            | plans[0].tiers.rates.1000.1%: 1000.1% is out of range — from 0% to 1000%
          {0%: -5%}                                                        | plans[0].tiers.rates.0%: "-5%" must be a percentage — write it as 8% or 3.33%
          {}                                                               | plans[0].tiers.rates: must name the rate of each share of the quota — write {0%: 5%, 100%: 8%}
          []                                                               | plans[0].tiers.rates: must name the rate of each share of the quota — write {0%: 5%, 100%: 8%}
          5%                                                               | plans[0].tiers.rates: must name the rate of each share of the quota — write {0%: 5%, 100%: 8%}
          """)
  void saysWhatIsWrongWithTiers(String rates, String said) {
    assertEquals(List.of(said), said(tiers(rates)));
  }

  /** What is added to a plan, and all that is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          payout: quarter                                  | plans[0].payout: "quarter" must not be longer than attainment, which is month — write month
          payout: week                                     | plans[0].payout: "week" is not known here — one of: month, quarter, year
          to: 2026-01-01                                   | plans[0].to: 2026-01-01 must be after from, 2026-01-01 — write the first day on which the plan no longer applies
          cap: 500 per quarter                             | plans[0].cap: "500 per quarter" must be per month, the attainment period — write 500 per month
          cap: 0 per month                                 | plans[0].cap: "0 per month" must be above 0 — leave it out for none
          cap: 40k per month                               | plans[0].cap: "40k" must be an amount of GBP — write digits only, with a point before decimals: 60000 or 1250.50
          cap: 500 a month                                 | plans[0].cap: "500 a month" must be an amount of GBP — write digits only, with a point before decimals: 60000 or 1250.50
          draw: {amount: 20 per year, recoverable: true}   | plans[0].draw.amount: "20 per year" must be per month, the payout period — write 20 per month
          draw: {amount: 20}                               | plans[0].draw.recoverable: is missing
          draw: {recoverable: true}                        | plans[0].draw.amount: is missing
          draw: {amount: 20, recoverable: yes}             | plans[0].draw.recoverable: "yes" is neither true nor false
          clawback: 0d                                     | plans[0].clawback: "0d" is no duration — write days or hours: 14d or 36h
          clawback: 36h                                    | plans[0].clawback: "36h" is not in days — write days: 90d
          clawback: 3651d                                  | plans[0].clawback: 3651d is out of range — at most 3650d
          products: {Support: 3}                           | plans[0].products.Support: "3" must be a percentage — write it as 8% or 3.33%
          products: {"a\\tb": 3%}                          | plans[0].products.a\tb: has invisible characters — write it on one line, without them
          products: [Support]                              | plans[0].products: must be keys with values — write {key: value, …}
          teirs: 1                                         | plans[0].teirs: unknown key — did you mean tiers?
          """)
  void saysWhatIsWrongWithAPlan(String more, String said) {
    assertEquals(List.of(said), said(plan(more)));
  }

  @Test
  void saysWhatAPlanLacks() {
    assertEquals(
        List.of(
            "plans[0].name: is missing",
            "plans[0].from: is missing",
            "plans[0].who: names nobody — write who: [team emea] or email addresses",
            "plans[0].attainment: is missing",
            "plans[0].tiers: is missing"),
        said("[{cap: 1}]"));
    assertEquals(
        List.of("plans[0].tiers.mode: is missing"),
        said(
            "[{name: A, from: 2026-01-01, who: [team emea], attainment: month, tiers: {rates: {0%:"
                + " 5%}}}]"));
    assertEquals(
        List.of(
            "plans[0].tiers.rates: must name the rate of each share of the quota — write {0%: 5%,"
                + " 100%: 8%}"),
        said(
            "[{name: A, from: 2026-01-01, who: [team emea], attainment: month, tiers: {mode:"
                + " marginal}}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          team emae           | plans[0].who[0]: there is no team "emae" — did you mean emea?
          anna@test.example   | plans[0].who[0]: anna@test.example is neither a rep nor a manager — did you mean ana@test.example?
          emea                | plans[0].who[0]: "emea" must be a team or a rep — write team emea
          everybody           | plans[0].who[0]: "everybody" must be a team or a rep — write team NAME or an email address
          """)
  void saysWhoIsNotKnown(String who, String said) {
    assertEquals(List.of(said), said("[" + plan("A", "2026-01-01", who, "") + "]"));
  }

  @Test
  void aVersionEndsWhereANewerOneBegins() {
    List<Plan> plans =
        plans(
            "["
                + plan("A", "2026-07-01", "team emea", "")
                + ", "
                + plan("A", "2026-01-01", "team emea", ", to: 2026-12-01")
                + ", "
                + plan("A", "2027-01-01", "ana@test.example", ", to: 2028-01-01")
                + "]");
    assertEquals(
        List.of("2027-01-01", "2026-07-01", "2028-01-01"),
        plans.stream().map(plan -> String.valueOf(plan.until())).toList());
    CommissionPlans all = new CommissionPlans(plans);
    assertEquals(
        Optional.empty(),
        all.of(new RepId("ben@test.example"), "emea", LocalDate.of(2027, 1, 1)),
        "the newest version is not for the team");
  }

  @Test
  void refusesTwoVersionsOfAPlanFromOneDay() {
    List<String> said =
        said(
            "["
                + plan("A", "2026-01-01", "team emea", "")
                + ", "
                + plan("A", "2026-01-01", "ana@test.example", "")
                + "]");
    assertEquals(1, said.size(), said.toString());
    assertTrue(
        said.getFirst()
            .startsWith(
                "plans[1]: \"A from 2026-01-01\" stands here twice, first in settings.yaml"),
        said.toString());
  }

  @Test
  void refusesTwoPlansForOneRepOrTeamAtOnce() {
    assertEquals(
        List.of(
            "plans[1]: ana@test.example must not earn by two plans at once, \"A\" and \"B\" from"
                + " 2026-03-01 on — leave ana@test.example out of one, or end one with to",
            "plans[1]: team emea must not earn by two plans at once, \"A\" and \"B\" from"
                + " 2026-03-01 on — leave team emea out of one, or end one with to"),
        said(
            "["
                + plan("A", "2026-01-01", "ana@test.example, team emea", "")
                + ", "
                + plan("B", "2026-03-01", "team emea, ana@test.example", "")
                + "]"));
    assertEquals(
        List.of(
            "plans[0]: team emea must not earn by two plans at once, \"A\" and \"B\" from"
                + " 2026-03-01 to 2026-05-31 — leave team emea out of one, or end one with to"),
        said(
            "["
                + plan("B", "2026-03-01", "team emea", "")
                + ", "
                + plan("A", "2026-01-01", "team emea", ", to: 2026-06-01")
                + "]"));
  }

  @Test
  void comparesAPlanWithWhicheverEarlierOneLastsLongest() {
    assertEquals(
        List.of(
            "plans[2]: team emea must not earn by two plans at once, \"B\" and \"C\" from"
                + " 2026-05-01 to 2026-05-31 — leave team emea out of one, or end one with to",
            "plans[3]: team emea must not earn by two plans at once, \"B\" and \"D\" from"
                + " 2026-09-01 on — leave team emea out of one, or end one with to"),
        said(
            """
            [%s,
             %s,
             %s,
             %s]\
            """
                .formatted(
                    plan("A", "2026-01-01", "team emea", ", to: 2026-02-01"),
                    plan("B", "2026-02-01", "team emea", ""),
                    plan("C", "2026-05-01", "team emea", ", to: 2026-06-01"),
                    plan("D", "2026-09-01", "team emea", ""))));
  }

  @Test
  void aRepMayHaveAPlanBesideTheTeamsAndOneAfterAnother() {
    assertEquals(
        List.of(),
        said(
            "["
                + plan("A", "2026-01-01", "team emea", ", to: 2026-06-01")
                + ", "
                + plan("B", "2026-01-01", "ana@test.example", "")
                + ", "
                + plan("C", "2026-06-01", "team emea", "")
                + ", "
                + plan("C", "2027-01-01", "team emea", "")
                + "]"));
  }

  @Test
  void limitsHowMuchThereIs() {
    assertEquals(
        List.of("plans: more than 500 plans — leave out versions that are long over"),
        said(
            IntStream.rangeClosed(1, CommissionPlans.PLANS_MAX + 1)
                .mapToObj(i -> "{name: P" + i + "}")
                .collect(Collectors.joining(", ", "[", "]"))));
    assertEquals(
        List.of("plans[0].tiers.rates: has 21 tiers — at most 20"),
        said(
            tiers(
                IntStream.rangeClosed(0, CommissionPlans.TIERS_MAX)
                    .mapToObj(i -> i + "%: 5%")
                    .collect(Collectors.joining(", ", "{", "}")))));
    assertEquals(
        List.of("plans[0].products: has 101 products — at most 100"),
        said(
            plan(
                IntStream.rangeClosed(0, 100)
                    .mapToObj(i -> "p" + i + ": 5%")
                    .collect(Collectors.joining(", ", "products: {", "}")))));
  }

  @Test
  void showsAndComparesThem() {
    Settings without = Written.settings(Written.correct().compile());
    Settings with = Written.settings(Written.with("plans", FULL));
    assertEquals(
        List.of(
            "+ plan AE 2026 from 2026-02-01: to 2027-02-01; who team emea, ana@test.example;"
                + " attainment quarter; payout month; mode retroactive; tiers 5% from 0%, 8.5% from"
                + " 100%, 10% from 120.5%; products On-site 0%, Support 3%; cap £40,000 per"
                + " quarter; draw £2,000.50 per month, recoverable; clawback 180d"),
        SettingsDiff.lines(without, with));
    assertTrue(
        SettingsSummary.lines(with)
            .contains(
                "Plans     AE 2026 from 2026-02-01 to 2027-02-01 for team emea, ana@test.example"
                    + " retroactive 5% from 0%, 8.5% from 100%, 10% from 120.5% by quarter paid by"
                    + " month, On-site 0%, Support 3%, cap £40,000 per quarter, draw £2,000.50 per"
                    + " month, recoverable, clawback 180d"),
        () -> SettingsSummary.lines(with).toString());
  }
}
