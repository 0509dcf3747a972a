package salesops.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import salesops.intake.Submission.Earlier;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;

/** Makes a submission one lead, however often it is sent. */
final class SubmitLead {
  /** Tries of a submission whose earlier copy is replaced by others at the same time. */
  static final int TRIES_MAX = 6;

  /** Longest pause before the second try; each further try may take as much longer. */
  static final int PAUSE_MILLIS_MAX = 30;

  private final IntakeStore store;
  private final Clock clock;
  private final RandomGenerator random;

  SubmitLead(IntakeStore store, Clock clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /** What became of a submission. */
  sealed interface Outcome {
    /**
     * @param duplicate whether an earlier copy was stored, which the sender is not told
     */
    record Accepted(LeadId lead, boolean duplicate, Form form) implements Outcome {}

    record Refused(Problem problem) implements Outcome {}
  }

  /**
   * @param idempotencyKey names the submission within its form; absent: its content does
   * @throws IllegalStateException when other copies kept replacing each other
   */
  Outcome submit(Draft draft, @Nullable String idempotencyKey, Settings settings) {
    Admission.Verdict verdict = Admission.examine(draft, settings);
    Admission admission = verdict.admission();
    if (admission == null) {
      return new Outcome.Refused(Problem.invalidLead(verdict.errors()));
    }
    return store(submission(admission, idempotencyKey), admission.form());
  }

  private Outcome store(Submission submission, Form form) {
    LeadId mine = submission.lead().leadId();
    for (int attempt = 1; attempt <= TRIES_MAX; attempt++) {
      Optional<Earlier> earlier = store.keep(submission);
      if (earlier.isEmpty()) {
        return new Outcome.Accepted(mine, false, form);
      }
      if (submission.isWithinWindowOf(earlier.get())) {
        LeadId stored = earlier.get().lead().leadId();
        return submission.hasContentOf(earlier.get())
            ? new Outcome.Accepted(stored, !stored.equals(mine), form)
            : new Outcome.Refused(Problem.idempotencyKeyReused());
      }
      if (store.replace(earlier.get(), submission)) {
        return new Outcome.Accepted(mine, false, form);
      }
      pause(attempt);
    }
    throw new IllegalStateException("copies of one submission kept replacing each other");
  }

  /** Copies that met once should not meet again. */
  private void pause(int attempt) {
    try {
      Thread.sleep(random.nextInt(1 + PAUSE_MILLIS_MAX * attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries", e);
    }
  }

  private Submission submission(Admission admission, @Nullable String idempotencyKey) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String fingerprint =
        idempotencyKey == null
            ? Submission.contentFingerprint(admission.content())
            : Submission.keyFingerprint(admission.form().id(), idempotencyKey);
    LeadId leadId =
        LeadId.of(
            admission.identity().primary(),
            fingerprint,
            admission.content(),
            Long.toString(now.toEpochMilli()));
    Lead lead =
        new Lead(
            leadId,
            admission.form().id(),
            now,
            Origin.BROWSER,
            admission.origins(),
            admission.identity(),
            admission.fields(),
            admission.attributes());
    return idempotencyKey == null
        ? new Submission(fingerprint, null, Submission.CONTENT_WINDOW, lead)
        : new Submission(fingerprint, admission.content(), Submission.KEY_WINDOW, lead);
  }
}
