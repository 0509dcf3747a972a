package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.Grade;
import salesops.model.RepId;
import salesops.model.settings.DealRules;
import salesops.model.settings.DealRules.Approval;
import salesops.model.settings.DealRules.HandOver;
import salesops.model.settings.DealRules.Need;
import salesops.model.settings.DealRules.Response;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Settings;
import salesops.settings.show.SettingsDiff;
import salesops.settings.show.SettingsSummary;

/** What the settings say of deals and quotas. */
class DealSettingsTest {
  private static final RepId ANA = new RepId("ana@test.example");

  private static DealRules deals(String value) {
    return Written.settings(Written.with("deals", value)).deals();
  }

  private static Written february() {
    return Written.correct()
        .part(
            "company", "{name: Test, zone: Europe/London, currency: GBP, fiscalYearStarts: 02-01}");
  }

  private static Set<Grade> grades(String... names) {
    return Set.copyOf(Stream.of(names).map(Grade::parse).toList());
  }

  @Test
  void hasTheUsualRulesWhenNothingIsSaid() {
    Settings settings = Written.settings(Written.correct().compile());
    assertEquals(DealRules.USUAL, settings.deals());
    assertEquals(QuotaRules.USUAL, settings.quotas());
  }

  @Test
  void readsStagesReasonsHandOverAndRecontact() {
    assertEquals(
        new DealRules(
            List.of(
                new Stage("talks", 5, Set.of(), null),
                new Stage(
                    "Final offer",
                    100,
                    Set.of(Need.ACCOUNT, Need.AMOUNT, Need.EXPECTED_CLOSE, Need.PRODUCT),
                    new Approval(20, 5_000_050L))),
            List.of("price"),
            List.of("no budget", "spam"),
            new HandOver("accounts@test.example", List.of("kick-off call", "access")),
            180,
            90,
            List.of()),
        deals(
            "{stages: [{name: talks, probability: 5%}, {name: Final offer, probability: 100%,"
                + " needs: [amount, product, expectedClose, account], approval: {when: {discount:"
                + " 20%.., amount: 50000.50..}, by: manager}}], lostReasons: price,"
                + " disqualifiedReasons: [no budget, spam], handOver: {to: Accounts@test.example,"
                + " checklist: [kick-off call, access]}, recontact: {lost: 180d, disqualified:"
                + " 90d}}"));
  }

  @Test
  void anApprovalMayHaveOneCondition() {
    assertEquals(
        new Approval(null, 50_000L),
        deals("{stages: [{name: a, probability: 0%, approval: {when: {amount: 500..}}}]}")
            .stages()
            .getFirst()
            .approval());
  }

  @Test
  void aGradeIsAnsweredByItsOwnLineThenByItsLettersThenByOtherwise() {
    DealRules rules =
        deals(
            "{response: {otherwise: {remind: 1d}, B: {remind: 2h, manager: 4h}, A: {remind: 15m,"
                + " manager: 30m, reassign: 60m}, B2: {reassign: 90m}}}");
    Set<Grade> rest = new TreeSet<>(Grade.all());
    rest.removeIf(grade -> grade.fit() < 'C');
    assertEquals(
        List.of(
            new Response(grades("B2"), null, null, 90),
            new Response(grades("B1", "B3", "B4"), 120, 240, null),
            new Response(grades("A1", "A2", "A3", "A4"), 15, 30, 60),
            new Response(rest, 480, null, null)),
        rules.responses());
    assertEquals(rules.responses().get(0), rules.response(Grade.parse("B2")).orElseThrow());
    assertEquals(rules.responses().get(3), rules.response(Grade.parse("D4")).orElseThrow());
  }

  @Test
  void aGradeThatNoLineNamesHasNoClock() {
    assertTrue(deals("{response: {A: {remind: 15m}}}").response(Grade.parse("B1")).isEmpty());
  }

  @Test
  void warnsOfALineThatNeverApplies() {
    Compiled compiled =
        Written.with(
            "deals",
            "{response: {A1: {remind: 1m}, A2: {remind: 1m}, A3: {remind: 1m}, A4: {remind: 1m}, A:"
                + " {remind: 5m}}}");
    assertEquals(
        List.of(
            "warning: deals.response.A: never applies: all its grades are named separately —"
                + " remove it"),
        Written.said(compiled));
  }

