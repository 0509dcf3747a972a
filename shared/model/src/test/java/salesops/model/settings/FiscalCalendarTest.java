package salesops.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.settings.FiscalCalendar.Period;

class FiscalCalendarTest {
  private static final FiscalCalendar FROM_FEBRUARY = FiscalCalendar.from(MonthDay.of(2, 1));

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static Period period(String from, String until) {
    return new Period(day(from), day(until));
  }

  private static FiscalCalendar starting(String monthDay) {
    return FiscalCalendar.of(new Settings.Company("Test", "UTC", "EUR", monthDay));
  }

  @Test
  void theLastDayBeforeTheYearStartsIsInTheLastQuarterOfTheYearBefore() {
    LocalDate last = day("2026-01-31");
    assertEquals(period("2025-02-01", "2026-02-01"), FROM_FEBRUARY.year(last));
    assertEquals(period("2025-11-01", "2026-02-01"), FROM_FEBRUARY.quarter(last));
    assertEquals(Optional.of("2025-Q4"), FROM_FEBRUARY.name(FROM_FEBRUARY.quarter(last)));
  }

  @Test
  void theDayOnWhichTheYearStartsIsInItsFirstQuarter() {
    LocalDate first = day("2026-02-01");
    assertEquals(period("2026-02-01", "2027-02-01"), FROM_FEBRUARY.year(first));
    assertEquals(period("2026-02-01", "2026-05-01"), FROM_FEBRUARY.quarter(first));
    assertEquals(Optional.of("2026-Q1"), FROM_FEBRUARY.name(FROM_FEBRUARY.quarter(first)));
  }

  @ParameterizedTest
  @CsvSource({
    "02-01, 2026, 2026-02-01, 2027-02-01",
    "02-01, 2026-Q1, 2026-02-01, 2026-05-01",
    "02-01, 2026-Q4, 2026-11-01, 2027-02-01",
    "02-01, 2026-01, 2026-01-01, 2026-02-01",
    "02-01, 2026-07, 2026-07-01, 2026-08-01",
    "02-01, 2026-11-01, 2026-11-01, 2027-02-01",
    "02-01, 2026-02-01, 2026-02-01, 2026-05-01",
    "02-01, 2026-12-01, 2026-12-01, 2027-01-01",
    "01-01, 2026-Q3, 2026-07-01, 2026-10-01",
    "01-01, 2026-12, 2026-12-01, 2027-01-01",
    "04-06, 2026, 2026-04-06, 2027-04-06",
    "04-06, 2026-Q4, 2027-01-06, 2027-04-06",
    "04-06, 2026-03, 2026-03-06, 2026-04-06",
    "04-06, 2026-05-06, 2026-05-06, 2026-06-06",
    "01-31, 2026-02, 2026-02-28, 2026-03-31",
    "01-31, 2028-02, 2028-02-29, 2028-03-31",
    "01-31, 2026-Q1, 2026-01-31, 2026-04-30",
    "12-31, 2026-02, 2026-02-28, 2026-03-31",
  })
  void readsMonthsQuartersYearsAndFirstDays(String start, String name, String from, String until) {
    assertEquals(period(from, until), starting(start).parse(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "26",
        "2026-Q0",
        "2026-Q5",
        "2026-q1",
        "Q1",
        "2026-00",
        "2026-13",
        "2026-7",
        "2026-W3",
        "2026-02-30",
        "2026-11-02",
        "2026-01-31",
        "+999999999-12-31",
        "2026-11-01T00:00",
        "٢٠٢٦"
      })
  void refusesEverythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> FROM_FEBRUARY.parse(text));
  }

  @Test
  void aPeriodEndsBeforeTheDayAfterIt() {
    Period april = FROM_FEBRUARY.month(day("2026-04-15"));
    assertTrue(april.contains(day("2026-04-30")));
    assertEquals(false, april.contains(day("2026-05-01")));
    assertThrows(
        IllegalArgumentException.class, () -> new Period(day("2026-05-01"), day("2026-05-01")));
  }

  @Test
  void hasNoNameForOtherDays() {
    assertEquals(Optional.empty(), FROM_FEBRUARY.name(period("2026-02-01", "2026-04-01")));
    assertEquals(Optional.empty(), FROM_FEBRUARY.name(period("2026-02-02", "2026-05-01")));
  }

  @Test
  void everyDayIsInOneMonthQuarterAndYearThatHaveNames() {
    long seed = 38;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      LocalDate start = LocalDate.of(2027, 1, 1).plusDays(random.nextInt(365));
      FiscalCalendar calendar = FiscalCalendar.from(MonthDay.from(start));
      LocalDate day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4_000));
      List<Function<LocalDate, Period>> kinds =
          List.of(calendar::month, calendar::quarter, calendar::year);
      for (Function<LocalDate, Period> kind : kinds) {
        Period period = kind.apply(day);
        String which = start + " " + day + " " + period + " seed " + seed;
        assertTrue(period.contains(day), which);
        assertEquals(period, kind.apply(period.from()), which);
        assertEquals(period, kind.apply(period.until().minusDays(1)), which);
        assertEquals(period.until(), kind.apply(period.until()).from(), which);
        assertEquals(period, calendar.parse(calendar.name(period).orElseThrow()), which);
      }
      assertEquals(calendar.quarter(day), calendar.quarter(calendar.month(day).from()));
      assertEquals(calendar.year(day), calendar.year(calendar.quarter(day).from()));
    }
  }
}
