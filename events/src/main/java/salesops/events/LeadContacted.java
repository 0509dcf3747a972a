package salesops.events;

import java.time.Instant;
import salesops.model.Worked;
import salesops.model.deal.Way;

/**
 * An owner contacted a lead for the first time: the response clock of this assignment is answered.
 *
 * @param contactedAt when it happened, which may be before it was recorded
 * @param by an email address, a program's name or an AWS principal
 * @param systemSeconds from the submission to this owner's assignment
 * @param elapsedSeconds from the assignment to the contact
 * @param workingSeconds the part of that time within the owner's working hours
 */
public record LeadContacted(
    Worked lead,
    Instant contactedAt,
    Way way,
    String by,
    long systemSeconds,
    long elapsedSeconds,
    long workingSeconds)
    implements Event {
  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return lead.step();
  }
}
