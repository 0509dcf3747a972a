package salesops.model.settings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * Fiscal years of whole weeks: 52, or 53 when the year's last day falls a week later.
 *
 * @param pattern weeks of the three months of each quarter: 4-4-5, 4-5-4 or 5-4-4
 * @param lastDay weekday on which each year ends
 * @param lastMonth calendar month in which each year ends, on its last such weekday
 */
public record FiscalWeeks(List<Integer> pattern, DayOfWeek lastDay, Month lastMonth) {
  /** The patterns in use. */
  public static final List<List<Integer>> PATTERNS =
      List.of(List.of(4, 4, 5), List.of(4, 5, 4), List.of(5, 4, 4));

  private static final int DAYS = 7;

  public FiscalWeeks {
    pattern = List.copyOf(pattern);
    if (!PATTERNS.contains(pattern)) {
      throw new IllegalArgumentException("weeks must be 4-4-5, 4-5-4 or 5-4-4");
    }
  }

  /** First day of the year that this number names: the calendar year that most of it is in. */
  LocalDate start(int year) {
    int ends = lastMonth.getValue() > Month.JUNE.getValue() ? year - 1 : year;
    return YearMonth.of(ends, lastMonth)
        .atEndOfMonth()
        .with(TemporalAdjusters.previousOrSame(lastDay))
        .plusDays(1);
  }

  /**
   * First day of a month.
   *
   * @param month 0 to 12; 12 is the first month of the next year
   */
  LocalDate monthStart(int year, int month) {
    if (month == 12) {
      return start(year + 1); // a 53rd week belongs to the last month
    }
    int weeks = 0;
    for (int i = 0; i < month; i++) {
      weeks += pattern.get(i % pattern.size());
    }
    return start(year).plusDays((long) weeks * DAYS);
  }
}
