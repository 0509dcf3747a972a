package salesops.scoring;

import java.time.Clock;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.events.LeadSubmitted;
import salesops.model.Lead;
import salesops.model.settings.Settings;
import salesops.scoring.ScoringStore.Appended;

/** Scores a submitted lead once, with what is known of its person so far. */
final class ScoreLead {
  /**
   * Most times the person's record may move on meanwhile: each time another lead of the same person
   * was scored, so this is about as many as are handled at once.
   */
  static final int ATTEMPTS_MAX = 16;

  /** A lead's only score so far: nothing asks for a second one yet. */
  private static final int SCORE_VERSION = 1;

  private final ScoringStore store;
  private final Clock clock;

  ScoreLead(ScoringStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What came of a submitted lead. */
  enum Outcome {
    SCORED,
    DUPLICATE
  }

  /**
   * @throws IllegalStateException when other leads of the person kept coming first; worth another
   *     try later
   */
  Outcome score(Envelope<LeadSubmitted> submitted, Settings settings) {
    Lead lead = submitted.data().lead();
    ScoringModel model = new ScoringModel(settings);
    Activity activity = model.activity(lead);
    // Nearly everybody is new: believe it, and be told otherwise by the write.
    History history = History.none(store.home(lead.identity()));
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      LeadScored scored =
          new LeadScored(lead, model.score(lead, history), SCORE_VERSION, settings.version());
      Envelope<LeadScored> event = Envelope.of(scored, submitted.meta().eventId(), clock.instant());
      switch (store.append(event, history.with(activity))) {
        case Appended.Stored() -> {
          return Outcome.SCORED;
        }
        case Appended.AlreadyScored() -> {
          return Outcome.DUPLICATE;
        }
        case Appended.Behind(History latest) -> history = latest;
      }
    }
    throw new IllegalStateException("too many leads of one person at once");
  }
}
