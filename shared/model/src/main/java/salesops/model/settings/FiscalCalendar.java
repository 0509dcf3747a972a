package salesops.model.settings;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesops.model.settings.Settings.Company;

/**
 * A company's months, quarters and years. A fiscal year is named by the calendar year in which it
 * begins: where years begin on February 1, {@code 2026} is February 1, 2026 to January 31, 2027,
 * and {@code 2026-Q1} ends on April 30.
 *
 * <p>A month begins on the same day of each calendar month as the year does, on the last day of
 * shorter ones, and is named by the calendar month in which it begins.
 */
public final class FiscalCalendar {
  private static final int YEAR_MONTHS = 12;
  private static final int QUARTER_MONTHS = 3;

  private static final Pattern NAME =
      Pattern.compile("([0-9]{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final MonthDay yearStarts;

  private FiscalCalendar(MonthDay yearStarts) {
    this.yearStarts = yearStarts;
  }

  /** The calendar whose years begin on this day. */
  public static FiscalCalendar from(MonthDay yearStarts) {
    return new FiscalCalendar(yearStarts);
  }

  /** The calendar of a company, by its {@code fiscalYearStarts}. */
  public static FiscalCalendar of(Company company) {
    return from(MonthDay.parse("--" + company.fiscalYearStarts()));
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
      int month = Integer.parseInt(name.group(3)) - yearStarts.getMonthValue();
      return period(year, month, 1);
    }
    return period(year, 0, YEAR_MONTHS);
  }

  /** The name that {@link #parse} reads back; empty when no month, quarter or year has the days. */
  public Optional<String> name(Period period) {
    LocalDate from = period.from();
    int year = year(from).from().getYear();
    if (period.equals(year(from))) {
      return Optional.of("%04d".formatted(year));
    }
    if (period.equals(quarter(from))) {
      return Optional.of("%04d-Q%d".formatted(year, monthOf(from) / QUARTER_MONTHS + 1));
    }
    return period.equals(month(from))
        ? Optional.of("%04d-%02d".formatted(from.getYear(), from.getMonthValue()))
        : Optional.empty();
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

  /** The part of the year that this day is in, when years have parts of so many months. */
  private Period part(LocalDate day, int months) {
    int index = monthOf(day) / months;
    return period(yearOf(day), index * months, months);
  }

  /** Months of a year are counted from its first day, so that short ones don't move later ones. */
  private Period period(int year, int firstMonth, int months) {
    LocalDate start = start(year);
    return new Period(start.plusMonths(firstMonth), start.plusMonths(firstMonth + months));
  }

  private LocalDate start(int year) {
    return Year.of(year).atMonthDay(yearStarts);
  }

  private int yearOf(LocalDate day) {
    return day.isBefore(start(day.getYear())) ? day.getYear() - 1 : day.getYear();
  }

  /** Months of the fiscal year that were over on this day, 0 to 11. */
  private int monthOf(LocalDate day) {
    LocalDate start = start(yearOf(day));
    int months = (int) ChronoUnit.MONTHS.between(start.withDayOfMonth(1), day.withDayOfMonth(1));
    return day.isBefore(start.plusMonths(months)) ? months - 1 : months;
  }
}
