package salesops.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what operations answer, for people. */
public final class Answers {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.UK);

  private Answers() {}

  /** The objects of a list; empty when there is none. */
  public static List<Map<?, ?>> list(Map<String, Object> answer, String key) {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (answer.get(key) instanceof List<?> list) {
      list.forEach(each -> objects.add((Map<?, ?>) each));
    }
    return objects;
  }

  /** A value as text; empty when it is absent. */
  public static String text(Map<?, ?> object, String key) {
    Object value = object.get(key);
    return value == null ? "" : value.toString();
  }

  /** A time as people of a zone read it; empty when it is absent. */
  public static String time(Map<?, ?> object, String key, ZoneId zone) {
    String time = text(object, key);
    return time.isEmpty() ? "" : TIME.format(Instant.parse(time).atZone(zone));
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
