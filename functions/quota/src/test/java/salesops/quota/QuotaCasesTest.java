package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.quota.Books.minor;
import static salesops.quota.Books.ofTeam;
import static salesops.quota.Books.period;
import static salesops.quota.Books.quota;
import static salesops.quota.Deals.won;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import salesops.events.QuotaEvent.QuotaReached;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalWeeks;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Mode;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Revision;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;
import salesops.quota.QuotaOperation.ClosePeriod;
import salesops.quota.QuotaOperation.ListAttainment;
import salesops.quota.attainment.QuotaBook;
import salesops.quota.attainment.QuotaLine;
import salesops.quota.ledger.Entry;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;

/** Cases 29 to 35, 37 to 39 and 41: how much a quota is, and which period a deal is in. */
class QuotaCasesTest {
  private Suite suite = new Suite();

  @AfterEach
  void closeSuite() {
    suite.close();
  }

  private void begin(String at, TestSettings settings) {
    suite.close();
    suite = Books.at(at, settings);
  }

  private Money quotaOf(String rep, String period) {
    return java.util.Objects.requireNonNull(suite.line(rep, period).quota());
  }

  private static Revision revision(String amount, String effective, Mode mode) {
    return new Revision(
        Subject.of(TestSettings.person("ana")),
        period("2026-Q1").from(),
        period("2026-Q1").until(),
        minor(amount),
        LocalDate.parse(effective),
        mode,
        "tom@northwind.example",
        "new product");
  }

  private static TestSettings revised(Revision... revisions) {
    return Books.company()
        .quotas(
            new QuotaRules(
                List.of(quota("ana", "2026-Q1", "90000")),
                List.of(revisions),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null));
  }

  private String asOf(String moment) {
    QuotaLine line =
        Suite.line("ana", suite.ask(new ListAttainment(null, "2026-Q1", Instant.parse(moment))));
    return String.valueOf(line.quota() == null ? null : line.quota().decimal());
  }

  @Test
  void case29KnowsARevisionOfTheWholeFromItsDayOn() {
    begin("2026-01-05T10:00:00Z", revised());
    suite.clock.set(Instant.parse("2026-02-15T09:00:00Z"));
    suite.apply(revised(revision("120000", "2026-02-15", Mode.WHOLE)));
    assertEquals("90000.00", asOf("2026-02-14T23:59:59Z"));
    assertEquals("120000.00", asOf("2026-02-15T10:00:00Z"));
    suite.close();
    suite = Books.at("2026-01-05T10:00:00Z", revised(revision("120000", "2026-02-15", Mode.WHOLE)));
    suite.clock.set(Instant.parse("2026-02-20T09:00:00Z"));
    assertEquals("90000.00", asOf("2026-02-14T23:59:59Z"), "decided in advance");
    assertEquals("120000.00", asOf("2026-02-15T10:00:00Z"));
  }

  @Test
  void case29KeepsYesterdaysStatementByteForByte() {
    begin("2026-01-05T10:00:00Z", revised().plans(Books.fiveAndEight().plan()));
    suite.deliver(won("A", 1, "100000", LocalDate.parse("2026-01-20")));
    suite.clock.set(Instant.parse("2026-02-14T20:00:00Z"));
    var show =
        new QuotaOperation.ShowStatement(
            TestSettings.person("ana"), "2026-Q1", suite.clock.instant(), null, null);
    String before = salesops.runtime.Json.text(suite.ask(show));
    suite.clock.set(Instant.parse("2026-02-15T09:00:00Z"));
    suite.apply(
        revised(revision("120000", "2026-02-15", Mode.WHOLE)).plans(Books.fiveAndEight().plan()));
    suite.deliver(won("B", 1, "50000", LocalDate.parse("2026-01-21")));
    assertEquals(before, salesops.runtime.Json.text(suite.ask(show)));
    assertEquals(
        "8400.00",
        Suite.major(Books.statement(suite, "ana", "2026-Q1").earnedMinor()),
        "120,000 at 5 %, 30,000 at 8 %");
  }

  @Test
  void case30CountsARevisionFromItsDateByDays() {
    begin("2026-02-20T10:00:00Z", revised(revision("120000", "2026-01-31", Mode.FROM_DATE)));
    assertEquals("110000.00", quotaOf("ana", "2026-Q1").decimal());
  }

  private static QuotaBook book(TestSettings settings, String day) {
    return new QuotaBook(settings.build(), LocalDate.parse(day));
  }

