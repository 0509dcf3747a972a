package salesops.runtime.operations;

import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criteria;

/**
 * Checks that operations make of their arguments, which may be absent in JSON.
 *
 * <p>All throw {@link RefusedException} with code {@link Refused#INVALID} and the argument's name.
 */
public final class Given {
  /** Longest name of who asks, in characters: an email address fits. */
  public static final int BY_MAX = 254;

  /** Who asks, where nobody says. */
  private static final String NOBODY = "unknown";

  private Given() {}

  /** A text without blanks at its ends; must be there. */
  public static String text(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw RefusedException.invalid(name + " is missing");
    }
    return value.strip();
  }

  /** A text without blanks at its ends; absent when there is nothing else. */
  public static @Nullable String optional(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** A text that is kept and shown, on one line and without invisible characters. */
  public static String line(String name, @Nullable String value, int lengthMax) {
    String line = text(name, Criteria.oneLine(text(name, value)));
    if (line.length() > lengthMax) {
      throw RefusedException.invalid(
          "%s must have at most %d characters: it has %d"
              .formatted(name, lengthMax, line.length()));
    }
    return line;
  }

  /** Who asks; absent: unknown. */
  public static String by(@Nullable String value) {
    return value == null ? NOBODY : line("by", value, BY_MAX);
  }

  /** A value that must be there. */
  public static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw RefusedException.invalid(name + " is missing");
    }
    return value;
  }

  /** A whole number from 1 to {@code max}, or else the usual one. */
  public static int number(String name, @Nullable Integer value, int usual, int max) {
    return number(name, value == null ? (Integer) usual : value, max);
  }

  /** A whole number from 1 to {@code max}; must be there. */
  public static int number(String name, @Nullable Integer value, int max) {
    int number = required(name, value);
    if (number < 1 || number > max) {
      throw RefusedException.invalid(
          "%s must be a whole number from 1 to %d: %d".formatted(name, max, number));
    }
    return number;
  }
}
