package salesops.scoring;

import java.time.Clock;
import java.time.ZoneOffset;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.events.LeadSubmitted;
import salesops.model.Lead;
import salesops.model.settings.Settings;

/**
 * Scores leads under one version of the settings in a world where nobody was heard of before, by
 * the use case that the function runs. For trying rules out, in one thread.
 */
public final class ScoringReplay {
  private final Settings settings;
  private final ScoringStore store = new MemoryScoringStore();

  public ScoringReplay(Settings settings) {
    this.settings = settings;
  }

  /**
   * Scores the next lead. What its person did counts for later ones, so leads are to come in the
   * order in which they were submitted.
   */
  public LeadScored score(Lead lead) {
    Envelope<LeadSubmitted> submitted =
        Envelope.of(new LeadSubmitted(lead), null, lead.submittedAt());
    new ScoreLead(store, Clock.fixed(lead.submittedAt(), ZoneOffset.UTC))
        .score(submitted, settings);
    return store.find(lead.leadId()).orElseThrow().data();
  }
}
