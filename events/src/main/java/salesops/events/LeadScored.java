package salesops.events;

import salesops.model.Lead;
import salesops.model.Score;

/**
 * Scoring graded a lead.
 *
 * @param scoreVersion 1 for the lead's first score, counting up
 * @param settingsVersion settings that the score was made under
 */
public record LeadScored(Lead lead, Score score, int scoreVersion, int settingsVersion)
    implements Event {
  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return scoreVersion;
  }
}
