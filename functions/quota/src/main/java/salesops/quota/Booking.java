package salesops.quota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a newer version of a deal adds to the ledger: the exact negatives of the shares that stand,
 * then the new shares; nothing when both are the same.
 *
 * @param seen what the ledger knew of the deal
 * @param next what it is to know
 * @param entries numbered
 * @param counted counters before and after the entries, one pair for each month that has some
 */
record Booking(Head seen, Head next, List<Entry> entries, List<Counted> counted) {
  Booking {
    entries = List.copyOf(entries);
    counted = List.copyOf(counted);
  }

  /** A counter before and after. */
  record Counted(Counter before, Counter after) {}

  /** Months that get entries; empty: the shares stay as they are. */
  static Set<RepMonth> months(Head seen, Head next) {
    return seen.standing().shares().equals(next.standing().shares())
        ? Set.of()
        : Stream.of(seen, next)
            .flatMap(head -> head.standing().shares().stream())
            .map(Share::month)
            .collect(LinkedHashSet::new, Set::add, Set::addAll);
  }

  /**
   * @param counters of {@link #months}
   */
  static Booking of(Head seen, Head next, Collection<Counter> counters, Instant now) {
    if (counters.isEmpty()) {
      return new Booking(seen, next, List.of(), List.of());
    }
    Map<RepMonth, Counter> running = new LinkedHashMap<>();
    counters.forEach(counter -> running.put(counter.of(), counter));
    List<Entry> entries = new ArrayList<>();
    for (Share share : seen.standing().shares()) {
      entries.add(entry(share.negated(), running, next, now, true));
    }
    for (Share share : next.standing().shares()) {
      entries.add(entry(share, running, next, now, false));
    }
    return new Booking(
        seen,
        next,
        entries,
        counters.stream().map(c -> new Counted(c, running.getOrDefault(c.of(), c))).toList());
  }

  private static Entry entry(
      Share share, Map<RepMonth, Counter> running, Head next, Instant now, boolean reversal) {
    Counter counter =
        running.compute(
            share.month(),
            (month, before) -> (before == null ? Counter.none(month) : before).plus(share));
    return new Entry(share, counter.entries(), next.deal(), next.version(), now, reversal);
  }
}
