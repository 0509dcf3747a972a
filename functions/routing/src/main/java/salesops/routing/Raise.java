package salesops.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * More open leads at a time than the settings allow a rep, until the raise ends by itself. Lasting
 * capacity is for the settings to say.
 *
 * @param until exclusive
 * @param by who raised it
 */
public record Raise(int capacity, Instant until, String by) {
  /** How long a raise lasts when nobody says. */
  private static final Duration USUAL = Duration.ofDays(7);

  /** Longest raise. */
  static final Duration LONGEST = Duration.ofDays(92);

  /** When a raise ends that begins now, to the second, as it is kept. */
  static Instant usualEnd(Instant now) {
    return now.plus(USUAL).truncatedTo(ChronoUnit.SECONDS);
  }

  /** This raise, but no shorter than the one before it. */
  Raise noShorterThan(@Nullable Raise before) {
    return before == null || before.until().isBefore(until)
        ? this
        : new Raise(capacity, before.until(), by);
  }

  /** Whether it counts at {@code now}. */
  boolean isOn(Instant now) {
    return now.isBefore(until);
  }

  /**
   * Most open leads of a rep at {@code now}.
   *
   * @param usual by the settings; absent: no limit, and none to raise
   */
  static @Nullable Integer capacity(@Nullable Integer usual, @Nullable Raise raise, Instant now) {
    return usual == null || raise == null || !raise.isOn(now)
        ? usual
        : (Integer) Math.max(usual, raise.capacity());
  }
}
