package salesops.routing;

import java.time.LocalDate;
import java.util.List;
import salesops.events.Envelope;
import salesops.events.LeadAssigned;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.LeadChanged;

/**
 * The nurture date of a lost or disqualified lead has come: the lead is assigned to its owner
 * again, or waits for another one if that rep has left.
 *
 * @param assignmentSeq the assignment in which it was lost or disqualified; a lead that was
 *     assigned again or returned since needs nobody
 * @param rep its owner then
 * @param reason why it was lost or disqualified
 */
record BringBack(int assignmentSeq, RepId rep, String reason) implements ChangeLead.Operation {
  static final String BY = "nurture date";

  @Override
  public Step on(Situation now) {
    LeadRecord record = now.record();
    boolean idle =
        switch (record.state()) {
          case CLOSED -> true;
          // A lost deal leaves its lead with the owner. Of a disqualified one, the news may come
          // later than this.
          case ASSIGNED -> rep.equals(record.owner());
          case HELD, NURTURE -> false;
        };
    if (!idle || record.assignmentSeq() != assignmentSeq) {
      return WhileAssigned.OUTDATED;
    }
    return isEmployed(now)
        ? new AssignLead(rep, reason, BY, null).anew(now)
        : new Step.Write(
            amendment(now), new LeadChanged(record.leadId(), "held", rep, assignmentSeq));
  }

  private boolean isEmployed(Situation now) {
    Rulebook rulebook = now.rulebook();
    return rulebook
        .rep(rep)
        .map(known -> !known.leftBefore(today(known, now)))
        // The fallback may be somebody who is no rep.
        .orElseGet(() -> rep.equals(rulebook.rules().fallback()));
  }

  private static LocalDate today(Rep rep, Situation now) {
    return now.now().atZone(rep.zoneId()).toLocalDate();
  }

  private Amendment amendment(Situation now) {
    LeadRecord record = now.record();
    if (record.countedDay() != null) {
      now.book().ended(rep, record.countedDay());
    }
    return new Amendment(
        waiting(now),
        null,
        now.company() == null ? null : now.company().ended(record.leadId()),
        now.book().changes(),
        null);
  }

  /** Held until the next try; the assigned event stays, since it holds lead and score. */
  private LeadRecord waiting(Situation now) {
    LeadRecord record = now.record();
    List<Envelope<?>> told =
        record.told(LeadAssigned.class).<List<Envelope<?>>>map(List::of).orElse(List.of());
    return new LeadRecord(
        record.place(),
        record.version(),
        record.leadId(),
        State.HELD,
        null,
        now.now(),
        record.assignmentSeq(),
        record.holdSeq(),
        record.scoreVersion(),
        null,
        now.now(),
        record.pastWith(record.ending(), now.now(), reason, BY, null),
        record.deeds(),
        told,
        record.kept());
  }
}
