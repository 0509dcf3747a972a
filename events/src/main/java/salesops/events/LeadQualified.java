package salesops.events;

import java.time.Instant;
import salesops.model.Worked;
import salesops.model.deal.Way;

/**
 * An owner found a lead worth a deal.
 *
 * @param by an email address, a program's name or an AWS principal
 */
public record LeadQualified(Worked lead, Way way, String by, Instant qualifiedAt) implements Event {
  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return lead.step();
  }
}
