package salesops.cli.console;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import salesops.replay.input.FileLeads;

/**
 * From when on: a day, a time in the company's zone, or a time with its offset.
 *
 * @param text as the user wrote it
 */
public record Since(String text) {
  public Instant in(ZoneId zone) {
    return time(text, zone).orElseThrow();
  }

  private static Optional<Instant> time(String text, ZoneId zone) {
    return FileLeads.time(text.strip(), LocalTime.MIDNIGHT, zone);
  }

  /** What the user wrote, refused before anything is asked. */
  public static final class Reader implements ITypeConverter<Since> {
    @Override
    public Since convert(String text) {
      if (time(text, ZoneOffset.UTC).isEmpty()) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no day such as 2026-11-03 and no time such as 2026-11-03T14:00"
                + " (the company's) or 2026-11-03T14:00Z");
      }
      return new Since(text);
    }
  }
}
