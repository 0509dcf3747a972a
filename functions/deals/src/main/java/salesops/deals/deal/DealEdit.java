package salesops.deals.deal;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import salesops.deals.deal.DealRecord.Stamped;
import salesops.model.Digests;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;

/**
 * What is asked of a deal.
 *
 * @param at when it happened at its source: the newest value of a field counts, and of two of one
 *     time the greater one, as text
 * @param by an email address, a program's name or an AWS principal
 * @param fields canonical values; an empty one clears its field
 */
public record DealEdit(
    DealId dealId, Instant at, Way way, String by, Map<DealField, String> fields) {
  public DealEdit {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** The same edit has the same one, however often and by whichever call it comes. */
  public String id() {
    StringBuilder all = new StringBuilder(way.name());
    fields.forEach(
        (field, value) -> all.append('\n').append(field.jsonName()).append('=').append(value));
    return Digests.of(dealId.value(), at.toString(), all.toString());
  }

  DealEdit at(Instant time) {
    return new DealEdit(dealId, time, way, by, fields);
  }

  /** The same without values that stand already: a list says nothing about when they were set. */
  DealEdit without(Map<DealField, Stamped> known) {
    Map<DealField, String> news = new TreeMap<>(fields);
    news.entrySet()
        .removeIf(
            entry -> {
              Stamped stands = known.get(entry.getKey());
              return entry.getValue().equals(stands == null ? "" : stands.value());
            });
    return new DealEdit(dealId, at, way, by, news);
  }
}
