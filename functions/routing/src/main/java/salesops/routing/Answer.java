package salesops.routing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.model.RepId;

/** What an operation says back. */
sealed interface Answer {
  /** Done, now or by an earlier call. */
  record Ok(Map<String, Object> facts) implements Answer {}

  /**
   * Not done.
   *
   * @param code stable, such as {@code unknownLead}
   * @param message what a person reads
   */
  record Refused(String code, String message) implements Answer {}

  /**
   * What became of a lead.
   *
   * @param rep has or had it; absent: nobody
   * @param assignmentSeq the assignment that was made or ended; absent: none was
   */
  static Answer lead(
      LeadId lead, String state, @Nullable RepId rep, @Nullable Integer assignmentSeq) {
    return ok(
        "leadId",
        lead.value(),
        "state",
        state,
        "rep",
        rep == null ? null : rep.email(),
        "assignmentSeq",
        assignmentSeq);
  }

  /** Facts in this order: name, value, name, value, …; null values are left out. */
  static Answer ok(@Nullable Object... facts) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (int i = 0; i < facts.length; i += 2) {
      if (facts[i] instanceof String name && facts[i + 1] != null) {
        ordered.put(name, facts[i + 1]);
      }
    }
    return new Ok(ordered);
  }

  default Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (this) {
      case Ok done -> {
        map.put("ok", true);
        map.putAll(done.facts());
      }
      case Refused refused -> {
        map.put("ok", false);
        map.put("code", refused.code());
        map.put("message", refused.message());
      }
    }
    return map;
  }
}
