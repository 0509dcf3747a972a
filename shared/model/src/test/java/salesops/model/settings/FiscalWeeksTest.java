package salesops.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.threeten.extra.chrono.AccountingChronology;
import org.threeten.extra.chrono.AccountingChronologyBuilder;
import org.threeten.extra.chrono.AccountingDate;
import org.threeten.extra.chrono.AccountingYearDivision;
import salesops.model.settings.FiscalCalendar.Period;

/** Years of whole weeks, beside the accounting calendar of ThreeTen-Extra. */
class FiscalWeeksTest {
  private static final LocalDate FROM = LocalDate.of(2015, 1, 1);
  private static final LocalDate UNTIL = LocalDate.of(2040, 1, 1);

  @ParameterizedTest
  @CsvSource({
    "445, SATURDAY, JANUARY",
    "454, SUNDAY, JANUARY",
    "544, FRIDAY, DECEMBER",
    "445, SUNDAY, DECEMBER",
    "454, SATURDAY, JUNE",
    "445, FRIDAY, SEPTEMBER",
  })
  void agreesWithAnotherCalendarOnEveryDay(String pattern, DayOfWeek day, Month month) {
    FiscalCalendar ours =
        FiscalCalendar.of(
            new FiscalWeeks(pattern.chars().map(c -> c - '0').boxed().toList(), day, month));
    AccountingChronology theirs =
        new AccountingChronologyBuilder()
            .endsOn(day)
            .inLastWeekOf(month)
            .withDivision(
                switch (pattern) {
                  case "445" -> AccountingYearDivision.QUARTERS_OF_PATTERN_4_4_5_WEEKS;
                  case "454" -> AccountingYearDivision.QUARTERS_OF_PATTERN_4_5_4_WEEKS;
                  default -> AccountingYearDivision.QUARTERS_OF_PATTERN_5_4_4_WEEKS;
                })
            .leapWeekInMonth(12)
            .toChronology();
    for (LocalDate date = FROM; date.isBefore(UNTIL); date = date.plusDays(1)) {
      AccountingDate expected = AccountingDate.from(theirs, date);
      int monthOfYear = expected.get(ChronoField.MONTH_OF_YEAR);
      assertEquals(monthOfYear - 1, ours.monthOf(date), date.toString());
      int dayOfMonth = expected.get(ChronoField.DAY_OF_MONTH);
      assertEquals(date.minusDays(dayOfMonth - 1L), ours.month(date).from(), date.toString());
    }
  }

  private static final FiscalCalendar RETAIL =
      FiscalCalendar.of(new FiscalWeeks(List.of(4, 4, 5), DayOfWeek.SATURDAY, Month.JANUARY));

  @Test
  void namesMonthsByTheirFirstDayWhereTwoBeginInOneCalendarMonth() {
    Period second = RETAIL.month(LocalDate.of(2026, 3, 10));
    assertEquals("2026-03-01", RETAIL.name(second).orElseThrow());
    assertEquals(second, RETAIL.parse("2026-03-01"));
    Period june = RETAIL.month(LocalDate.of(2026, 7, 10));
    assertEquals("2026-06", RETAIL.name(june).orElseThrow());
    assertEquals(june, RETAIL.parse("2026-06"));
    IllegalArgumentException ambiguous =
        assertThrows(IllegalArgumentException.class, () -> RETAIL.parse("2026-03"));
    assertEquals(
        "two months begin in 2026-03: name one by its first day, 2026-03-01 or 2026-03-29",
        ambiguous.getMessage());
  }

  @Test
  void namesYearsByTheCalendarYearMostOfThemIsIn() {
    assertEquals(LocalDate.of(2026, 2, 1), RETAIL.parse("2026").from());
    FiscalCalendar december =
        FiscalCalendar.of(new FiscalWeeks(List.of(4, 4, 5), DayOfWeek.SATURDAY, Month.DECEMBER));
    assertEquals(LocalDate.of(2025, 12, 28), december.parse("2026").from());
    assertEquals(2026, december.yearOf(LocalDate.of(2025, 12, 30)));
  }

  @Test
  void refusesOtherPatterns() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FiscalWeeks(List.of(4, 4, 4), DayOfWeek.MONDAY, Month.MAY));
  }
}
