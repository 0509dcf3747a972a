package salesops.webhooks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How fast, how often and how long. */
final class Pace {
  /** Posts under way to one endpoint, each of another lead. */
  static final int POSTS_AT_ONCE = 5;

  /** How long a delivery is tried after it was stored; then it is dead. */
  static final Duration TRIED_FOR = Duration.ofHours(24);

  /** Failures in a row, of whatever deliveries, after which an endpoint counts as down. */
  static final int DOWN_AFTER = 3;

  /** Between single tries of an endpoint that is down or not set up: each run of the schedule. */
  static final Duration DOWN_RETRY = Duration.ofSeconds(50);

  /** Longer than any invocation lives, so that its end means that the sender is gone. */
  static final Duration LEASE = Duration.ofSeconds(60);

  /** An answer slower than this makes the endpoint one that no wake-up waits for. */
  static final Duration SLOW = Duration.ofSeconds(2);

  /** Longest that an endpoint may ask to be left alone for. */
  static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  private static final Duration BACKOFF_MIN = Duration.ofSeconds(10);
  private static final Duration BACKOFF_MAX = Duration.ofHours(1);
  private static final int DOUBLINGS_MAX = 9;

  private Pace() {}

  /**
   * Waiting time after so many failures of one delivery: doubles from ten seconds to an hour, up to
   * half of it taken off at random, so that deliveries that failed together don't return together.
   */
  static Duration backoff(int failures, RandomGenerator random) {
    long doubled = BACKOFF_MIN.toMillis() << Math.clamp(failures - 1L, 0, DOUBLINGS_MAX);
    long millis = Math.min(doubled, BACKOFF_MAX.toMillis());
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
