package salesops.deals.deal;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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

  String value(DealField field) {
    return fields.getOrDefault(field, "");
  }
}
