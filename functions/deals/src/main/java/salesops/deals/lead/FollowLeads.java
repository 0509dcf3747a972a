package salesops.deals.lead;

import java.util.Locale;
import salesops.deals.lead.LeadRules.Result;
import salesops.deals.store.DynamoDealsStore;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.events.LeadReturned;
import salesops.events.SettingsApplied;
import salesops.model.LeadId;
import salesops.model.settings.Settings;

/** Follows who has which lead, and settings that move response clocks. */
public final class FollowLeads {
  private final DynamoDealsStore store;
  private final WorkLead workLead;

  public FollowLeads(DynamoDealsStore store, WorkLead workLead) {
    this.store = store;
    this.workLead = workLead;
  }

  /**
   * Follows an event.
   *
   * @return a code for the log
   */
  public String follow(Envelope<Event> event, Settings settings) {
    String cause = event.meta().eventId();
    return switch (event.data()) {
      case LeadAssigned assigned ->
          act(assigned.lead().leadId(), new LeadAct.Assigned(assigned), settings, cause);
      case LeadReturned returned ->
          act(
              returned.leadId(),
              new LeadAct.Ended(
                  returned.leadId(),
                  returned.assignmentSeq(),
                  true,
                  returned.summary(),
                  returned.returnedAt()),
              settings,
              cause);
      case LeadClosed closed ->
          act(
              closed.leadId(),
              new LeadAct.Ended(
                  closed.leadId(), closed.assignmentSeq(), false, "", closed.closedAt()),
              settings,
              cause);
      case SettingsApplied _ -> {
        Recomputing.note(store, settings, workLead.now());
        yield "noted";
      }
      default -> throw new IllegalArgumentException("no such event is followed");
    };
  }

  private String act(LeadId lead, LeadAct act, Settings settings, String cause) {
    return switch (workLead.act(lead, act, settings, cause)) {
      case Result.Changed changed -> changed.after().leadState().name().toLowerCase(Locale.ROOT);
      case Result.Unchanged _ -> "duplicate";
      case Result.Refused(String code, String _) -> code;
    };
  }
}
