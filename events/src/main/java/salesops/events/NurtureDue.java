package salesops.events;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A lead that was lost or disqualified is due again: for its owner, or for another rep if that one
 * left.
 *
 * @param dueOn calendar date in the owner's zone
 * @param reason why it was lost or disqualified
 */
public record NurtureDue(Worked lead, LocalDate dueOn, String reason, Instant at) implements Event {
  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return lead.step();
  }
}
