package salesops.quota.goals;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.ActivityLogged;
import salesops.events.DealOpened;
import salesops.model.RepId;
import salesops.model.deal.Activity;
import salesops.model.settings.QuotaRules.Metric;
import salesops.model.settings.Settings;
import salesops.quota.people.People;

/** Counts activities and opened deals for goals and contests. */
public final class CountActivities {
  private final ActivityLog log;
  private final People people;

  public CountActivities(ActivityLog log, People people) {
    this.log = log;
    this.people = people;
  }

  /** Counts an activity on its day where the rep is; false when it was counted before. */
  public boolean count(ActivityLogged logged, Settings settings) {
    Activity activity = logged.activity();
    Map<Metric, Integer> counts = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (metric.of(activity) > 0) {
        counts.put(metric, metric.of(activity));
      }
    }
    LocalDate day = LocalDate.ofInstant(activity.at(), settings.zoneOf(activity.rep()));
    return count(activity.rep(), day, logged.eventId(), counts);
  }

  /** Counts a deal on the day it was opened, for its owner then; nobody's is not counted. */
  public boolean count(DealOpened opened) {
    return count(
        opened.deal().owner(),
        opened.deal().created(),
        opened.eventId(),
        Map.of(Metric.DEALS_OPENED, 1));
  }

  private boolean count(
      @Nullable RepId rep, LocalDate day, String id, Map<Metric, Integer> counts) {
    return Optional.ofNullable(rep)
        .filter(known -> !counts.isEmpty())
        .map(known -> log.count(people.key(known), day, id, counts))
        .orElse(false);
  }
}
