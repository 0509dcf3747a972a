package salesops.routing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Criteria;

/** What an operator's request names. */
record Arguments(Map<String, Object> given) {

  /** A request that can't be understood; the message says what is wrong without quoting it. */
  static final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  String text(String name) {
    if (given.get(name) instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    throw new InvalidException(name + " is missing");
  }

  @Nullable String optionalText(String name) {
    return given.containsKey(name) ? text(name) : null;
  }

  /** An instant with offset; absent: the beginning of time. */
  Instant moment(String name) {
    try {
      return given.containsKey(name) ? OffsetDateTime.parse(text(name)).toInstant() : Instant.EPOCH;
    } catch (DateTimeException e) {
      throw new InvalidException(name + " is no time with zone in ISO 8601");
    }
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  /** A list of JSON objects. */
  List<Map<String, Object>> objects(String name) {
    List<Map<String, Object>> objects = new ArrayList<>();
    if (given.get(name) instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof Map<?, ?> object)) {
          throw new InvalidException(name + " is not a list of objects");
        }
        Map<String, Object> copy = new HashMap<>();
        object.forEach((key, value) -> copy.put(String.valueOf(key), value));
        objects.add(copy);
      }
    }
    return objects;
  }

  /** Whether it is true; absent: it is not. */
  boolean is(String name) {
    return Boolean.TRUE.equals(given.get(name));
  }

  String reason() {
    return line("reason", OperationsHandler.REASON_MAX);
  }

  /** Who asks; absent: unknown. */
  String by() {
    return given.get("by") == null ? "unknown" : line("by", OperationsHandler.BY_MAX);
  }

  /** A text that is kept and shown, on one line and without invisible characters. */
  private String line(String name, int lengthMax) {
    String line = Criteria.oneLine(text(name)).strip();
    if (line.isEmpty()) {
      throw new InvalidException(name + " is missing");
    }
    if (line.length() > lengthMax) {
      throw new InvalidException(name + " is longer than " + lengthMax + " characters");
    }
    return line;
  }

  RepId requiredRep(String name) {
    try {
      return new RepId(text(name));
    } catch (IllegalArgumentException e) {
      throw new InvalidException(name + " is no e-mail address");
    }
  }

  @Nullable RepId rep(String name) {
    return has(name) ? requiredRep(name) : null;
  }

  /** A whole number from 1 to {@code max}. */
  int number(String name, int absent, int max) {
    Object value = given.getOrDefault(name, absent);
    if (value instanceof Number number && number.intValue() >= 1 && number.intValue() <= max) {
      return number.intValue();
    }
    throw new InvalidException(name + " is not a number from 1 to " + max);
  }

  /** A whole number from 1 to {@code max}, written in digits. */
  int digits(String name, int max) {
    String text = text(name);
    if (text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidException(name + " is not a number from 1 to " + max);
    }
    return new Arguments(Map.of(name, Integer.parseInt(text))).number(name, 1, max);
  }

  /** An instant with offset, or the start of a day in this zone. */
  static Instant moment(String text, ZoneId zone) {
    try {
      return text.length() == "2026-11-09".length()
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidException("until is no date, and no time with zone, in ISO 8601");
    }
  }
}
