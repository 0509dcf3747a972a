package salesops.scoring;

import java.time.Instant;
import java.util.Map;
import salesops.model.LeadId;

/**
 * What one lead told of its person's behaviour: only what counted under the settings of its time.
 * Points are not kept, so that a later score is made wholly under the settings it names.
 *
 * @param at when the lead was submitted
 * @param tenths how often, in tenths of an occurrence, by the behaviour's name
 */
record Activity(LeadId leadId, Instant at, Map<String, Integer> tenths) {
  /** One occurrence. */
  static final int ONCE = 10;

  Activity {
    tenths = Map.copyOf(tenths);
  }
}
