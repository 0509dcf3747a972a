package salesops.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.local.engine.BusEvent;
import salesops.model.LeadId;
import salesops.model.settings.RoutingRules;
import salesops.routing.FairnessAudit;
import salesops.runtime.Json;

/**
 * What the bus said of owners.
 *
 * @param all each assignment once, in the order it was first told
 * @param last the newest assignment of each lead
 * @param at when the first assignment of each lead was told
 */
record Announced(
    List<LeadAssigned> all,
    List<LeadReturned> returns,
    Map<LeadId, LeadAssigned> last,
    Map<LeadId, Instant> at,
    long assignedTwice) {

  static Announced of(List<BusEvent> events) {
    Map<String, LeadAssigned> bySeq = new LinkedHashMap<>();
    Map<String, String> idOfSeq = new HashMap<>();
    Map<String, LeadReturned> returns = new LinkedHashMap<>();
    Map<LeadId, LeadAssigned> last = new HashMap<>();
    Map<LeadId, Instant> at = new HashMap<>();
    long twice = 0;
    for (BusEvent event : events) {
      if (event.type().equals("LeadAssigned")) {
        var envelope = Json.readEnvelope(event.detail(), LeadAssigned.class);
        LeadAssigned assigned = envelope.data();
        LeadId lead = assigned.lead().leadId();
        String seq = lead + "#" + assigned.assignmentSeq();
        String id = envelope.meta().eventId() + "#" + assigned.rep();
        String known = idOfSeq.putIfAbsent(seq, id);
        if (known == null) {
          bySeq.put(seq, assigned);
        } else if (!known.equals(id)) {
          twice++;
        }
        at.putIfAbsent(lead, event.at());
        last.merge(lead, assigned, (a, b) -> a.assignmentSeq() >= b.assignmentSeq() ? a : b);
      } else if (event.type().equals("LeadReturned")) {
        LeadReturned returned = Json.readEnvelope(event.detail(), LeadReturned.class).data();
        returns.put(returned.leadId() + "#" + returned.assignmentSeq(), returned);
      }
    }
    for (LeadAssigned assigned : bySeq.values()) {
      String before = assigned.lead().leadId() + "#" + (assigned.assignmentSeq() - 1);
      boolean byHand = assigned.path() == RoutingRules.Path.MANUAL;
      if (assigned.assignmentSeq() > 1 && !byHand && !returns.containsKey(before)) {
        twice++;
      }
    }
    return new Announced(
        List.copyOf(bySeq.values()), List.copyOf(returns.values()), last, at, twice);
  }

  Map<String, Long> latencies() {
    List<Long> millis =
        all.stream()
            .filter(a -> a.assignmentSeq() == 1)
            .map(
                a ->
                    Duration.between(
                            a.lead().submittedAt(),
                            Objects.requireNonNull(at.get(a.lead().leadId())))
                        .toMillis())
            .sorted()
            .toList();
    Map<String, Long> quantiles = new LinkedHashMap<>();
    if (!millis.isEmpty()) {
      quantiles.put("p50", millis.get((millis.size() - 1) * 50 / 100));
      quantiles.put("p95", millis.get((millis.size() - 1) * 95 / 100));
      quantiles.put("p99", millis.get((millis.size() - 1) * 99 / 100));
      quantiles.put("max", millis.getLast());
    }
    return quantiles;
  }

  FairnessAudit.Report fairness() {
    return FairnessAudit.of(all, returns);
  }

  Instant lastAt(Instant otherwise) {
    return at.values().stream().max(Instant::compareTo).orElse(otherwise);
  }
}
