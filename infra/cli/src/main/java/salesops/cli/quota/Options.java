package salesops.cli.quota;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import salesops.model.settings.FiscalCalendar.Period;

/** How dates, moments and periods are given and shown. */
final class Options {
  /** Shown where there is no figure. */
  static final String NONE = "-";

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.US);

  private Options() {}

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String moment(Instant moment) {
    return MOMENT.format(moment.atOffset(ZoneOffset.UTC)) + " UTC";
  }

  /** {@code 1 Nov 2026 – 31 Jan 2027}. */
  static String days(Period period) {
    return day(period.from()) + " – " + day(period.until().minusDays(1));
  }

  static String orNone(@Nullable Object value, String unit) {
    return value == null ? NONE : value + unit;
  }

  /** A calendar date, refused before anything is asked. */
  static final class DayReader implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' must be a date such as 2026-11-03");
      }
    }
  }

  /** A moment: a date and time with its zone, or a date, meaning the end of that day in UTC. */
  static final class MomentReader implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.length() <= "2026-11-03".length()
            ? LocalDate.parse(text)
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .minusMillis(1)
            : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' must be a date such as 2026-11-03 or a time such as 2026-11-03T14:00Z");
      }
    }
  }
}
