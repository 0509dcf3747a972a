package salesops.replay.input;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes its dates. A year in front needs no saying; otherwise either the option or a
 * date that can be read one way only, such as {@code 25/12/2026}, says whether days or months come
 * first.
 */
public final class Dates {
  private static final String DAY_FIRST = "dd/MM/yyyy";
  private static final String MONTH_FIRST = "MM/dd/yyyy";

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)(.*)");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{2}|\\d{4})(?!\\d)(.*)");

  /** A time behind the date, with its zone if it has one. */
  private static final Pattern TIME =
      Pattern.compile(
          "[T, ]*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*(?:([AP])\\.?M\\.?)?"
              + "\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?",
          Pattern.CASE_INSENSITIVE);

  private final DateTimeFormatter format;
  private final boolean said;
  private final boolean yearFirst;

  private Dates(String pattern, boolean said) {
    // 2 digits also take 1, and a year counts in the common era.
    String lenient =
        pattern.replaceAll("(?<![A-Za-z])(d|M)\\1(?![A-Za-z])", "$1").replace('y', 'u');
    this.format =
        DateTimeFormatter.ofPattern(lenient, Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    this.said = said;
    this.yearFirst = pattern.startsWith("y") || pattern.startsWith("u");
  }

  /**
   * Finds out how dates are written.
   *
   * @param pattern as the user says; absent: to be found out
   * @param cells every date of the file
   * @throws IllegalArgumentException when the pattern is none, or the dates can be read two ways;
   *     the message names a row, its value and the option
   */
  public static Dates of(@Nullable String pattern, List<Cell> cells) {
    if (pattern != null) {
      try {
        Dates dates = new Dates(pattern, true);
        LocalDate.from(dates.format.parse(dates.format.format(LocalDate.EPOCH)));
        return dates;
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new IllegalArgumentException(
            "--date-format " + pattern + ": write day, month and year as in " + DAY_FIRST, e);
      }
    }
    Cell dayFirst = null;
    Cell monthFirst = null;
    Cell either = null;
    for (Cell cell : cells) {
      Matcher parts = YEAR_LAST.matcher(cell.text());
      if (!parts.matches()) {
        continue;
      }
      int first = Integer.parseInt(parts.group(1));
      int second = Integer.parseInt(parts.group(3));
      if (parts.group(4).length() == 2) {
        throw new IllegalArgumentException(
            cell + " could be read several ways: say how with --date-format, such as dd/MM/yy");
      }
      if (first > 12) {
        dayFirst = dayFirst == null ? cell : dayFirst;
      } else if (second > 12) {
        monthFirst = monthFirst == null ? cell : monthFirst;
      } else if (first != second && either == null) {
        either = cell;
      }
    }
    if (dayFirst != null && monthFirst != null) {
      throw new IllegalArgumentException(
          dayFirst
              + ", but "
              + monthFirst
              + ": "
              + choose()
              + "; the other rows can't be read then");
    }
    if (either != null && dayFirst == null && monthFirst == null) {
      throw new IllegalArgumentException(
          either + " may have the day or the month first: " + choose());
    }
    return new Dates(monthFirst == null ? DAY_FIRST : MONTH_FIRST, false);
  }

  private static String choose() {
    return "say which with --date-format " + DAY_FIRST + " or --date-format " + MONTH_FIRST;
  }

  /**
   * Reads a date: the calendar date as written, {@code 2026-11-03}, or the instant where that is
   * all there is, {@code 2026-11-03T14:00:00Z}. A time with an offset is a date as written; UTC
   * names no place, so it is an instant.
   *
   * @return empty when it is not a date
   */
  public Optional<String> read(String text) {
    try {
      Matcher iso = YEAR_FIRST.matcher(text);
      if (iso.matches() && !yearFirst) {
        LocalDate date =
            LocalDate.of(
                Integer.parseInt(iso.group(1)),
                Integer.parseInt(iso.group(3)),
                Integer.parseInt(iso.group(4)));
        return withTime(date, iso.group(5));
      }
      String date = said ? text : text.replaceFirst("^(\\d+)[-.](\\d+)[-.]", "$1/$2/");
      ParsePosition end = new ParsePosition(0);
      LocalDate read = LocalDate.from(format.parse(date, end));
      return withTime(read, date.substring(end.getIndex()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> withTime(LocalDate date, String rest) {
    if (rest.isBlank()) {
      return Optional.of(date.toString());
    }
    Matcher time = TIME.matcher(rest.strip());
    if (!time.matches()) {
      return Optional.empty();
    }
    String zone = time.group(5);
    if (zone == null || zone.matches("[+-].*[1-9].*")) {
      return Optional.of(date.toString());
    }
    int hour = Integer.parseInt(time.group(1));
    if (time.group(4) != null) {
      hour = hour % 12 + (time.group(4).equalsIgnoreCase("P") ? 12 : 0);
    }
    int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
    return Optional.of(
        date.atTime(hour, Integer.parseInt(time.group(2)), second)
            .toInstant(ZoneOffset.UTC)
            .toString());
  }
}
