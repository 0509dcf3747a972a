package salesops.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * What is known of a rep besides the settings. Only reps with a capacity, who are or were away, or
 * who returned leads have a row.
 *
 * @param version 0 when there is no row
 * @param awayUntil away by command until then; absent: not away
 * @param returns leads returned so far
 * @param raise more open leads than the settings say, by command; absent: none
 */
record RepRow(
    RepId rep,
    long version,
    OpenLeads open,
    @Nullable Instant awayUntil,
    int returns,
    @Nullable Raise raise) {

  static RepRow none(RepId rep) {
    return new RepRow(rep, 0, OpenLeads.NONE, null, 0, null);
  }

  RepRow with(OpenLeads now) {
    return new RepRow(rep, version, now, awayUntil, returns, raise);
  }

  RepRow returnedOne() {
    return new RepRow(rep, version, open, awayUntil, returns + 1, raise);
  }

  RepRow with(Raise now) {
    return new RepRow(rep, version, open, awayUntil, returns, now);
  }

  /** As it is after it was written. */
  RepRow written() {
    return new RepRow(rep, version + 1, open, awayUntil, returns, raise);
  }
}
