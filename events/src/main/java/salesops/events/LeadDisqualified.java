package salesops.events;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import salesops.model.Worked;
import salesops.model.deal.Way;

/**
 * An owner found that a lead is not a fit; its capacity is free again.
 *
 * @param reason at most 200 characters
 * @param by an email address, a program's name or an AWS principal
 * @param recontactOn when it comes back; absent: never
 */
public record LeadDisqualified(
    Worked lead,
    String reason,
    Way way,
    String by,
    Instant disqualifiedAt,
    @Nullable LocalDate recontactOn)
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
