package salesops.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.events.Event;
import salesops.events.LeadQuarantined;
import salesops.events.LeadSubmitted;
import salesops.model.Digests;
import salesops.model.Lead;

/**
 * A lead on its way into the store, with what makes a later copy recognisable as the same.
 *
 * @param fingerprint equal for copies
 * @param content digest of what was sent, where copies are told by a key and not by their content
 * @param window how long a copy counts as the same
 * @param suspicions why it is kept back; empty when it goes on its way
 */
record Submission(
    String fingerprint,
    @Nullable String content,
    Duration window,
    Lead lead,
    Set<Suspicion> suspicions) {
  /** How long an Idempotency-Key is kept. */
  static final Duration KEY_WINDOW = Duration.ofHours(24);

  /** How long the same content from the same person is the same submission. */
  static final Duration CONTENT_WINDOW = Duration.ofMinutes(5);

  /** How long the same quarantined content is the same submission. */
  static final Duration QUARANTINE_WINDOW = Duration.ofDays(1);

  /** How long an imported row is the same submission: for good. */
  static final Duration IMPORT_WINDOW = Duration.ofDays(36_500);

  Submission {
    suspicions = suspicions.isEmpty() ? Set.of() : EnumSet.copyOf(suspicions);
  }

  /** A copy of the same nonce is the same submission as long as its token lives. */
  static String nonceFingerprint(String nonce) {
    return "n#" + nonce;
  }

  /** Apart from content of trusted senders: what a bot sent must not swallow theirs. */
  static String quarantineFingerprint(String content) {
    return "q#" + content;
  }

  static String importFingerprint(String content) {
    return "i#" + content;
  }

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

  /** What the suite is told. */
  Event event() {
    List<String> reasons = suspicions.stream().map(Suspicion::name).sorted().toList();
    return suspicions.isEmpty()
        ? new LeadSubmitted(lead)
        : new LeadQuarantined(lead, reasons, lead.submittedAt());
  }

  /** Whether the earlier submission still stands for this one. */
  boolean isWithinWindowOf(Earlier earlier) {
    Instant end = earlier.lead().submittedAt().plus(window);
    return !lead.submittedAt().isAfter(end);
  }

  boolean hasContentOf(Earlier earlier) {
    return content == null || content.equals(earlier.content());
  }
}
