package salesops.events;

import java.time.Instant;
import java.util.List;
import salesops.model.Lead;

/**
 * Intake stored a submission that looks like a bot's: it is not scored and nobody gets it, until an
 * operator releases it as {@link LeadSubmitted}.
 *
 * @param reasons what was suspicious, such as {@code NO_TOKEN}; never empty
 */
public record LeadQuarantined(Lead lead, List<String> reasons, Instant quarantinedAt)
    implements Event {
  public LeadQuarantined {
    reasons = List.copyOf(reasons);
  }

  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return 1;
  }
}
