package salesops.runtime.lambda;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Random waiting times after failures in a row, so that what failed together does not return
 * together. The longest possible wait doubles with each failure.
 *
 * @param first longest wait after the first failure
 * @param most longest wait of all
 * @param jitter how much of the longest wait is left to chance
 */
public record Backoff(Duration first, Duration most, Jitter jitter) {
  private static final int DOUBLINGS_MAX = 30;

  /** How a wait is drawn. */
  public enum Jitter {
    /** At least half of the longest wait, for a service that needs a rest. */
    HALF,
    /** Anything up to the longest wait, for writers that only have to miss each other. */
    FULL
  }

  /** Backs off from a service that fails or refuses. */
  public static Backoff fromService(Duration first, Duration most) {
    return new Backoff(first, most, Jitter.HALF);
  }

  /** Spreads writers that met. */
  public static Backoff amongWriters(Duration first, Duration most) {
    return new Backoff(first, most, Jitter.FULL);
  }

  /**
   * Returns the wait after failures in a row, in whole milliseconds.
   *
   * @param failures 1 or less: the first
   */
  public Duration after(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.clamp(failures - 1L, 0, DOUBLINGS_MAX);
    long longest = Math.min(doubled, most.toMillis());
    long least =
        switch (jitter) {
          case HALF -> longest / 2;
          case FULL -> 0;
        };
    return Duration.ofMillis(least + random.nextLong(longest - least + 1));
  }
}
