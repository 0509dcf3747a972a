package salesops.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import salesops.model.Worked;

/**
 * A lead that was lost or disqualified is due again: for its owner, or for another rep if that one
 * left.
 *
 * @param dueOn calendar date in the owner's zone
 * @param reason why it was lost or disqualified; may be empty
 */
public record NurtureDue(Worked lead, LocalDate dueOn, String reason, Instant at) implements Event {
  public NurtureDue {
    reason = Objects.requireNonNullElse(reason, ""); // JSON leaves out what is empty
  }

  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return lead.step();
  }
}
