package salesops.events;

import java.time.Instant;
import salesops.model.LeadId;
import salesops.model.RepId;

/**
 * Work on a lead ended; its owner's capacity is free again.
 *
 * @param assignmentSeq the assignment that ended
 * @param reason what was said, at most 200 characters
 * @param by who did it: an e-mail address or an AWS principal
 */
public record LeadClosed(
    LeadId leadId, RepId rep, int assignmentSeq, String reason, String by, Instant closedAt)
    implements Event {
  @Override
  public String aggregate() {
    return leadId.value();
  }

  @Override
  public int version() {
    return assignmentSeq;
  }
}
