package salesops.routing;

import java.util.ArrayList;
import java.util.List;
import salesops.events.Envelope;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.model.RepId;
import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.LeadChanged;

/** Work on a lead is over: its owner has room for another. A lead nobody has is just put away. */
record CloseLead(String reason, String by) implements ChangeLead.Operation {

  @Override
  public Step on(Situation now) {
    LeadChanged answer =
        new LeadChanged(now.record().leadId(), "closed", now.record().owner(), null);
    return now.record().state() == State.CLOSED
        ? new Step.Say(answer)
        : new Step.Write(amendment(now), answer);
  }

  private Amendment amendment(Situation now) {
    LeadRecord record = now.record();
    RepId owner = record.owner();
    if (owner != null && record.countedDay() != null) {
      now.book().ended(owner, record.countedDay());
    }
    return new Amendment(
        closed(now),
        null,
        now.company() == null || owner == null ? null : now.company().ended(record.leadId()),
        now.book().changes(),
        null);
  }

  private LeadRecord closed(Situation now) {
    LeadRecord record = now.record();
    List<Envelope<?>> told = new ArrayList<>(record.told());
    RepId owner = record.owner();
    if (owner != null) {
      String cause = record.told(LeadAssigned.class).map(e -> e.meta().eventId()).orElse(null);
      LeadClosed closed =
          new LeadClosed(record.leadId(), owner, record.assignmentSeq(), reason, by, now.now());
      told.add(Envelope.of(closed, cause, now.now()));
    }
    return new LeadRecord(
        record.place(),
        record.version(),
        record.leadId(),
        State.CLOSED,
        owner,
        now.now(),
        record.assignmentSeq(),
        record.holdSeq(),
        record.scoreVersion(),
        null,
        null,
        record.past(),
        record.deeds(),
        told,
        record.kept());
  }
}
