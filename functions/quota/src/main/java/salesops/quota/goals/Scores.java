package salesops.quota.goals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salesops.model.RepId;
import salesops.model.deal.Credit;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Metric;
import salesops.quota.ledger.Counter;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.Entry;
import salesops.quota.people.People;
import salesops.quota.people.RepKey;

/** What reps reached in any days, by metric. */
final class Scores {
  private final DynamoLedger ledger;
  private final ActivityLog log;
  private final People people;
  private final FiscalCalendar calendar;
  private final Map<Integer, List<Counter>> years = new HashMap<>();

  Scores(DynamoLedger ledger, ActivityLog log, People people, FiscalCalendar calendar) {
    this.ledger = ledger;
    this.log = log;
    this.people = people;
    this.calendar = calendar;
  }

  /** Revenue in minor units, otherwise a count. */
  long of(RepId rep, Metric metric, Period period) {
    RepKey key = people.find(rep).orElse(null);
    if (key == null) {
      return 0;
    }
    return switch (metric) {
      case REVENUE -> revenue(key, period);
      case DEALS_WON -> won(key, period).size();
      case DEALS_OPENED, CALLS, CALL_MINUTES, MEETINGS, ENTRIES ->
          log.sums(key, period).getOrDefault(metric, 0L);
    };
  }

  private long revenue(RepKey key, Period period) {
    return entries(key, period).stream()
        .filter(entry -> entry.share().kind() == Credit.Kind.REVENUE)
        .mapToLong(entry -> entry.share().minor())
        .sum();
  }

  private Set<DealId> won(RepKey key, Period period) {
    Map<DealId, Integer> standing = new HashMap<>();
    entries(key, period).stream()
        .filter(entry -> entry.share().kind() == Credit.Kind.REVENUE)
        .forEach(
            entry ->
                standing.merge(
                    entry.deal(), entry.kind() == Entry.Kind.CREDIT ? 1 : -1, Integer::sum));
    return standing.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private List<Entry> entries(RepKey key, Period period) {
    List<Entry> all = new ArrayList<>();
    int last = calendar.yearOf(period.until().minusDays(1));
    for (int year = calendar.yearOf(period.from()); year <= last; year++) {
      for (Counter counter : years.computeIfAbsent(year, ledger::year)) {
        if (counter.slot().rep().equals(key)) {
          ledger.entries(counter.slot()).stream()
              .filter(entry -> period.contains(entry.share().closed()))
              .forEach(all::add);
        }
      }
    }
    return all;
  }
}
