package salesops.events;

import salesops.model.Lead;

/** Intake accepted a submission. */
public record LeadSubmitted(Lead lead) implements Event {
  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return 1;
  }
}
