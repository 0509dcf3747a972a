package salesops.routing;

import salesops.model.RepId;
import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.routing.LeadRecord.State;
import salesops.runtime.operations.Refused;

/**
 * An operation that concerns one assignment of a lead: not done once that assignment ended, so an
 * event that arrives twice or late changes nothing.
 */
record WhileAssigned(int assignmentSeq, RepId rep, ChangeLead.Operation operation)
    implements ChangeLead.Operation {
  /** The event is a duplicate, or others overtook it. */
  static final Step OUTDATED =
      new Step.Say(new Refused("outdated", "The lead has moved on since then."));

  @Override
  public Step on(Situation now) {
    LeadRecord record = now.record();
    return record.state() == State.ASSIGNED
            && record.assignmentSeq() == assignmentSeq
            && rep.equals(record.owner())
        ? operation.on(now)
        : OUTDATED;
  }
}