  @Test
  void readsQuotasOfRepsManagersAndTeamsByFiscalPeriod() {
    Compiled compiled =
        february()
            .part(
                "quotas",
                "{rows: [{rep: Ana@test.example, period: 2026-Q4, quota: 60000}, {team: emea,"
                    + " period: 2026, quota: 1250.50}, {rep: tom@test.example, period: 2026-11-01,"
                    + " quota: 0}, {rep: ana@test.example, period: 2026-11, quota: 20000.5}]}")
            .part("slack", "{milestones: [120%, 50%, 50%]}")
            .compile();
    LocalDate november = LocalDate.of(2026, 11, 1);
    LocalDate february = LocalDate.of(2027, 2, 1);
    assertEquals(
        QuotaRules.of(
            List.of(
                Quota.of(ANA, new Period(november, february), 6_000_000),
                Quota.ofTeam("emea", new Period(LocalDate.of(2026, 2, 1), february), 125_050),
                Quota.of(new RepId("tom@test.example"), new Period(november, february), 0),
                Quota.of(ANA, new Period(november, LocalDate.of(2026, 12, 1)), 2_000_050)),
            List.of(50, 120)),
        Written.settings(compiled).quotas());
  }

  @Test
  void readsQuotasOfAFileBesideTheSettings() {
    Written written = february().part("quotas", "{rows: {file: q.csv}}");
    Compiled compiled =
        written
            .file(
                "q.csv",
                "rep,team,period,quota\nana@test.example,,2026-Q4,100\n,emea,2026-12-01,200\n")
            .compile();
    assertEquals(
        List.of(
            Quota.of(ANA, new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2027, 2, 1)), 10_000),
            Quota.ofTeam(
                "emea", new Period(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 1, 1)), 20_000)),
        Written.settings(compiled).quotas().quotas());
    Compiled wrong =
        written.file("q.csv", "team,period,quota\nemea,2026-Q4,1\nemae,2026-Q4,1\n").compile();
    assertEquals(
        List.of("q.csv:3: quotas.rows[1].team: there is no team \"emae\" — did you mean emea?"),
        wrong.problems().stream().map(Object::toString).toList());
  }

  @Test
  void mayTellOfNoMilestone() {
    assertEquals(
        List.of(),
        Written.settings(Written.with("slack", "{milestones: []}")).quotas().milestonePercents());
  }

  @Test
  void readsAmountsInTheMinorUnitOfTheCompanysCurrency() {
    Compiled compiled =
        Written.correct()
            .part("company", "{name: Test, zone: Asia/Tokyo, currency: JPY}")
            .part(
                "quotas",
                "{rows: [{team: emea, period: 2026, quota: 500}, {team: emea, period: 2027, quota:"
                    + " 0.5}]}")
            .compile();
    assertEquals(
        List.of("quotas.rows[1].quota: 0.5 has too many decimals — JPY has 0"),
        Written.said(compiled));
  }

  /** A part that is wrong, and all that is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          deals  | {stage: []}                                                 | deals.stage: unknown key — did you mean stages?
          deals  | {stages: []}                                                | deals.stages: names no stage — name one, or leave stages out
          deals  | {stages: [{probability: 5%}]}                               | deals.stages[0].name: is missing
          deals  | {stages: [{name: a}]}                                       | deals.stages[0].probability: is missing
          deals  | {stages: [{name: a, probability: 101%}]}                    | deals.stages[0].probability: 101% is out of range — from 0% to 100%
          deals  | {stages: [{name: a, probability: 5}]}                       | deals.stages[0].probability: "5" must be a whole percentage — write it as 40%
          deals  | {stages: [{name: a, probability: 5%}, {name: A, probability: 6%}]} | deals.stages[1].name: "A" is listed twice, first on line 2 — remove one
          deals  | {stages: [{name: Won, probability: 5%}]}                    | deals.stages[0].name: the stage Won always exists — leave it out: name open stages only
          deals  | {stages: [{name: lost, probability: 5%}]}                   | deals.stages[0].name: the stage lost always exists — leave it out: name open stages only
          deals  | {stages: [{name: a, probability: 5%, needs: [amuont]}]}     | deals.stages[0].needs[0]: "amuont" is not known here — did you mean amount?
          deals  | {stages: [{name: a, probability: 5%, approval: {by: manager}}]} | deals.stages[0].approval: names no condition — write when: {discount: 20%..}
          deals  | {stages: [{name: a, probability: 5%, approval: {when: {discount: 20%}}}]} | deals.stages[0].approval.discount: "20%" must be the lowest value followed by two dots — write 20%..
          deals  | {stages: [{name: a, probability: 5%, approval: {when: {discount: 101%..}}}]} | deals.stages[0].approval.discount: 101% is out of range — from 1% to 100%
          deals  | {stages: [{name: a, probability: 5%, approval: {when: {amount: ..5}}}]} | deals.stages[0].approval.amount: "..5" must be the lowest value followed by two dots — write 50000..
          deals  | {stages: [{name: a, probability: 5%, approval: {when: {amount: 5..}, by: ops}}]} | deals.stages[0].approval.by: "ops" is not known here — one of: manager
          deals  | {lostReasons: [price, timing, Price]}                       | deals.lostReasons[2]: "Price" is listed twice, first on line 2 — remove one
          deals  | {handOver: {to: accounts}}                                  | deals.handOver.to: "accounts" is no e-mail address — write it whole: ana@northwind.example
          deals  | {handOver: {checklist: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]}} | deals.handOver.checklist: has 21 items — at most 20
          deals  | {recontact: {lost: 36h}}                                    | deals.recontact.lost: "36h" is not in days — write days: 90d
          deals  | {recontact: {lost: 3651d}}                                  | deals.recontact.lost: 3651d is out of range — at most 3650d
          deals  | {response: {A5: {remind: 15m}}}                             | deals.response.A5: "A5" is not a grade — write a grade (A1), a letter (A) or otherwise
          deals  | {response: {A: {}}}                                         | deals.response.A: names no time — write {remind: 15m}
          deals  | {response: {A: {remind: 15}}}                               | deals.response.A.remind: "15" must be minutes, hours or days of working time — write 15m, 2h or 1d
          deals  | {response: {A: {remind: 0m}}}                               | deals.response.A.remind: "0m" must be minutes, hours or days of working time — write 15m, 2h or 1d
          deals  | {response: {A: {remind: 61d}}}                              | deals.response.A.remind: 61d is out of range — at most 60d
          deals  | {response: {A: {remind: 60m, manager: 1h}}}                 | deals.response.A: remind, manager and reassign must each be later than the one before — write {remind: 15m, manager: 30m, reassign: 60m}
          deals  | {response: {A: {remind: 60m, reassign: 30m}}}               | deals.response.A: remind, manager and reassign must each be later than the one before — write {remind: 15m, manager: 30m, reassign: 60m}
          quotas | {row: []}                                                   | quotas.row: unknown key — did you mean rows?
          quotas | {rows: [{period: 2026, quota: 1}]}                          | quotas.rows[0]: must name either a rep or a team — write rep: … or team: …
          quotas | {rows: [{rep: ana@test.example, team: emea, period: 2026, quota: 1}]} | quotas.rows[0]: must name either a rep or a team — write rep: … or team: …
          quotas | {rows: [{rep: anna@test.example, period: 2026, quota: 1}]}  | quotas.rows[0].rep: anna@test.example is neither a rep nor a manager — did you mean ana@test.example?
          quotas | {rows: [{team: emae, period: 2026, quota: 1}]}              | quotas.rows[0].team: there is no team "emae" — did you mean emea?
          quotas | {rows: [{team: emea, quota: 1}]}                            | quotas.rows[0].period: is missing
          quotas | {rows: [{team: emea, period: 2026}]}                        | quotas.rows[0].quota: is missing
          quotas | {rows: [{team: emea, period: 2026-Q5, quota: 1}]}           | quotas.rows[0].period: no month, quarter, year or day: 2026-Q5 — write a month (2026-07), a quarter (2026-Q3), a year (2026) or the first day of one
          quotas | {rows: [{team: emea, period: 2026-07-02, quota: 1}]}        | quotas.rows[0].period: no month begins on 2026-07-02; the month of that day begins on 2026-07-01 — write a month (2026-07), a quarter (2026-Q3), a year (2026) or the first day of one
          quotas | {rows: [{team: emea, period: 2026, quota: 60k}]}            | quotas.rows[0].quota: "60k" must be an amount of GBP — write digits only, with a point before decimals: 60000 or 1250.50
          quotas | {rows: [{team: emea, period: 2026, quota: -1}]}             | quotas.rows[0].quota: "-1" must be an amount of GBP — write digits only, with a point before decimals: 60000 or 1250.50
          quotas | {rows: [{team: emea, period: 2026, quota: 1.005}]}          | quotas.rows[0].quota: 1.005 has too many decimals — GBP has 2
          quotas | {rows: [{team: emea, period: 2026, quota: 10000000000.01}]} | quotas.rows[0].quota: 10000000000.01 is out of range — at most 10000000000.00
          quotas | {rows: [{team: emea, period: 2026-Q3, quota: 1}, {rep: ana@test.example, period: 2026-Q3, quota: 1}, {team: emea, period: 2026-07-01, quota: 2}]} | quotas.rows[2]: "team emea 2026-Q3" stands here twice, first in settings.yaml line 4 — remove one
          slack  | {milestones: [0%]}                                          | slack.milestones[0]: 0% is out of range — from 1% to 1000%
          slack  | {milestone: [50%]}                                          | slack.milestone: unknown key — did you mean milestones?
          """)
  void saysWhatIsWrongAndWhere(String key, String value, String said) {
    assertEquals(List.of(said), Written.said(Written.with(key, value)));
  }

  @Test
  void rowsThatCannotBeReadAreNotTakenForTheSameQuota() {
    List<String> said =
        Written.said(
            Written.with(
                "quotas",
                "{rows: [{team: emea, period: soon, quota: 1}, {team: emea, period: later, quota:"
                    + " 1}]}"));
    assertEquals(2, said.size(), said.toString());
    assertTrue(said.stream().allMatch(each -> each.contains(".period: no month")), said.toString());
  }

  @Test
  void limitsHowMuchThereIs() {
    String stages =
        String.join(
            ", ",
            Stream.iterate(1, i -> i + 1)
                .limit(21)
                .map(i -> "{name: s" + i + ", probability: 1%}")
                .toList());
    assertEquals(
        List.of("deals.stages: names 21 stages — at most 20 besides won and lost"),
        Written.said(Written.with("deals", "{stages: [" + stages + "]}")));
    assertEquals(
        List.of("deals.lostReasons[0]: is longer than 75 characters — shorten it"),
        Written.said(Written.with("deals", "{lostReasons: [" + "x".repeat(76) + "]}")));
    String rows = String.join("\n", Collections.nCopies(QuotaRules.QUOTAS_MAX + 1, "emea,2026,1"));
    assertEquals(
        List.of("quotas.rows: more than 20000 quotas — leave out periods that are long over"),
        Written.said(
            Written.correct()
                .part("quotas", "{rows: {file: q.csv}}")
                .file("q.csv", "team,period,quota\n" + rows)
                .compile()));
  }

  @Test
  void showsAndComparesThem() {
    Settings usual = Written.settings(february().compile());
    Settings some =
        Written.settings(
            february()
                .part(
                    "deals",
                    "{stages: [{name: talks, probability: 5%, needs: [product, amount], approval:"
                        + " {when: {discount: 20%.., amount: 50000..}}}], handOver: {to:"
                        + " accounts@test.example}, recontact: {lost: 180d}, response: {A1:"
                        + " {remind: 15m, manager: 1d}, otherwise: {reassign: 90m}}}")
                .part(
                    "quotas",
                    "{rows: [{rep: ana@test.example, period: 2026-Q4, quota: 60000}, {team: emea,"
                        + " period: 2026, quota: 1}]}")
                .compile());
    assertEquals(
        List.of(
            "~ deals: stages prospecting, qualification, proposal, negotiation → talks",
            "~ deals: handOver to (none) → accounts@test.example",
            "~ deals: recontact lost (none) → 180d",
            "- stage prospecting: probability 5%",
            "- stage qualification: probability 15%",
            "- stage proposal: probability 40%",
            "- stage negotiation: probability 65%",
            "+ stage talks: probability 5%; needs amount, product; approval discount 20%.., amount"
                + " £50,000..",
            "+ response: A1 remind 15m, manager 8h; A2, A3, A4, B, C, D reassign 90m",
            "+ quota ana@test.example 2026-Q4: amount £60,000",
            "+ quota team emea 2026: amount £1"),
        SettingsDiff.lines(usual, some));
    List<String> shown = SettingsSummary.lines(some);
    assertTrue(
        shown.containsAll(
            List.of(
                "Deals     talks 5% (amount, product, approval for discount 20%.. and amount"
                    + " £50,000..), hand over to accounts@test.example",
                "Response  A1 remind 15m, manager 8h; A2, A3, A4, B, C, D reassign 90m",
                "Quotas    2 of 1 rep and 1 team, milestones 50%, 80%, 100%, 120%")),
        shown.toString());
    assertTrue(
        SettingsSummary.lines(usual).contains("Quotas    -, milestones 50%, 80%, 100%, 120%"));
  }

  @Test
  void tellsWhichMilestonesChanged() {
    assertEquals(
        List.of("~ slack: milestones 50%, 80%, 100%, 120% → 100%"),
        SettingsDiff.lines(
            Written.settings(Written.correct().compile()),
            Written.settings(Written.with("slack", "{milestones: 100%}"))));
  }
}
