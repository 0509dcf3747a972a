package salesops.deals.deal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.deals.deal.DealRecord.Stamped;
import salesops.events.DealChanged;
import salesops.events.DealLost;
import salesops.events.DealOpened;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.model.deal.Change;
import salesops.model.deal.Change.FieldChange;
import salesops.model.deal.Deal;
import salesops.model.deal.Deal.State;
import salesops.model.settings.DealRules;
import salesops.model.settings.DealRules.HandOver;

/** What others are told of a deal's change. */
final class DealEvents {
  private DealEvents() {}

  /**
   * @param before absent: the deal was not known
   */
  static List<Event> of(@Nullable Deal before, Deal after, Change change, DealRules rules) {
    List<Event> events = new ArrayList<>();
    State was = before == null ? State.OPEN : before.state();
    if (before == null) {
      events.add(new DealOpened(after, change));
    }
    if (after.state() != was) {
      events.add(
          switch (after.state()) {
            case WON -> won(after, change, rules.handOver());
            case LOST -> new DealLost(after, change, recontactOn(after, rules));
            case OPEN -> new DealReopened(after, change);
            case REMOVED -> new DealChanged(after, change);
          });
    } else if (before != null) {
      events.add(new DealChanged(after, change));
    }
    return events;
  }

  private static DealWon won(Deal deal, Change change, HandOver handOver) {
    return new DealWon(deal, change, handOver.checklist(), handOver.to());
  }

  private static @Nullable LocalDate recontactOn(Deal deal, DealRules rules) {
    LocalDate closed = deal.closed();
    return closed == null || deal.leadId() == null || rules.recontactLostDays() == null
        ? null
        : closed.plusDays(rules.recontactLostDays());
  }

  /** The fields whose values an edit changed. */
  static List<FieldChange> changed(Map<DealField, Stamped> before, Map<DealField, Stamped> after) {
    List<FieldChange> changes = new ArrayList<>();
    after.forEach(
        (field, now) -> {
          Stamped old = before.get(field);
          String from = old == null ? "" : old.value();
          if (!from.equals(now.value())) {
            changes.add(new FieldChange(field.jsonName(), from, now.value()));
          }
        });
    return changes;
  }
}
