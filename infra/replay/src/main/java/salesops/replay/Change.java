package salesops.replay;

import java.util.List;
import java.util.Objects;
import salesops.model.Lead;
import salesops.model.LeadField;

/**
 * A lead on both sides.
 *
 * @param cause of another owner
 * @param why what a person reads, the most telling first; empty when nothing differs
 */
record Change(Lead lead, Outcome before, Outcome after, Cause cause, List<String> why) {
  Change {
    why = List.copyOf(why);
  }

  boolean any() {
    return grade() || territory() || owner();
  }

  boolean grade() {
    return !before.score().grade().equals(after.score().grade());
  }

  boolean territory() {
    return !Objects.equals(before.territory(), after.territory());
  }

  /** Another owner, or one on one side only. */
  boolean owner() {
    return cause != Cause.NONE;
  }

  ReplayReport.Row row() {
    return new ReplayReport.Row(
        lead.leadId().value(),
        lead.submittedAt(),
        lead.get(LeadField.NAME).or(() -> lead.get(LeadField.EMAIL)).orElse(""),
        lead.get(LeadField.COMPANY).orElse(""),
        before.score().grade().toString(),
        after.score().grade().toString(),
        Objects.requireNonNullElse(before.territory(), ""),
        Objects.requireNonNullElse(after.territory(), ""),
        before.ownerAddress(),
        after.ownerAddress(),
        before.state().name(),
        after.state().name(),
        cause,
        why);
  }
}
