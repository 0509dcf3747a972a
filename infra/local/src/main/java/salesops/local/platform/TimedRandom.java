package salesops.local.platform;

import java.time.Clock;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that depend only on a seed, the time, and how many were drawn at that time. A
 * simulation that skips some work therefore continues with the same numbers.
 */
public final class TimedRandom implements RandomGenerator {
  private final long seed;
  private final Clock clock;
  private Instant time = Instant.MIN;
  private SplittableRandom ofTime = new SplittableRandom();

  public TimedRandom(long seed, Clock clock) {
    this.seed = seed;
    this.clock = clock;
  }

  @Override
  public synchronized long nextLong() {
    Instant now = clock.instant();
    if (!now.equals(time)) {
      time = now;
      ofTime = new SplittableRandom(31 * seed + now.hashCode());
    }
    return ofTime.nextLong();
  }
}
