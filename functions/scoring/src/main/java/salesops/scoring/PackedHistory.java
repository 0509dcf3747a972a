package salesops.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.runtime.dynamo.Packed;

/**
 * A {@link History} as it lies in an item: without what the item tells already, since an item that
 * stays within a kibibyte costs one write unit.
 *
 * @param a activities, newest first
 * @param t whether older ones were left out; absent: no
 */
record PackedHistory(List<Told> a, @Nullable Boolean t) {

  /**
   * @param l lead id; absent: the item's own lead
   * @param t milliseconds since 1970; absent: the item's own lead's
   * @param b tenths of an occurrence by behaviour
   */
  record Told(@Nullable LeadId l, @Nullable Long t, Map<String, Integer> b) {}

  static byte[] pack(History history, LeadId own) {
    List<Told> told =
        history.activities().stream()
            .map(
                activity ->
                    activity.leadId().equals(own)
                        ? new Told(null, null, activity.tenths())
                        : new Told(
                            activity.leadId(), activity.at().toEpochMilli(), activity.tenths()))
            .toList();
    return Packed.pack(new PackedHistory(told, history.truncated() ? true : null));
  }

  /**
   * @param own the lead that the item came with
   */
  static History unpack(byte[] packed, PersonKey home, int version, Lead own) {
    PackedHistory kept = Packed.unpack(packed, PackedHistory.class);
    List<Activity> activities =
        kept.a().stream()
            .map(
                told ->
                    told.l() == null || told.t() == null
                        ? new Activity(own.leadId(), own.submittedAt(), told.b())
                        : new Activity(told.l(), Instant.ofEpochMilli(told.t()), told.b()))
            .toList();
    return new History(home, version, activities, Boolean.TRUE.equals(kept.t()));
  }
}
