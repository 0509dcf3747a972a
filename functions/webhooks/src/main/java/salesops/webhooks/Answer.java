package salesops.webhooks;

import java.time.Duration;

/** What came of a post. */
sealed interface Answer {
  /** The endpoint took it. */
  record Delivered() implements Answer {}

  /** The endpoint says that it is no more: 410. */
  record Gone() implements Answer {}

  /** The endpoint did not take it and says when to come again. */
  record Limited(String error, Duration retryAfter) implements Answer {}

  /**
   * It is not known to have arrived; it may have.
   *
   * @param error a code such as {@code http_500} or {@code timeout}
   */
  record Failed(String error) implements Answer {}
}