  @Test
  void case31RampsByMonthOfTenureAndStartsWithTheRep() {
    QuotaRules rules =
        new QuotaRules(
            List.of(quota("eve", "2026-Q2", "91000")),
            List.of(),
            Stream.of("50", "75", "100").map(BigDecimal::new).toList(),
            List.of(),
            List.of(),
            List.of(),
            null);
    QuotaBook book =
        book(
            Books.company().reps(TestRep.rep("eve").from(LocalDate.of(2026, 5, 1))).quotas(rules),
            "2026-06-30");
    Subject eve = Subject.of(TestSettings.person("eve"));
    assertTrue(book.quota(eve, period("2026-04")).isEmpty());
    assertEquals(minor("15500"), book.quota(eve, period("2026-05")).orElseThrow());
    assertEquals(minor("22500"), book.quota(eve, period("2026-06")).orElseThrow());
    assertEquals(minor("38000"), book.quota(eve, period("2026-Q2")).orElseThrow());
  }

  @Test
  void partsOfAQuotaAddUpToTheWhole() {
    QuotaBook book = book(Books.company(quota("ana", "2026", "100000.01")), "2026-06-30");
    Subject ana = Subject.of(TestSettings.person("ana"));
    long sum = 0;
    for (int month = 1; month <= 12; month++) {
      sum += book.quota(ana, period("2026-%02d".formatted(month))).orElseThrow();
    }
    assertEquals(minor("100000.01"), sum);
  }

  private static TestSettings moving(boolean entered, Quota... quotas) {
    TestRep ana = TestRep.rep("ana").team("emea");
    return Books.company(quotas)
        .reps(
            entered ? TestRep.rep("ana").team("b").before("emea", LocalDate.of(2026, 6, 1)) : ana,
            TestRep.rep("ben"));
  }

  private void checkMove() {
    QuotaLine ana = suite.line("ana", "2026-Q2");
    assertEquals("15000.00 of 91000.00", figures(ana));
    assertEquals("10000.00 of 61000.00", figures(suite.line("team emea", "2026-Q2")));
    assertEquals("5000.00 of 30000.00", figures(suite.line("team b", "2026-Q2")));
    assertEquals("15000.00", suite.line("company", "2026-Q2").attained().decimal());
    assertEquals(List.of(), suite.verify());
  }

  private static String figures(QuotaLine line) {
    return line.attained().decimal()
        + " of "
        + java.util.Objects.requireNonNull(line.quota()).decimal();
  }

  @Test
  void case32CreditsTheTeamOfTheCloseDate() {
    begin("2026-06-02T10:00:00Z", moving(true, quota("ana", "2026-Q2", "91000")));
    suite.deliver(won("D-1", 1, "10000", LocalDate.parse("2026-05-31")));
    suite.deliver(won("D-2", 1, "5000", LocalDate.parse("2026-06-01")));
    checkMove();
  }

  @Test
  void case33MovesCreditsSinceAMoveThatIsEnteredLate() {
    begin("2026-06-02T10:00:00Z", moving(false, quota("ana", "2026-Q2", "91000")));
    suite.deliver(won("D-1", 1, "10000", LocalDate.parse("2026-05-31")));
    suite.deliver(won("D-2", 1, "5000", LocalDate.parse("2026-06-01")));
    List<Entry> before = suite.entries("ana");
    suite.clock.set(Instant.parse("2026-06-20T10:00:00Z"));
    suite.apply(moving(true, quota("ana", "2026-Q2", "91000")));
    assertEquals(List.of(), suite.verify(), "in between");
    suite.tick();
    checkMove();
    List<Entry> after = suite.entries("ana");
    assertEquals(before, after.subList(0, before.size()), "none edited");
    assertEquals(before.size() + 2, after.size(), "one deal reversed and written again");
    suite.tick();
    assertEquals(after, suite.entries("ana"));
  }

  @Test
  void case34ShowsByHowMuchMembersAreOverAssigned() {
    begin(
        "2026-02-20T10:00:00Z",
        Books.company(
            quota("ana", "2026-Q1", "600000"),
            quota("ben", "2026-Q1", "500000"),
            ofTeam("emea", "2026-Q1", "1000000")));
    suite.deliver(won("D", 1, "250000", LocalDate.parse("2026-02-10")));
    QuotaLine team = suite.line("team emea", "2026-Q1");
    assertEquals(new BigDecimal("10.0"), team.overAssignedPercent());
    assertEquals(new BigDecimal("25.0"), team.percent());
  }

  @Test
  void case35ReachesEachMilestoneOnce() {
    begin("2026-02-20T10:00:00Z", Books.company(quota("ana", "2026-Q1", "1000")));
    LocalDate day = LocalDate.parse("2026-02-10");
    suite.deliver(won("D-1", 1, "400", day));
    suite.deliver(won("D-2", 1, "900", day));
    assertEquals(List.of(120), suite.announcedPercents());
    suite.deliver(Deals.as(Deal.State.OPEN, won("D-1", 1, "400"), 2));
    suite.deliver(won("D-3", 1, "110", day));
    assertEquals("1010.00", suite.total("ana"));
    assertEquals(1, suite.events(QuotaReached.class).size());
  }

