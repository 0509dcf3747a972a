package salesops.quota.goals;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import salesops.events.ActivityLogged;
import salesops.events.DealOpened;
import salesops.model.deal.Activity;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Metric;
import salesops.model.settings.Settings;
import salesops.quota.goals.ActivityLog.Done;
import salesops.quota.people.People;

/** Counts activities and opened deals for goals and contests. */
public final class CountActivities {
  private final ActivityLog log;
  private final People people;

  public CountActivities(ActivityLog log, People people) {
    this.log = log;
    this.people = people;
  }

  /** What an activity adds, on its day where the rep is; empty: nothing that anybody counts. */
  public Optional<Done> of(ActivityLogged logged, Settings settings) {
    Activity activity = logged.activity();
    Map<Metric, Integer> counts = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (metric.of(activity) > 0) {
        counts.put(metric, metric.of(activity));
      }
    }
    LocalDate day = LocalDate.ofInstant(activity.at(), settings.zoneOf(activity.rep()));
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Done(people.key(activity.rep()), day, logged.eventId(), counts));
  }

  /**
   * A deal that was opened, for its owner then; empty: nobody's, or no goal or contest counts it.
   */
  public Optional<Done> of(DealOpened opened, Settings settings) {
    QuotaRules rules = settings.quotas();
    boolean counts =
        Stream.concat(
                rules.goals().stream().map(QuotaRules.Goal::metric),
                rules.contests().stream().map(QuotaRules.Contest::metric))
            .anyMatch(Metric.DEALS_OPENED::equals);
    return Optional.ofNullable(opened.deal().owner())
        .filter(owner -> counts)
        .map(
            owner ->
                new Done(
                    people.key(owner),
                    opened.deal().created(),
                    opened.eventId(),
                    Map.of(Metric.DEALS_OPENED, 1)));
  }

  /**
   * Counts each once, however often it is delivered.
   *
   * @return how many were new
   */
  public int count(Collection<Done> all) {
    return log.count(all);
  }
}
