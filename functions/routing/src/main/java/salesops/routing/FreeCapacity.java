package salesops.routing;

import java.time.Instant;
import salesops.model.RepId;
import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.LeadChanged;

/**
 * A lead became a deal: its owner has room for another lead but keeps this one, so the person's and
 * the company's next leads still follow.
 *
 * @param at when the deal was opened; an assignment made after that is not concerned
 */
record FreeCapacity(Instant at) implements ChangeLead.Operation {

  @Override
  public Step on(Situation now) {
    LeadRecord record = now.record();
    RepId owner = record.owner();
    Long counted = record.countedDay();
    // A duplicate finds the lead freed; one that comes late may find it assigned to another rep.
    if (record.state() != State.ASSIGNED
        || owner == null
        || counted == null
        || record.since().isAfter(at)) {
      return WhileAssigned.OUTDATED;
    }
    now.book().ended(owner, counted);
    return new Step.Write(
        new Amendment(record.uncounted(), null, null, now.book().changes(), null),
        new LeadChanged(record.leadId(), "freed", owner, record.assignmentSeq()));
  }
}
