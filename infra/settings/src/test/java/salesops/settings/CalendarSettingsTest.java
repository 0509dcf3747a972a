package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.settings.FiscalWeeks;
import salesops.model.settings.Membership;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Company;
import salesops.settings.show.SettingsDiff;
import salesops.settings.show.SettingsSummary;

/** What the settings say of fiscal years, and of the teams that reps were in before. */
class CalendarSettingsTest {
  private static Written company(String keys) {
    return Written.correct()
        .part("company", "{name: Test, zone: Europe/London, currency: GBP" + keys + "}")
        .part("teams", "{emea: {manager: tom@test.example}, world: {manager: tom@test.example}}");
  }

  private static Compiled rep(String keys) {
    return company("")
        .part("reps", "[{email: ana@test.example, team: emea, " + keys + "}]")
        .compile();
  }

  private static Rep ana(String keys) {
    return Written.settings(rep(keys)).reps().getFirst();
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void readsMonthsInTheLongAndTheShortForm() {
    Company february = new Company("Test", "Europe/London", "GBP", "02-01");
    assertEquals(
        february,
        Written.settings(company(", calendar: {months: from 02-01}").compile()).company());
    assertEquals(
        february, Written.settings(company(", fiscalYearStarts: 02-01").compile()).company());
    assertEquals(
        new Company("Test", "Europe/London", "GBP", "01-01"),
        Written.settings(company("").compile()).company());
  }

  @Test
  void readsWeeks() {
    assertEquals(
        new FiscalWeeks(List.of(4, 4, 5), DayOfWeek.SATURDAY, Month.JANUARY),
        Written.settings(
                company(", calendar: {weeks: 4-4-5, ends: last Saturday of January}").compile())
            .company()
            .weeks());
    assertEquals(
        new FiscalWeeks(List.of(5, 4, 4), DayOfWeek.SUNDAY, Month.DECEMBER),
        Written.settings(
                company(", calendar: {weeks: 5-4-4, ends: last Sunday of December}").compile())
            .company()
            .weeks());
  }

  @Test
  void namesQuotasByTheWeeks() {
    Compiled compiled =
        company(", calendar: {weeks: 4-4-5, ends: last Saturday of January}")
            .part("quotas", "{rows: [{team: emea, period: 2026-Q1, quota: 1}]}")
            .compile();
    assertEquals(
        List.of("2026-02-01", "2026-05-03"),
        Written.settings(compiled).quotas().quotas().stream()
            .flatMap(quota -> List.of(quota.from(), quota.until()).stream())
            .map(LocalDate::toString)
            .toList());
  }

  /** Keys of the company that are wrong, and all that is said of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          fiscalYearStarts: 02-01, calendar: {months: from 02-01}            | company.fiscalYearStarts: must be left out where there is a calendar — write calendar: {months: from 02-01} instead
          calendar: {}                                                       | company.calendar: must be either months or weeks — write {months: from 02-01} or {weeks: 4-4-5, ends: last Saturday of January}
          calendar: {months: from 02-01, weeks: 4-4-5, ends: last Saturday of January} | company.calendar: must be either months or weeks — write {months: from 02-01} or {weeks: 4-4-5, ends: last Saturday of January}
          calendar: {month: from 02-01}                                      | company.calendar.month: unknown key — did you mean months?
          calendar: {months: 02-01}                                          | company.calendar.months: "02-01" must be the first day of each year — write from 02-01
          calendar: {months: from 02-30}                                     | company.calendar.months: "02-30" is no day of every year — write month-day: 02-01
          calendar: {weeks: 4-4-5}                                           | company.calendar.ends: is missing
          calendar: {ends: last Saturday of January}                         | company.calendar.weeks: is missing
          calendar: {weeks: 4-4-4, ends: last Saturday of January}           | company.calendar.weeks: "4-4-4" must be the weeks of a quarter's months — write one of 4-4-5, 4-5-4, 5-4-4
          calendar: {weeks: 4-4-5, ends: last Saturn of January}             | company.calendar.ends: "last Saturn of January" must be the last weekday of a month — write last Saturday of January
          calendar: {weeks: 4-4-5, ends: last Saturday of Jan}               | company.calendar.ends: "last Saturday of Jan" must be the last weekday of a month — write last Saturday of January
          calendar: {weeks: 4-4-5, ends: first Saturday of January}          | company.calendar.ends: "first Saturday of January" must be the last weekday of a month — write last Saturday of January
          """)
  void saysWhatIsWrongWithACalendar(String keys, String said) {
    assertEquals(
        List.of(said),
        Written.said(
            Written.with(
                "company", "{name: Test, zone: Europe/London, currency: GBP, " + keys + "}")));
  }

  @Test
  void readsEarlierTeamsWithTheirLastDays() {
    Rep rep =
        ana(
            "from: 2026-01-01, earlier: [{team: emea, until: 2026-03-31}, {team: world, until:"
                + " 2026-05-31}, {team: emea, from: 2026-07-01, until: 2026-07-01}]");
    assertEquals(
        List.of(
            new Membership("emea", day("2026-01-01"), day("2026-04-01")),
            new Membership("world", day("2026-04-01"), day("2026-06-01")),
            new Membership("emea", day("2026-07-01"), day("2026-07-02"))),
        rep.earlier());
    assertEquals(new Membership("emea", day("2026-07-02"), null), rep.memberships().getLast());
  }

  @Test
  void anEarlierTeamHasNoFirstDayWhereNothingSaysIt() {
    Membership open = new Membership("world", null, day("2026-06-01"));
    assertEquals(List.of(open), ana("earlier: [{team: world, until: 2026-05-31}]").earlier());
    // The rep left, and this is the first day after coming back.
    assertEquals(
        List.of(open),
        ana("from: 2026-09-01, earlier: [{team: world, until: 2026-05-31}]").earlier());
  }

  @Test
  void thePresentTeamMayHaveOneDay() {
    Rep rep = ana("until: 2026-06-01, earlier: [{team: world, until: 2026-05-31}]");
    assertEquals(
        new Membership("emea", day("2026-06-01"), day("2026-06-02")), rep.memberships().getLast());
  }

  /** Keys of a rep that are wrong, and all that is said of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          earlier: [{team: emae, until: 2026-05-31}]                          | reps[0].earlier[0].team: there is no team "emae" — did you mean emea?
          earlier: [{until: 2026-05-31}]                                      | reps[0].earlier[0].team: is missing
          earlier: [{team: world}]                                            | reps[0].earlier[0].until: is missing
          earlier: [{team: world, from: 2026-06-01, until: 2026-05-31}]       | reps[0].earlier[0].until: 2026-05-31 is before from 2026-06-01 — write the last day in the team
          earlier: [{team: world, until: +999999999-12-31}]                   | reps[0].earlier[0].until: "+999999999-12-31" must be a date — write year-month-day: 2026-11-03
          earlier: [{team: world, until: 2026-05-31}, {team: emea, from: 2026-05-31, until: 2026-06-30}] | reps[0].earlier[1]: team emea (2026-05-31 to 2026-06-30) overlaps team world (until 2026-05-31) — begin on 2026-06-01 or later
          earlier: [{team: world, from: 2026-05-01, until: 2026-05-31}, {team: emea, from: 2026-04-01, until: 2026-06-30}] | reps[0].earlier[1]: team emea (2026-04-01 to 2026-06-30) overlaps team world (2026-05-01 to 2026-05-31) — begin on 2026-06-01 or later
          earlier: [{team: world, from: 2026-05-01, until: 2026-05-31}, {team: emea, from: 2026-03-01, until: 2026-04-30}] | reps[0].earlier[1]: team emea (2026-03-01 to 2026-04-30) must be after team world (2026-05-01 to 2026-05-31) — list teams from the first to the last
          earlier: [{team: world, until: 2026-05-31}, {team: emea, until: 2026-05-31}] | reps[0].earlier[1]: team emea (until 2026-05-31) must be after team world (until 2026-05-31) — list teams from the first to the last
          until: 2026-05-31, earlier: [{team: world, until: 2026-05-31}]      | reps[0].earlier[0]: team world (until 2026-05-31) must end before 2026-05-31, the rep's last day of work — make the last of these teams the rep's team
          """)
  void saysWhatIsWrongWithEarlierTeams(String keys, String said) {
    assertEquals(List.of(said), Written.said(rep(keys)));
  }

  @Test
  void limitsEarlierTeams() {
    String one = "{team: world, until: 2026-05-31}";
    assertEquals(
        List.of("reps[0].earlier: has 51 teams — at most 50"),
        Written.said(rep("earlier: [" + String.join(", ", Collections.nCopies(51, one)) + "]")));
  }

  @Test
  void showsAndComparesThem() {
    Settings before = Written.settings(company("").compile());
    Settings after =
        Written.settings(
            company(", calendar: {weeks: 4-4-5, ends: last Saturday of January}")
                .part(
                    "reps",
                    "[{email: ana@test.example, team: emea, earlier: [{team: world, until:"
                        + " 2026-05-31}]}]")
                .compile());
    assertEquals(
        List.of(
            "~ company: fiscalYearStarts 01-01 → (none)",
            "~ company: weeks (none) → 4-4-5, ends last Saturday of January",
            "~ rep ana@test.example: earlier (none) → team world until 2026-05-31"),
        SettingsDiff.lines(before, after));
    List<String> shown = SettingsSummary.lines(after);
    assertTrue(
        shown.stream()
            .anyMatch(
                line ->
                    line.startsWith("Company   GBP, weeks 4-4-5, ends last Saturday of January,")),
        shown.toString());
    assertTrue(
        shown.stream().anyMatch(line -> line.contains("emea (was world)")), shown.toString());
  }
}
