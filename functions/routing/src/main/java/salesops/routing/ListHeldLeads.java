package salesops.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadUnassigned;
import salesops.model.LeadField;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.LeadsWaiting;

/** Leads that wait for an owner, the earliest due first. */
final class ListHeldLeads {
  private static final int PAGE = 100;

  private final RoutingStore store;

  ListHeldLeads(RoutingStore store) {
    this.store = store;
  }

  LeadsWaiting list(int limit) {
    List<LeadsWaiting.Lead> leads = new ArrayList<>();
    RoutingStore.HeldKey after = null;
    do {
      RoutingStore.HeldPage page = store.held(Math.min(PAGE, limit - leads.size()), after);
      leads.addAll(rows(page));
      after = page.next();
    } while (after != null && leads.size() < limit);
    return new LeadsWaiting(leads, after != null);
  }

  private List<LeadsWaiting.Lead> rows(RoutingStore.HeldPage page) {
    Map<LeadRecord.Place, LeadRecord> records = new LinkedHashMap<>();
    if (!page.keys().isEmpty()) {
      store
          .records(page.keys().stream().map(RoutingStore.HeldKey::place).toList())
          .forEach(record -> records.put(record.place(), record));
    }
    return page.keys().stream()
        .flatMap(key -> Stream.ofNullable(records.get(key.place())))
        .filter(record -> record.state() == State.HELD)
        .map(ListHeldLeads::row)
        .toList();
  }

  private static LeadsWaiting.Lead row(LeadRecord record) {
    LeadRecord.Content content = record.content();
    Waiting why = Waiting.of(record);
    return new LeadsWaiting.Lead(
        record.leadId(),
        content.score().grade(),
        content.lead().get(LeadField.NAME).orElse(null),
        content.lead().get(LeadField.COMPANY).orElse(null),
        content.lead().get(LeadField.COUNTRY).orElse(null),
        record.since(),
        why.reason(),
        why.detail(),
        why.dueAt() != null,
        why.dueAt());
  }

  /**
   * Why a held lead waits.
   *
   * @param dueAt present exactly when it waits by plan
   */
  record Waiting(String reason, String detail, @Nullable Instant dueAt) {
    static Waiting of(LeadRecord record) {
      LeadRecord.Kept kept = record.kept();
      if (kept != null) {
        return new Waiting(kept.reason(), kept.detail(), kept.dueAt());
      }
      return record
          .told(LeadUnassigned.class)
          .map(e -> new Waiting(e.data().reason(), e.data().detail(), null))
          .orElseGet(() -> new Waiting("RETURNED", "waits for another rep", null));
    }
  }
}