  @Test
  void announcesATeamsMilestonesToo() {
    begin("2026-02-20T10:00:00Z", Books.company(ofTeam("emea", "2026-Q1", "1000")));
    suite.deliver(won("D-1", 1, "800", LocalDate.parse("2026-02-10")));
    QuotaReached reached = suite.events(QuotaReached.class).getFirst();
    assertEquals("emea 80", reached.team() + " " + reached.percent());
    suite.deliver(won("D-2", 1, "10", LocalDate.parse("2026-02-10")));
    assertEquals(1, suite.events(QuotaReached.class).size());
  }

  @Test
  void milestonesOfPeriodsLongOverAreNoNews() {
    begin("2026-09-20T10:00:00Z", Books.company(quota("ana", "2026-Q1", "1000")));
    suite.deliver(won("D-1", 1, "1800", LocalDate.parse("2026-02-10")));
    assertEquals(List.of(), suite.events(QuotaReached.class));
  }

  @Test
  void case37ClosesWhenTheLastZoneIsOver() {
    TestSettings settings =
        Books.company()
            .reps(
                TestRep.rep("ana").zone("Pacific/Honolulu"),
                TestRep.rep("ben").zone("Pacific/Auckland"))
            .plans(Books.fiveAndEight().plan());
    begin("2026-04-01T09:59:00Z", settings);
    var refused = suite.refused(new ClosePeriod("2026-Q1", null, "ops", 0));
    assertEquals("notOver", refused.code());
    assertTrue(refused.message().contains("Pacific/Honolulu"), refused.message());
    suite.clock.set(Instant.parse("2026-04-01T10:00:00Z"));
    assertEquals(2, Books.close(suite, "2026-Q1").statements());
  }

  @Test
  void case38PutsADealIntoItsFiscalYear() {
    begin(
        "2026-02-20T10:00:00Z",
        Books.company().company(new Company("Northwind", "Europe/London", "GBP", "02-01")));
    suite.deliver(won("D-1", 1, "100", LocalDate.parse("2026-01-31")));
    suite.deliver(won("D-2", 1, "200", LocalDate.parse("2026-02-01")));
    assertEquals("100.00", suite.line("ana", "2025-Q4").attained().decimal());
    assertEquals("200.00", suite.line("ana", "2026-Q1").attained().decimal());
    assertEquals("100.00", suite.line("ana", "2025").attained().decimal());
  }

  @Test
  void case39CountsWholeWeeks() {
    FiscalWeeks weeks = new FiscalWeeks(List.of(4, 4, 5), DayOfWeek.SATURDAY, Month.JANUARY);
    begin(
        "2026-05-20T10:00:00Z",
        Books.company().company(new Company("Northwind", "Europe/London", "GBP", "01-01", weeks)));
    suite.deliver(won("D-1", 1, "100", LocalDate.parse("2026-05-02")));
    suite.deliver(won("D-2", 1, "200", LocalDate.parse("2026-05-03")));
    QuotaLine first = suite.line("ana", "2026-Q1");
    assertEquals("2026-02-01 to 2026-05-03", first.from() + " to " + first.until());
    assertEquals("100.00", first.attained().decimal());
    assertEquals("200.00", suite.line("ana", "2026-Q2").attained().decimal());
    for (String month : List.of("2026-02-01", "2026-03-01", "2026-03-29")) {
      // The first day of a quarter names the quarter.
      String name = month.equals("2026-02-01") ? "2026-02" : month;
      assertEquals(month, suite.line("ana", name).from().toString());
    }
  }

  @Test
  void case41MeasuresPaceByWorkingDays() {
    List<WeekHours.Span> week =
        Stream.of(
                DayOfWeek.MONDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY)
            .map(day -> new WeekHours.Span(day, LocalTime.of(9, 0), LocalTime.of(17, 0)))
            .toList();
    begin(
        "2028-02-14T20:00:00Z",
        Books.company(quota("ana", "2028-02", "21000"))
            .calendars(Map.of("default", new WorkCalendar(new WeekHours(week), List.of()))));
    suite.deliver(won("D", 1, "12000", LocalDate.parse("2028-02-10")));
    QuotaLine line = suite.line("ana", "2028-02");
    assertEquals(new BigDecimal("57.1"), line.percent());
    assertEquals(new BigDecimal("120.0"), line.pacePercent());
    assertEquals("818.18", java.util.Objects.requireNonNull(line.neededDaily()).decimal());
    assertEquals("25200.00", java.util.Objects.requireNonNull(line.projected()).decimal());
  }

  @Test
  void aMonthWithoutAQuotaIsNotZeroPercent() {
    begin("2026-02-20T10:00:00Z", Books.company(quota("ana", "2026-02", "1000")));
    assertNull(suite.line("ana", "2026-03").percent());
    assertEquals(minor("1000"), quotaOf("ana", "2026-Q1").minor());
  }
}
