package salesops.routing;

import java.util.Optional;
import salesops.events.ActivityLogged;
import salesops.events.DealChanged;
import salesops.events.DealLost;
import salesops.events.DealOpened;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.events.LeadContacted;
import salesops.events.LeadDisqualified;
import salesops.events.LeadQualified;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.LeadScored;
import salesops.events.LeadSubmitted;
import salesops.events.LeadUnassigned;
import salesops.events.NurtureDue;
import salesops.events.QuotaEvent;
import salesops.events.ResponseOverdue;
import salesops.events.ResponseOverdue.Measure;
import salesops.events.SettingsApplied;
import salesops.model.LeadId;
import salesops.model.Worked;
import salesops.routing.RoutingAnswer.LeadChanged;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;

/**
 * Changes leads as the work on them asks: a disqualified lead is closed, one that became a deal
 * frees capacity, one that nobody contacted in time goes to another rep, and one whose nurture date
 * has come goes back to its owner. Each event may arrive twice, late, and before an earlier one.
 */
final class FollowWork {
  private static final String NOTHING_TO_DO = "ignored";

  private final ChangeLead changeLead;

  FollowWork(ChangeLead changeLead) {
    this.changeLead = changeLead;
  }

  /** What an event asks to be done about a lead. */
  private record Asked(LeadId lead, ChangeLead.Operation operation) {}

  /**
   * Does what the event asks for, unless it is done or outdated.
   *
   * @return a code for the log: {@code closed}, {@code freed}, {@code returned}, {@code assigned},
   *     {@code held}, {@code outdated}, {@code unknownLead} or {@code ignored}
   * @throws IllegalStateException when the lead changes all the time: the event must come again
   */
  String follow(Event event) {
    return asked(event)
        .map(asked -> outcome(changeLead.change(asked.lead().value(), asked.operation())))
        .orElse(NOTHING_TO_DO);
  }

  private static Optional<Asked> asked(Event event) {
    return switch (event) {
      case LeadDisqualified(Worked lead, var reason, _, var by, _, _) ->
          Optional.of(new Asked(lead.leadId(), whileAssigned(lead, new CloseLead(reason, by))));
      case DealOpened opened ->
          Optional.ofNullable(opened.deal().leadId())
              .map(lead -> new Asked(lead, new FreeCapacity(opened.change().recordedAt())));
      case ResponseOverdue overdue when overdue.measure() == Measure.REASSIGN ->
          Optional.of(new Asked(overdue.lead().leadId(), reassign(overdue)));
      case NurtureDue due -> Optional.of(new Asked(due.lead().leadId(), bringBack(due)));
      case ResponseOverdue _, LeadContacted _, LeadQualified _, ActivityLogged _ ->
          Optional.empty();
      case DealChanged _, DealWon _, DealLost _, DealReopened _, QuotaEvent _ -> Optional.empty();
      case LeadSubmitted _, LeadQuarantined _, LeadScored _, SettingsApplied _ -> Optional.empty();
      case LeadAssigned _, LeadUnassigned _, LeadReturned _, LeadClosed _ -> Optional.empty();
    };
  }

  private static ChangeLead.Operation reassign(ResponseOverdue overdue) {
    int minutes = overdue.allowedMinutes();
    String reason =
        "not contacted within " + minutes + (minutes == 1 ? " working minute" : " working minutes");
    return whileAssigned(
        overdue.lead(),
        new ReturnLead(overdue.lead().rep(), reason, LeadReturned.RESPONSE_CLOCK, null));
  }

  private static ChangeLead.Operation bringBack(NurtureDue due) {
    Worked lead = due.lead();
    String reason = due.reason().isEmpty() ? "due on " + due.dueOn() : due.reason();
    return new BringBack(lead.assignmentSeq(), lead.rep(), reason);
  }

  private static ChangeLead.Operation whileAssigned(Worked lead, ChangeLead.Operation operation) {
    return new WhileAssigned(lead.assignmentSeq(), lead.rep(), operation);
  }

  private static String outcome(Answer answer) {
    return switch (answer) {
      case LeadChanged changed -> changed.state();
      case Refused refused when refused.code().equals(ChangeLead.BUSY) ->
          throw new IllegalStateException("the lead changes all the time");
      case Refused refused -> refused.code();
      default -> throw new IllegalStateException("no answer about a lead");
    };
  }
}
