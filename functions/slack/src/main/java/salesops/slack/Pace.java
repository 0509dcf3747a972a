package salesops.slack;

import java.time.Duration;
import java.util.Set;
import salesops.runtime.lambda.Backoff;

/** How fast and how often. */
final class Pace {
  /** Least time between two messages to a channel, as Slack asks. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /** What the settings limit messages by. */
  static final Duration MINUTE = Duration.ofMinutes(1);

  /** Longer than any invocation lives, so that its end means that the sender is gone. */
  static final Duration LEASE = Duration.ofSeconds(60);

  /** No post begins with less of the lease left than it may take. */
  static final Duration LEASE_MARGIN = Duration.ofSeconds(10);

  /** Posts of the same rows that may go without an answer: the first, and one more. */
  static final int ATTEMPTS_MAX = 2;

  /** Between tries while Slack refuses for good: somebody has to change something first. */
  static final Duration REFUSED_RETRY = Duration.ofMinutes(10);

  /**
   * After failures in a row. Never less than {@link #INTERVAL}, since a post without an answer may
   * have arrived.
   */
  static final Backoff BACKOFF = Backoff.fromService(Duration.ofSeconds(2), Duration.ofMinutes(5));

  /** The token is the problem: a newer one may be in the secret already. */
  static final Set<String> ABOUT_TOKEN =
      Set.of("invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive");

  /** The message is the problem: the bare facts may pass. */
  static final Set<String> ABOUT_MESSAGE =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "msg_too_long",
          "invalid_arguments",
          "invalid_json",
          "http_400",
          "http_413");

  /** The user's id is the problem: it is looked up again before the next try. */
  static final Set<String> ABOUT_USER =
      Set.of("channel_not_found", "user_not_found", "users_not_found", "user_disabled");

  private Pace() {}

  /**
   * How many rows leave together now.
   *
   * @param waiting rows that wait, at least one; more than {@code perMinuteMax} need not be told
   *     apart
   * @param posted messages of this minute so far
   * @return 1: the first alone; more: a digest; 0: this minute has had its messages, and what comes
   *     until its end leaves together then. Digests that are full go all the same, since waiting
   *     would not make them fewer
   */
  static int together(int waiting, int posted, int perMinuteMax) {
    if (posted + waiting <= perMinuteMax) {
      return 1;
    }
    return posted < perMinuteMax || waiting >= Messages.DIGEST_ROWS_MAX
        ? Math.min(waiting, Messages.DIGEST_ROWS_MAX)
        : 0;
  }
}
