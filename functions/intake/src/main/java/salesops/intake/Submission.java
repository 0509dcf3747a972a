package salesops.intake;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.model.Lead;

/**
 * A lead on its way into the store, with what makes a later copy recognisable as the same.
 *
 * @param fingerprint equal for copies
 * @param content digest of what was sent, where copies are told by a key and not by their content
 * @param window how long a copy counts as the same
 */
record Submission(String fingerprint, @Nullable String content, Duration window, Lead lead) {
  /** How long an Idempotency-Key is kept. */
  static final Duration KEY_WINDOW = Duration.ofHours(24);

  /** How long the same content from the same person is the same submission. */
  static final Duration CONTENT_WINDOW = Duration.ofMinutes(5);

  static String keyFingerprint(String form, String idempotencyKey) {
    return "k#" + form + "#" + Digests.of(idempotencyKey);
  }

  static String contentFingerprint(String content) {
    return "s#" + content;
  }

  /**
   * What the store holds under a fingerprint.
   *
   * @param content see {@link Submission#content}
   */
  record Earlier(Lead lead, @Nullable String content) {}

  /** Whether the earlier submission still stands for this one. */
  boolean isWithinWindowOf(Earlier earlier) {
    Instant end = earlier.lead().submittedAt().plus(window);
    return !lead.submittedAt().isAfter(end);
  }

  boolean hasContentOf(Earlier earlier) {
    return content == null || content.equals(earlier.content());
  }
}
