package salesops.scoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import salesops.model.LeadId;
import salesops.model.PersonKey;

/**
 * What a person did, lead by lead, as of a version of their record.
 *
 * @param home key that the record is kept under
 * @param version 0 for a person never heard of
 * @param activities newest first, at most {@link #ACTIVITIES_MAX}
 * @param truncated whether older ones were left out
 */
record History(PersonKey home, int version, List<Activity> activities, boolean truncated) {
  /** Beyond this many leads of one person the oldest no longer count. */
  static final int ACTIVITIES_MAX = 30;

  History {
    activities = List.copyOf(activities);
    if (activities.size() > ACTIVITIES_MAX) {
      throw new IllegalArgumentException("more activities than are kept");
    }
  }

  static History none(PersonKey home) {
    return new History(home, 0, List.of(), false);
  }

  /** The next version: one lead more, the oldest left out when there are too many. */
  History with(Activity activity) {
    List<Activity> all = new ArrayList<>(activities);
    all.add(activity);
    all.sort(Comparator.comparing(Activity::at).reversed());
    boolean tooMany = all.size() > ACTIVITIES_MAX;
    List<Activity> kept = tooMany ? all.subList(0, ACTIVITIES_MAX) : all;
    return new History(home, version + 1, kept, truncated || tooMany);
  }

  /** What had happened by then, newest first: a lead that arrives late knows no later behaviour. */
  List<Activity> until(Instant time) {
    return activities.stream().filter(a -> !a.at().isAfter(time)).toList();
  }

  boolean lists(LeadId lead) {
    return activities.stream().anyMatch(a -> a.leadId().equals(lead));
  }
}
