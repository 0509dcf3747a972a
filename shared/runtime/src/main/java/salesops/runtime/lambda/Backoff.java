package salesops.runtime.lambda;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times after failures in a row: each is twice the one before, up to half of it taken off
 * at random, so that what failed together does not return together.
 *
 * @param first longest wait after the first failure
 * @param most longest wait of all
 */
public record Backoff(Duration first, Duration most) {
  private static final int DOUBLINGS_MAX = 30;

  /**
   * @param failures in a row; 1 or less: the first
   */
  public Duration after(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.clamp(failures - 1L, 0, DOUBLINGS_MAX);
    long millis = Math.min(doubled, most.toMillis());
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
