package salesops.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/** Values as people write and read them. */
public final class Texts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.UK);

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);

  private Texts() {}

  public static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A time as people of a zone read it. */
  public static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /** A calendar date. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** The rep whom a user names. */
  public static RepId rep(String email) {
    try {
      return new RepId(email);
    } catch (IllegalArgumentException e) {
      throw new UserError("a rep is named by an email address, not " + email);
    }
  }

  /** Two of its units, such as {@code 3h 20m}. */
  public static String age(long seconds) {
    Duration age = Duration.ofSeconds(Math.max(0, seconds));
    if (age.toDays() > 0) {
      return age.toDays() + "d " + age.toHoursPart() + "h";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h " + age.toMinutesPart() + "m";
    }
    return age.toMinutes() > 0
        ? age.toMinutes() + "m " + age.toSecondsPart() + "s"
        : age.toSeconds() + "s";
  }
}
