package salesops.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.intake.FormTokens.Check;
import salesops.intake.Submission.Earlier;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.http.Problem;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;

/** Makes a submission one lead, however often it is sent. */
final class SubmitLead {
  /** For a submission whose earlier copy is replaced by others at the same time. */
  static final Retry RETRY =
      new Retry(6, Backoff.amongWriters(Duration.ofMillis(30), Duration.ofMillis(150)));

  private final IntakeStore store;
  private final @Nullable FormTokens tokens;
  private final Guard guard;
  private final Waiting waiting;

  /**
   * @param tokens absent: no browser posts here
   */
  SubmitLead(IntakeStore store, @Nullable FormTokens tokens, Guard guard, Waiting waiting) {
    this.store = store;
    this.tokens = tokens;
    this.guard = guard;
    this.waiting = waiting;
  }

  /** For senders that show no token and are not counted. */
  static SubmitLead withoutBrowsers(IntakeStore store, Waiting waiting) {
    return new SubmitLead(store, null, new Guard(Counters.NONE, waiting.random()), waiting);
  }

  /** What became of a submission. */
  sealed interface Outcome {
    /**
     * @param duplicate whether an earlier copy was stored, which the sender is not told
     * @param quarantined whether it looked like a bot's, which the sender is not told either
     */
    record Accepted(LeadId lead, boolean duplicate, boolean quarantined, Form form)
        implements Outcome {}

    record Refused(Problem problem) implements Outcome {}
  }

  /** What the store made of a submission. */
  private record Kept(LeadId lead, Optional<Earlier> conflict) {}

  /**
   * @param idempotencyKey names the submission of a server within its form; absent: its content
   *     does. A browser's token does it for browsers
   * @throws IllegalStateException when other copies kept replacing each other
   */
  Outcome submit(Draft draft, @Nullable String idempotencyKey, Settings settings, Sender sender) {
    Admission.Verdict verdict = Admission.examine(draft, settings, sender.origin());
    Admission admission = verdict.admission();
    if (admission == null) {
      return new Outcome.Refused(Problems.invalidLead(verdict.errors()));
    }
    Instant now = waiting.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Check check =
        sender.origin() == Origin.BROWSER && tokens != null
            ? tokens.check(admission.form(), draft.token())
            : new Check.Unknown();
    if (check instanceof Check.Expired && draft.fromPage()) {
      return new Outcome.Refused(Problems.formExpired());
    }
    if (check instanceof Check.Missing && draft.fromPage() && draft.token() != null) {
      return new Outcome.Refused(Problems.tokenMissing());
    }
    Set<Suspicion> suspicions =
        guard.judge(admission, draft.trapped(), sender, check, now, settings.salt());
    Attempt attempt = new Attempt(admission, sender.origin(), now, suspicions);
    return switch (sender.origin()) {
      case BROWSER -> fromBrowser(attempt, check, draft.fromPage());
      case SERVER, SETTINGS -> fromServer(attempt, idempotencyKey);
      case IMPORT ->
          accepted(
              attempt,
              attempt.under(
                  Submission.importFingerprint(admission.content()),
                  null,
                  Submission.IMPORT_WINDOW));
    };
  }

  /** A judged admission on its way to a fingerprint. */
  private record Attempt(
      Admission admission, Origin origin, Instant now, Set<Suspicion> suspicions) {

    Attempt with(Suspicion more) {
      Set<Suspicion> all = EnumSet.of(more);
      all.addAll(suspicions);
      return new Attempt(admission, origin, now, all);
    }

    Submission under(String fingerprint, @Nullable String content, Duration window) {
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
              origin,
              admission.origins(),
              admission.identity(),
              admission.fields(),
              admission.attributes());
      return new Submission(fingerprint, content, window, lead, suspicions);
    }
  }

  private Outcome fromBrowser(Attempt attempt, Check check, boolean fromPage) {
    String content = attempt.admission().content();
    if (check instanceof Check.Unknown) {
      return attempt.suspicions().isEmpty() ? fromServer(attempt, null) : quarantined(attempt);
    }
    if (!(check instanceof Check.Valid valid)) {
      return quarantined(attempt);
    }
    Submission submission =
        attempt.under(Submission.nonceFingerprint(valid.nonce()), content, FormTokens.LIFE);
    Kept kept = keep(submission);
    if (kept.conflict().isEmpty()) {
      return accepted(attempt, submission, kept);
    }
    boolean samePerson =
        kept.conflict()
            .get()
            .lead()
            .identity()
            .primary()
            .equals(attempt.admission().identity().primary());
    return fromPage && samePerson
        ? new Outcome.Refused(Problems.alreadySent())
        : quarantined(attempt.with(Suspicion.REPLAYED_TOKEN));
  }

  private Outcome quarantined(Attempt attempt) {
    return accepted(
        attempt,
        attempt.under(
            Submission.quarantineFingerprint(attempt.admission().content()),
            null,
            Submission.QUARANTINE_WINDOW));
  }

  private Outcome fromServer(Attempt attempt, @Nullable String idempotencyKey) {
    Admission admission = attempt.admission();
    Submission submission =
        idempotencyKey == null
            ? attempt.under(
                Submission.contentFingerprint(admission.content()), null, Submission.CONTENT_WINDOW)
            : attempt.under(
                Submission.keyFingerprint(admission.form().id(), idempotencyKey),
                admission.content(),
                Submission.KEY_WINDOW);
    return accepted(attempt, submission);
  }

  private Outcome accepted(Attempt attempt, Submission submission) {
    Kept kept = keep(submission);
    return kept.conflict().isEmpty()
        ? accepted(attempt, submission, kept)
        : new Outcome.Refused(Problems.idempotencyKeyReused());
  }

  private static Outcome accepted(Attempt attempt, Submission submission, Kept kept) {
    return new Outcome.Accepted(
        kept.lead(),
        !kept.lead().equals(submission.lead().leadId()),
        !submission.suspicions().isEmpty(),
        attempt.admission().form());
  }

  private Kept keep(Submission submission) {
    return RETRY
        .untilAnswered(waiting, () -> keepOnce(submission))
        .orElseThrow(
            () -> new IllegalStateException("copies of one submission kept replacing each other"));
  }

  /** Empty when another copy came first. */
  private Optional<Kept> keepOnce(Submission submission) {
    LeadId mine = submission.lead().leadId();
    Optional<Earlier> earlier = store.keep(submission);
    if (earlier.isEmpty()) {
      return Optional.of(new Kept(mine, Optional.empty()));
    }
    if (submission.isWithinWindowOf(earlier.get())) {
      return Optional.of(
          submission.hasContentOf(earlier.get())
              ? new Kept(earlier.get().lead().leadId(), Optional.empty())
              : new Kept(mine, earlier));
    }
    return store.replace(earlier.get(), submission)
        ? Optional.of(new Kept(mine, Optional.empty()))
        : Optional.empty();
  }
}
