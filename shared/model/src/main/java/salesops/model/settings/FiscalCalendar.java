package salesops.model.settings;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Settings.Company;

/**
 * A company's months, quarters and years. A fiscal year is named by the calendar year in which it
 * begins: where years begin on February 1, {@code 2026} is February 1, 2026 to January 31, 2027,
 * and {@code 2026-Q1} ends on April 30. Years of whole weeks are named by the calendar year that
 * most of them is in.
 *
 * <p>A month begins on the same day of each calendar month as the year does, on the last day of
 * shorter ones, and is named by the calendar month in which it begins. Of weeks, two months may
 * begin in one calendar month; each is then named by its first day.
 */
public final class FiscalCalendar {
  /** Months of a year. */
  public static final int YEAR_MONTHS = 12;

  private static final int QUARTER_MONTHS = 3;

  private static final Pattern NAME =
      Pattern.compile("([0-9]{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final MonthDay yearStarts;
  private final @Nullable FiscalWeeks weeks;

  private FiscalCalendar(MonthDay yearStarts, @Nullable FiscalWeeks weeks) {
    this.yearStarts = yearStarts;
    this.weeks = weeks;
  }

  /** The calendar of months whose years begin on this day. */
  public static FiscalCalendar from(MonthDay yearStarts) {
    return new FiscalCalendar(yearStarts, null);
  }

  /** The calendar of these weeks. */
  public static FiscalCalendar of(FiscalWeeks weeks) {
    return new FiscalCalendar(MonthDay.of(1, 1), weeks);
  }

  /** The calendar of a company, by its weeks or else its {@code fiscalYearStarts}. */
  public static FiscalCalendar of(Company company) {
    FiscalWeeks weeks = company.weeks();
    return weeks == null ? from(MonthDay.parse("--" + company.fiscalYearStarts())) : of(weeks);
  }

  /**
   * A range of days; its first day names it.
   *
   * @param from first day
   * @param until first day after it
   */
  public record Period(LocalDate from, LocalDate until) {
    public Period {
      if (!from.isBefore(until)) {
        throw new IllegalArgumentException("a period must have a day: " + from + " to " + until);
      }
    }

    public boolean contains(LocalDate day) {
      return !day.isBefore(from) && day.isBefore(until);
    }
  }

  /** The month that this day is in. */
  public Period month(LocalDate day) {
    return part(day, 1);
  }

  /** The quarter that this day is in. */
  public Period quarter(LocalDate day) {
    return part(day, QUARTER_MONTHS);
  }

  /** The year that this day is in. */
  public Period year(LocalDate day) {
    return part(day, YEAR_MONTHS);
  }

  /** The period of this length that a day is in. */
  public Period period(CommissionPlans.Span span, LocalDate day) {
    return switch (span) {
      case MONTH -> month(day);
      case QUARTER -> quarter(day);
      case YEAR -> year(day);
    };
  }

  /** Number of the fiscal year that a day is in. */
  public int yearOf(LocalDate day) {
    int year = day.getYear() + 1;
    while (day.isBefore(start(year))) {
      year--;
    }
    return year;
  }

  /** Number of the month, within its fiscal year, that a day is in: 0 to 11. */
  public int monthOf(LocalDate day) {
    int year = yearOf(day);
    int month = YEAR_MONTHS - 1;
    while (day.isBefore(monthStart(year, month))) {
      month--;
    }
    return month;
  }

  /** The months that begin in a period, in order. */
  public List<Period> monthsOf(Period period) {
    List<Period> months = new ArrayList<>();
    for (Period month = month(period.from());
        month.from().isBefore(period.until());
        month = month(month.until())) {
      months.add(month);
    }
    return months;
  }

  /** Whether a period is a month, quarter or year of this calendar. */
  public boolean has(Period period) {
    return period.equals(month(period.from()))
        || period.equals(quarter(period.from()))
        || period.equals(year(period.from()));
  }

  /**
   * The period that a text names: a month {@code 2026-07}, a quarter {@code 2026-Q3}, a year {@code
   * 2026}, or the first day of a quarter, else of a month.
   *
   * @throws IllegalArgumentException when the text names none of them
   */
  public Period parse(String text) {
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      return startingOn(day(text));
    }
    int year = Integer.parseInt(name.group(1));
    if (name.group(2) != null) {
      return period(year, (Integer.parseInt(name.group(2)) - 1) * QUARTER_MONTHS, QUARTER_MONTHS);
    }
    if (name.group(3) != null) {
      return startingIn(YearMonth.of(year, Integer.parseInt(name.group(3))));
    }
    return period(year, 0, YEAR_MONTHS);
  }

  /** The name that {@link #parse} reads back; empty when no month, quarter or year has the days. */
  public Optional<String> name(Period period) {
    LocalDate from = period.from();
    int year = yearOf(from);
    if (period.equals(year(from))) {
      return Optional.of("%04d".formatted(year));
    }
    if (period.equals(quarter(from))) {
      return Optional.of("%04d-Q%d".formatted(year, monthOf(from) / QUARTER_MONTHS + 1));
    }
    if (!period.equals(month(from))) {
      return Optional.empty();
    }
    YearMonth calendar = YearMonth.from(from);
    return Optional.of(
        monthsStartingIn(calendar).size() == 1 ? calendar.toString() : from.toString());
  }

  private static LocalDate day(String text) {
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // No day of the calendar; reported below.
    }
    throw new IllegalArgumentException("no month, quarter, year or day: " + text);
  }

  private Period startingOn(LocalDate day) {
    Period quarter = quarter(day);
    Period month = month(day);
    if (!day.equals(month.from())) {
      throw new IllegalArgumentException(
          "no month begins on " + day + "; the month of that day begins on " + month.from());
    }
    return day.equals(quarter.from()) ? quarter : month;
  }

  private Period startingIn(YearMonth calendar) {
    List<Period> months = monthsStartingIn(calendar);
    if (months.size() != 1) {
      throw new IllegalArgumentException(
          months.isEmpty()
              ? "no month begins in " + calendar
              : "two months begin in "
                  + calendar
                  + ": name one by its first day, "
                  + months.getFirst().from()
                  + " or "
                  + months.getLast().from());
    }
    return months.getFirst();
  }

  private List<Period> monthsStartingIn(YearMonth calendar) {
    Period span = new Period(calendar.atDay(1), calendar.plusMonths(1).atDay(1));
    return monthsOf(span).stream()
        .filter(month -> YearMonth.from(month.from()).equals(calendar))
        .toList();
  }

  /** The part of the year that this day is in, when years have parts of so many months. */
  private Period part(LocalDate day, int months) {
    int index = monthOf(day) / months;
    return period(yearOf(day), index * months, months);
  }

  private Period period(int year, int firstMonth, int months) {
    return new Period(monthStart(year, firstMonth), monthStart(year, firstMonth + months));
  }

  private LocalDate start(int year) {
    return monthStart(year, 0);
  }

  /**
   * First day of a month. Months of a year are counted from its first day, so that short ones don't
   * move later ones.
   *
   * @param month 0 to 12
   */
  private LocalDate monthStart(int year, int month) {
    return weeks == null
        ? Year.of(year).atMonthDay(yearStarts).plusMonths(month)
        : weeks.monthStart(year, month);
  }
}
