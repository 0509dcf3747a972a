package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.RepId;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Contest;
import salesops.model.settings.QuotaRules.Each;
import salesops.model.settings.QuotaRules.Goal;
import salesops.model.settings.QuotaRules.Metric;
import salesops.model.settings.QuotaRules.Mode;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Revision;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.QuotaRules.WeeklyTime;
import salesops.model.settings.Settings;
import salesops.settings.show.SettingsDiff;
import salesops.settings.show.SettingsSummary;

/** What the settings say of ramps, revisions, roll-ups, goals, contests and exchange rates. */
class TargetSettingsTest {
  private static final Subject ANA = Subject.of(new RepId("ana@test.example"));
  private static final Period THIRD_QUARTER =
      new Period(LocalDate.of(2026, 7, 1), LocalDate.of(2026, 10, 1));

  /** A revision of a quota that exists, on line 4. */
  private static final String QUOTAS =
      """
      {rows: [{rep: ana@test.example, period: 2026-Q3, quota: 100},
       {team: emea, period: 2026-Q3, quota: 200}],
       revisions: [%s]}\
      """;

  private static QuotaRules quotas(String key, String value) {
    return Written.settings(Written.with(key, value)).quotas();
  }

  private static List<String> revisions(String revisions) {
    return Written.said(Written.with("quotas", QUOTAS.formatted(revisions)));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  @Test
  void readsARamp() {
    assertEquals(
        List.of(number("0"), number("25"), number("33.3"), number("100"), number("120")),
        quotas("quotas", "{ramp: [0, 25%, 33.3%, 100%, 120.0%]}").rampPercents());
  }

  @Test
  void readsAManagersQuotaThatIsATeamsRollUp() {
    Settings settings =
        Written.settings(
            Written.with(
                "quotas",
                "{rows: [{rep: tom@test.example, period: 2026-Q3, quota: 1, rollUp: emea}]}"));
    assertEquals(
        List.of(
            new Quota(
                Subject.of(new RepId("tom@test.example")),
                THIRD_QUARTER.from(),
                THIRD_QUARTER.until(),
                100,
                "emea")),
        settings.quotas().quotas());
  }

  @Test
  void readsRevisions() {
    assertEquals(
        List.of(
            new Revision(
                ANA,
                THIRD_QUARTER.from(),
                THIRD_QUARTER.until(),
                30_000,
                LocalDate.of(2026, 8, 15),
                Mode.FROM_DATE,
                "tom@test.example",
                "parental leave"),
            new Revision(
                Subject.ofTeam("emea"),
                THIRD_QUARTER.from(),
                THIRD_QUARTER.until(),
                0,
                LocalDate.of(2026, 7, 1),
                Mode.WHOLE,
                "Tom",
                "no budget")),
        quotas(
                "quotas",
                QUOTAS.formatted(
                    "{rep: Ana@test.example, period: 2026-07-01, quota: 300, from: 2026-08-15,"
                        + " mode: fromDate, by: tom@test.example, because: parental leave}, {team:"
                        + " emea, period: 2026-Q3, quota: 0, from: 2026-07-01, mode: whole, by:"
                        + " Tom, because: no budget}"))
            .revisions());
  }

  @Test
  void aRevisionMayBeginOnTheLastDayOfItsPeriod() {
    assertEquals(
        List.of(),
        revisions(
            "{team: emea, period: 2026-Q3, quota: 1, from: 2026-09-30, mode: whole, by: Tom,"
                + " because: a}"));
  }

  /** A revision that is wrong, and all that is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {team: emea, period: 2026-Q4, quota: 1, from: 2026-11-01, mode: whole, by: a, because: b}  | quotas.revisions[0]: there is no quota team emea 2026-Q4 to revise — add it to quotas.rows
          {team: emea, period: 2026-09, quota: 1, from: 2026-09-01, mode: whole, by: a, because: b}  | quotas.revisions[0]: there is no quota team emea 2026-09 to revise — add it to quotas.rows
          {team: emea, period: 2026-Q3, quota: 1, from: 2026-06-30, mode: whole, by: a, because: b}  | quotas.revisions[0].from: 2026-06-30 must be a day of the period — write one from 2026-07-01 to 2026-09-30
          {team: emea, period: 2026-Q3, quota: 1, from: 2026-10-01, mode: whole, by: a, because: b}  | quotas.revisions[0].from: 2026-10-01 must be a day of the period — write one from 2026-07-01 to 2026-09-30
          {team: emea, period: 2026-Q3, quota: -1, from: 2026-08-01, mode: whole, by: a, because: b} | quotas.revisions[0].quota: "-1" must be an amount of GBP — write digits only, with a point before decimals: 60000 or 1250.50
          {team: emea, period: 2026-Q3, quota: 1, from: 2026-08-01, mode: all, by: a, because: b}    | quotas.revisions[0].mode: "all" is not known here — one of: fromDate, whole
          {team: emea, period: 2026-Q3, quota: 1, from: 2026-08-01, by: a, because: b}               | quotas.revisions[0].mode: is missing
          {team: emea, period: 2026-Q3, quota: 1, from: 2026-08-01, mode: whole, because: b}         | quotas.revisions[0].by: is missing
          {team: emea, period: 2026-Q3, quota: 1, from: 2026-08-01, mode: whole, by: a}              | quotas.revisions[0].because: is missing
          {team: emea, period: 2026-Q3, quota: 1, mode: whole, by: a, because: b}                    | quotas.revisions[0].from: is missing
          {period: 2026-Q3, quota: 1, from: 2026-08-01, mode: whole, by: a, because: b}              | quotas.revisions[0]: must name either a rep or a team — write rep: … or team: …
          {team: emea, period: 2026-Q3, quota: 1, from: 2026-08-01, mode: whole, by: a, because: b, rollUp: emea} | quotas.revisions[0].rollUp: unknown key — known here: rep, team, period, quota, from, mode, by, because
          """)
  void saysWhatIsWrongWithARevision(String revision, String said) {
    assertEquals(List.of(said), revisions(revision));
  }

  @Test
  void refusesTwoRevisionsOfOneQuotaOnOneDay() {
    String revision =
        "{team: emea, period: %s, quota: 1, from: 2026-08-01, mode: %s, by: a, because: b}";
    assertEquals(
        List.of(
            "quotas.revisions[1]: \"team emea 2026-Q3 from 2026-08-01\" stands here twice, first in"
                + " settings.yaml line 6 — remove one"),
        revisions(
            revision.formatted("2026-Q3", "whole")
                + ", "
                + revision.formatted("2026-07-01", "fromDate")));
  }

  @Test
  void doesNotMissTheQuotaOfARowThatCannotBeRead() {
    assertEquals(
        List.of(
            "quotas.rows[0].quota: \"x\" must be an amount of GBP — write digits only, with a point"
                + " before decimals: 60000 or 1250.50"),
        Written.said(
            Written.with(
                "quotas",
                "{rows: [{team: emea, period: 2026-Q3, quota: x}], revisions: [{team: emea, period:"
                    + " 2026-Q3, quota: 1, from: 2026-08-01, mode: whole, by: a, because: b}]}")));
  }

  @Test
  void readsGoals() {
    assertEquals(
        List.of(
            new Goal(null, Metric.CALLS, Each.DAY, 20),
            new Goal(ANA, Metric.CALL_MINUTES, Each.WEEK, 300),
            new Goal(Subject.ofTeam("emea"), Metric.DEALS_OPENED, Each.MONTH, 1),
            new Goal(ANA, Metric.ENTRIES, Each.DAY, 1_000_000)),
        quotas(
                "goals",
                "[{rep: all, what: calls, each: day, goal: 20}, {rep: ana@test.example, what:"
                    + " callMinutes, each: week, goal: 300}, {team: emea, what: dealsOpened, each:"
                    + " month, goal: 1}, {rep: ana@test.example, what: entries, each: day, goal:"
                    + " 1000000}]")
            .goals());
  }

  @Test
  void readsContests() {
    assertEquals(
        List.of(
            new Contest(
                "February sprint",
                Metric.REVENUE,
                LocalDate.of(2027, 2, 1),
                LocalDate.of(2027, 3, 1),
                List.of("emea"),
                "Dinner for two"),
            new Contest(
                "Calls",
                Metric.CALLS,
                LocalDate.of(2027, 2, 1),
                LocalDate.of(2027, 2, 2),
                List.of(),
                "")),
        quotas(
                "contests",
                "[{name: February sprint, what: revenue, from: 2027-02-01, to: 2027-03-01, who:"
                    + " [team emea], prize: Dinner for two}, {name: Calls, what: calls, from:"
                    + " 2027-02-01, to: 2027-02-02}]")
            .contests());
  }

  @Test
  void readsWhenManagersHearWhoIsBehindPace() {
    assertEquals(
        new WeeklyTime(DayOfWeek.MONDAY, LocalTime.of(9, 0)),
        quotas("slack", "{pace: {digest: Mon 09:00}}").paceDigest());
  }

  @Test
  void readsRatesHereAndOfAFile() {
    List<Rate> rates =
        List.of(
            new Rate("USD", LocalDate.of(2026, 1, 1), number("0.79")),
            new Rate("USD", LocalDate.of(2026, 2, 1), number("0.8")),
            new Rate("JPY", LocalDate.of(2026, 1, 1), number("0.005312")));
    assertEquals(
        new ExchangeRates(rates),
        Written.settings(
                Written.with(
                    "rates",
                    "[{currency: USD, from: 2026-01-01, rate: 0.79}, {currency: USD, from:"
                        + " 2026-02-01, rate: 0.80}, {currency: JPY, from: 2026-01-01, rate:"
                        + " 0.005312}]"))
            .rates());
    assertEquals(
        new ExchangeRates(rates),
        Written.settings(
                Written.correct()
                    .part("rates", "{file: rates.csv}")
                    .file(
                        "rates.csv",
                        """
                        currency,from,rate
                        USD,2026-01-01,0.79
                        USD,2026-02-01,0.8
                        JPY,2026-01-01,0.005312
                        """)
                    .compile())
            .rates());
  }

  /** A part that is wrong, and all that is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          quotas   | {ramp: [25]}                                                | quotas.ramp[0]: "25" must be a percentage — write it as 8% or 3.33%
          quotas   | {ramp: [0, 200.1%]}                                         | quotas.ramp[1]: 200.1% is out of range — from 0% to 200%
          quotas   | {ramp: [-5%]}                                               | quotas.ramp[0]: "-5%" must be a percentage — write it as 8% or 3.33%
          quotas   | {rows: [{team: emea, period: 2026, quota: 1, rollUp: emea}]} | quotas.rows[0].rollUp: must stand in a row of a rep: a team's quota always counts the whole team — leave it out, or name a manager with rep: …
          quotas   | {rows: [{rep: tom@test.example, period: 2026, quota: 1, rollUp: emae}]} | quotas.rows[0].rollUp: there is no team "emae" — did you mean emea?
          goals    | [{rep: all, what: revenue, each: day, goal: 1}]             | goals[0].what: "revenue" must be a quota, not a goal — add it to quotas.rows
          goals    | [{rep: all, what: call, each: day, goal: 1}]                | goals[0].what: "call" is not known here — did you mean calls?
          goals    | [{rep: all, what: calls, each: year, goal: 1}]              | goals[0].each: "year" is not known here — one of: day, month, week
          goals    | [{rep: all, what: calls, each: day, goal: 0}]               | goals[0].goal: 0 is out of range — from 1 to 1000000
          goals    | [{rep: all, what: calls, each: day, goal: 1000001}]         | goals[0].goal: 1000001 is out of range — from 1 to 1000000
          goals    | [{rep: all, team: emea, what: calls, each: day, goal: 1}]   | goals[0]: must name either a rep or a team — write rep: … or team: …
          goals    | [{what: calls, each: day, goal: 1}]                         | goals[0]: must name either a rep or a team — write rep: … or team: …
          goals    | [{rep: anna@test.example, what: calls, each: day, goal: 1}] | goals[0].rep: anna@test.example is neither a rep nor a manager — did you mean ana@test.example?
          goals    | [{team: emae, what: calls, each: day, goal: 1}]             | goals[0].team: there is no team "emae" — did you mean emea?
          goals    | [{rep: all, each: day, goal: 1}]                            | goals[0].what: is missing
          goals    | [{rep: all, what: calls, goal: 1}]                          | goals[0].each: is missing
          goals    | [{rep: all, what: calls, each: day}]                        | goals[0].goal: is missing
          goals    | [{rep: all, what: calls, each: day, goal: 1}, {rep: all, what: calls, each: day, goal: 2}] | goals[1]: "all calls each day" stands here twice, first in settings.yaml line 4 — remove one
          contests | [{what: calls, from: 2027-02-01, to: 2027-03-01}]           | contests[0].name: is missing
          contests | [{name: A, from: 2027-02-01, to: 2027-03-01}]               | contests[0].what: is missing
          contests | [{name: A, what: sales, from: 2027-02-01, to: 2027-03-01}]  | contests[0].what: "sales" is not known here — did you mean calls?
          contests | [{name: A, what: calls, to: 2027-03-01}]                    | contests[0].from: is missing
          contests | [{name: A, what: calls, from: 2027-02-01}]                  | contests[0].to: is missing
          contests | [{name: A, what: calls, from: 2027-02-01, to: 2027-02-01}]  | contests[0].to: 2027-02-01 must be after from, 2027-02-01 — write the first day after the contest
          contests | [{name: A, what: calls, from: 2027-02-01, to: 2027-03-01, who: [emea]}] | contests[0].who[0]: "emea" must be a team or a rep — write team emea
          contests | [{name: A, what: calls, from: 2027-02-01, to: 2027-03-01, who: [team emae]}] | contests[0].who[0]: there is no team "emae" — did you mean emea?
          contests | [{name: A, what: calls, from: 2027-02-01, to: 2027-03-01, who: [ana@test.example]}] | contests[0].who: "ana@test.example" must be a team — write team NAME, or leave who out for every rep
          contests | [{name: A, what: calls, from: 2027-02-01, to: 2027-03-01}, {name: a, what: calls, from: 2027-02-01, to: 2027-03-01}] | contests[1].name: "a" stands here twice, first in settings.yaml line 2 — remove one
          slack    | {pace: {digest: 09:00}}                                     | slack.pace.digest: "09:00" must be a weekday and a time — write it as Mon 09:00
          slack    | {pace: {digest: Foo 09:00}}                                 | slack.pace.digest: "Foo" is no day — Mon, Tue, Wed, Thu, Fri, Sat, Sun
          slack    | {pace: {digest: Mon 9am}}                                   | slack.pace.digest: "9am" must be a time of day — write it as 09:00 or 17:30
          slack    | {pace: {digst: Mon 09:00}}                                  | slack.pace.digst: unknown key — did you mean digest?
          rates    | [{currency: XYZ, from: 2026-01-01, rate: 1}]                | rates[0].currency: "XYZ" is no currency — write an ISO 4217 code such as GBP
          rates    | [{currency: GBP, from: 2026-01-01, rate: 1}]                | rates[0].currency: "GBP" must be another currency than the company's — leave this row out: its rate is always 1
          rates    | [{currency: USD, from: 2026-01-01, rate: 0}]                | rates[0].rate: "0" must be a number above 0 — write what one unit is worth in the company's currency, such as 0.79
          rates    | [{currency: USD, from: 2026-01-01, rate: -0.5}]             | rates[0].rate: "-0.5" must be a number above 0 — write what one unit is worth in the company's currency, such as 0.79
          rates    | [{currency: USD, from: 2026-01-01, rate: 1e3}]              | rates[0].rate: "1e3" must be a number above 0 — write what one unit is worth in the company's currency, such as 0.79
          rates    | [{currency: USD, from: 2026-02-30, rate: 1}]                | rates[0].from: "2026-02-30" must be a date — write year-month-day: 2026-11-03
          rates    | [{from: 2026-01-01, rate: 1}]                               | rates[0].currency: is missing
          rates    | [{currency: USD, rate: 1}]                                  | rates[0].from: is missing
          rates    | [{currency: USD, from: 2026-01-01}]                         | rates[0].rate: is missing
          rates    | [{currency: USD, from: 2026-01-01, rate: 1}, {currency: EUR, from: 2026-01-01, rate: 1}, {currency: USD, from: 2026-01-01, rate: 2}] | rates[2]: "USD from 2026-01-01" stands here twice, first in settings.yaml line 4 — remove one
          """)
  void saysWhatIsWrongAndWhere(String key, String value, String said) {
    assertEquals(List.of(said), Written.said(Written.with(key, value)));
  }

  @Test
  void limitsHowMuchThereIs() {
    assertEquals(
        List.of("quotas.ramp: has 61 months — at most 60: the last one stays"),
        Written.said(
            Written.with(
                "quotas", "{ramp: [" + String.join(", ", Collections.nCopies(61, "1%")) + "]}")));
    assertEquals(
        List.of(
            "goals: more than 1000 goals — leave out those that are over, or name teams instead of"
                + " reps"),
        Written.said(
            Written.with(
                "goals",
                IntStream.rangeClosed(1, QuotaRules.GOALS_MAX + 1)
                    .mapToObj(i -> "{rep: all, what: calls, each: day, goal: " + i + "}")
                    .collect(Collectors.joining(", ", "[", "]")))));
    String rows =
        String.join("\n", Collections.nCopies(ExchangeRates.RATES_MAX + 1, "USD,2026-01-01,1"));
    assertEquals(
        List.of("rates: more than 20000 rates — leave out days that are long over"),
        Written.said(
            Written.correct()
                .part("rates", "{file: r.csv}")
                .file("r.csv", "currency,from,rate\n" + rows)
                .compile()));
  }

  @Test
  void showsAndComparesThem() {
    Settings usual = Written.settings(Written.correct().compile());
    Settings some =
        Written.settings(
            Written.correct()
                .part(
                    "quotas",
                    "{ramp: [0, 50%, 100%], rows: [{rep: tom@test.example, period: 2026-Q3, quota:"
                        + " 100, rollUp: emea}], revisions: [{rep: tom@test.example, period:"
                        + " 2026-Q3, quota: 90, from: 2026-08-01, mode: fromDate, by: Kim, because:"
                        + " smaller team}]}")
                .part("goals", "[{rep: all, what: callMinutes, each: week, goal: 300}]")
                .part(
                    "contests",
                    "[{name: Sprint, what: dealsWon, from: 2027-02-01, to: 2027-03-01, who: [team"
                        + " emea], prize: Dinner}]")
                .part(
                    "rates",
                    "[{currency: USD, from: 2026-02-01, rate: 0.8}, {currency: USD, from:"
                        + " 2026-01-01, rate: 0.79}]")
                .part("slack", "{pace: {digest: Fri 16:30}}")
                .compile());
    assertEquals(
        List.of(
            "~ slack: pace digest (none) → Fri 16:30",
            "+ rates of USD: from 2026-02-01 0.8; from 2026-01-01 0.79",
            "+ quotas: ramp 0%, 50%, 100%",
            "+ quota tom@test.example 2026-Q3: amount £100; rollUp team emea",
            "+ revision of quota tom@test.example 2026-Q3 from 2026-08-01: amount £90; mode"
                + " fromDate; by Kim; because smaller team",
            "+ goals of all: callMinutes each week 300",
            "+ contest Sprint: what dealsWon; from 2027-02-01; to 2027-03-01; who team emea; prize"
                + " Dinner"),
        SettingsDiff.lines(usual, some));
    List<String> shown = SettingsSummary.lines(some);
    assertTrue(
        shown.containsAll(
            List.of(
                "Rates     USD 0.8 from 2026-02-01",
                "Quotas    1 of 1 rep and 0 teams, 1 revision, ramp 0%, 50%, 100%, milestones 50%,"
                    + " 80%, 100%, 120%, pace digest Fri 16:30",
                "Goals     all: 300 callMinutes each week",
                "Contests  Sprint, dealsWon 2027-02-01..2027-02-28 of team emea")),
        shown.toString());
    assertTrue(
        SettingsSummary.lines(usual)
            .containsAll(List.of("Rates     -", "Goals     -", "Contests  -", "Plans     -")));
  }
}
