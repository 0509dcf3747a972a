package salesops.slack;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people say them. */
final class Elapsed {
  private Elapsed() {}

  /** {@code 1.1 s}, {@code 12 min}, {@code 5 h}, {@code 3 days}; rounded down but for the first. */
  static String text(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
    if (time.compareTo(Duration.ofHours(2)) < 0) {
      return time.toMinutes() + " min";
    }
    return time.compareTo(Duration.ofDays(2)) < 0 ? time.toHours() + " h" : time.toDays() + " days";
  }
}
