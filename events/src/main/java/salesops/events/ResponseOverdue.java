package salesops.events;

import java.time.Instant;
import salesops.model.Worked;

/**
 * Nobody contacted a lead in the time that the settings allow.
 *
 * @param measure what the settings ask for now
 * @param assignedAt when the response clock began
 * @param dueAt when the time was over
 * @param allowedMinutes working time that the owner had
 * @param reassignMinutes working time after which the lead is reassigned; 0: never
 */
public record ResponseOverdue(
    Worked lead,
    Measure measure,
    Instant assignedAt,
    Instant dueAt,
    int allowedMinutes,
    int reassignMinutes)
    implements Event {
  /** What happens when a response clock runs out, in this order. */
  public enum Measure {
    REMIND,
    TELL_MANAGER,
    REASSIGN
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
