package salesops.settings.read;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.FiscalWeeks;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/**
 * Reads {@code company.calendar}, fiscal years of months or of whole weeks, and its short form
 * {@code company.fiscalYearStarts}.
 */
public final class CalendarReader {
  private static final Keys CALENDAR = Keys.of("months", "weeks", "ends");
  private static final String YEAR_START_USUAL = "01-01";
  private static final String FIX =
      "write {months: from 02-01} or {weeks: 4-4-5, ends: last Saturday of January}";
  private static final Pattern MONTHS = Pattern.compile("from\\s+(.+)");
  private static final Pattern ENDS = Pattern.compile("last\\s+(\\S+)\\s+of\\s+(\\S+)");
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(Collectors.toMap(CalendarReader::dayName, day -> day));
  private static final Map<String, Month> MONTH_NAMES =
      Arrays.stream(Month.values())
          .collect(Collectors.toMap(CalendarReader::monthName, month -> month));
  private static final Map<String, List<Integer>> PATTERNS =
      FiscalWeeks.PATTERNS.stream()
          .collect(
              Collectors.toMap(
                  CalendarReader::patternName, pattern -> pattern, (a, b) -> a, TreeMap::new));

  private final Section company;
  private final Section calendar;
  private final Problems problems;

  CalendarReader(Section company, Problems problems) {
    this.company = company;
    this.calendar = company.section("calendar", CALENDAR);
    this.problems = problems;
  }

  /** The end of each year. */
  private record End(DayOfWeek day, Month month) {}

  /** Refuses two calendars, and none where there must be one. */
  void check() {
    if (company.has("calendar") && company.has("fiscalYearStarts")) {
      problems.error(
          company.at("fiscalYearStarts"),
          "must be left out where there is a calendar",
          "write calendar: {months: from 02-01} instead");
    }
    boolean empty = company.has("calendar") && calendar.keys().isEmpty();
    if (empty || (calendar.has("months") && hasWeeks())) {
      problems.error(company.at("calendar"), "must be either months or weeks", FIX);
    }
  }

  private boolean hasWeeks() {
    return calendar.has("weeks") || calendar.has("ends");
  }

  /** Month and day, {@code MM-dd}, on which years of months begin. */
  String yearStarts() {
    return calendar
        .value("months", CalendarReader::months)
        .or(() -> company.value("fiscalYearStarts", Values::yearStart))
        .orElse(YEAR_START_USUAL);
  }

  /** Years of whole weeks; absent where they are of months. */
  @Nullable FiscalWeeks weeks() {
    if (!hasWeeks()) {
      return null;
    }
    List<Integer> pattern =
        calendar.required("weeks", CalendarReader::pattern, FiscalWeeks.PATTERNS.getFirst());
    End end =
        calendar.required("ends", CalendarReader::end, new End(DayOfWeek.SATURDAY, Month.JANUARY));
    return new FiscalWeeks(pattern, end.day(), end.month());
  }

  private static String months(String text) {
    Matcher match = MONTHS.matcher(text);
    if (!match.matches()) {
      throw new Malformed(
          Values.quoted(text) + " must be the first day of each year", "write from 02-01");
    }
    return Values.yearStart(match.group(1));
  }

  private static List<Integer> pattern(String text) {
    List<Integer> pattern = PATTERNS.get(text);
    if (pattern == null) {
      throw new Malformed(
          Values.quoted(text) + " must be the weeks of a quarter's months",
          "write one of " + String.join(", ", PATTERNS.keySet()));
    }
    return pattern;
  }

  private static End end(String text) {
    Matcher match = ENDS.matcher(text);
    DayOfWeek day = match.matches() ? DAYS.get(match.group(1)) : null;
    Month month = match.matches() ? MONTH_NAMES.get(match.group(2)) : null;
    if (day == null || month == null) {
      throw new Malformed(
          Values.quoted(text) + " must be the last weekday of a month",
          "write last Saturday of January");
    }
    return new End(day, month);
  }

  /** The weeks as people write them: {@code 4-4-5, ends last Saturday of January}. */
  public static String text(FiscalWeeks weeks) {
    return "%s, ends last %s of %s"
        .formatted(
            patternName(weeks.pattern()), dayName(weeks.lastDay()), monthName(weeks.lastMonth()));
  }

  private static String dayName(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String monthName(Month month) {
    return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String patternName(List<Integer> pattern) {
    return pattern.stream().map(Object::toString).collect(Collectors.joining("-"));
  }
}
