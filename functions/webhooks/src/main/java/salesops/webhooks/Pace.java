package salesops.webhooks;

import java.time.Duration;
import salesops.runtime.lambda.Backoff;

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

  /** After failures in a row of one delivery. */
  static final Backoff BACKOFF = Backoff.fromService(Duration.ofSeconds(10), Duration.ofHours(1));

  private Pace() {}
}
