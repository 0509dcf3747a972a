package salesops.events;

import java.time.Instant;
import java.util.Objects;
import salesops.model.LeadId;
import salesops.model.RepId;

/**
 * A rep gave a lead back.
 *
 * @param assignmentSeq the assignment that ended
 * @param reason what the rep said, at most 200 characters
 * @param by who did it: an e-mail address, an AWS principal or {@link #RESPONSE_CLOCK}
 * @param repReturns leads this rep has returned so far
 * @param summary who the lead is, in a line for people: name, company, else the e-mail address or
 *     external id
 */
public record LeadReturned(
    LeadId leadId,
    RepId rep,
    int assignmentSeq,
    String reason,
    String by,
    int repReturns,
    String summary,
    Instant returnedAt)
    implements Event {
  /** {@code by} of a return because nobody contacted the lead in time. */
  public static final String RESPONSE_CLOCK = "response clock";

  public LeadReturned {
    // JSON leaves out what is empty, as it was for leads without name and company.
    summary = Objects.requireNonNullElse(summary, "");
  }

  @Override
  public String aggregate() {
    return leadId.value();
  }

  @Override
  public int version() {
    return assignmentSeq;
  }
}
