package salesops.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadUnassigned;
import salesops.model.LeadField;
import salesops.routing.LeadRecord.State;

/** Leads that wait for an owner, the earliest due first. */
final class ListHeldLeads {
  static final int LIMIT_MAX = 1_000;
  private static final int PAGE = 100;

  private final RoutingStore store;

  ListHeldLeads(RoutingStore store) {
    this.store = store;
  }

  Answer list(int limit) {
    List<Map<String, Object>> leads = new ArrayList<>();
    RoutingStore.HeldKey after = null;
    do {
      RoutingStore.HeldPage page = store.held(Math.min(PAGE, limit - leads.size()), after);
      leads.addAll(rows(page));
      after = page.next();
    } while (after != null && leads.size() < limit);
    return Answer.ok("leads", leads, "more", after != null);
  }

  private List<Map<String, Object>> rows(RoutingStore.HeldPage page) {
    Map<LeadRecord.Place, LeadRecord> records = new LinkedHashMap<>();
    if (!page.keys().isEmpty()) {
      store
          .records(page.keys().stream().map(RoutingStore.HeldKey::place).toList())
          .forEach(record -> records.put(record.place(), record));
    }
    return page.keys().stream()
        .map(key -> records.get(key.place()))
        .filter(record -> record != null && record.state() == State.HELD)
        .map(ListHeldLeads::row)
        .toList();
  }

  private static Map<String, Object> row(@Nullable LeadRecord record) {
    if (record == null) {
      return Map.of();
    }
    LeadRecord.Content content = record.content();
    Waiting why = Waiting.of(record);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("leadId", record.leadId().value());
    row.put("grade", content.score().grade().toString());
    content.lead().get(LeadField.NAME).ifPresent(name -> row.put("name", name));
    content.lead().get(LeadField.COMPANY).ifPresent(company -> row.put("company", company));
    content.lead().get(LeadField.COUNTRY).ifPresent(country -> row.put("country", country));
    row.put("since", record.since().toString());
    row.put("reason", why.reason());
    row.put("detail", why.detail());
    row.put("planned", why.dueAt() != null);
    if (why.dueAt() != null) {
      row.put("dueAt", why.dueAt().toString());
    }
    return row;
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
