package salesops.quota.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.model.settings.FiscalCalendar;

/**
 * What changes of some deals add to the ledger: for each the exact negatives of the shares that
 * stand, then the new shares; nothing when both are the same.
 *
 * @param entries numbered
 * @param counted counters before and after the entries, one pair for each slot that has some
 */
record Booking(List<Change> changes, List<Entry> entries, List<Counted> counted) {
  Booking {
    changes = List.copyOf(changes);
    entries = List.copyOf(entries);
    counted = List.copyOf(counted);
  }

  /** A counter before and after. */
  record Counted(Counter before, Counter after) {}

  /**
   * A change of one deal.
   *
   * @param seen what the ledger knew
   * @param next what it is to know
   */
  record Change(Head seen, Head next, Entry.Cause cause, Instant happenedAt, String event) {
    boolean movesShares() {
      return !seen.standing().shares().equals(next.standing().shares());
    }

    /** Slots that get entries. */
    Set<Slot> slots(FiscalCalendar calendar) {
      return movesShares()
          ? Stream.of(seen, next)
              .flatMap(head -> head.standing().shares().stream())
              .map(share -> slot(share, calendar))
              .collect(LinkedHashSet::new, Set::add, Set::addAll)
          : Set.of();
    }

    /** Items that it adds to a transaction, without counters. */
    int items() {
      int entries =
          movesShares() ? seen.standing().shares().size() + next.standing().shares().size() : 0;
      boolean held = seen.standing().held() != next.standing().held();
      return 1 + entries + (held ? 1 : 0);
    }
  }

  static Slot slot(Share share, FiscalCalendar calendar) {
    return new Slot(calendar.yearOf(share.closed()), share.team(), share.rep());
  }

  /**
   * @param counters of all {@link Change#slots}
   */
  static Booking of(
      List<Change> changes, Collection<Counter> counters, FiscalCalendar calendar, Instant now) {
    Map<Slot, Counter> running = new LinkedHashMap<>();
    counters.forEach(counter -> running.put(counter.slot(), counter));
    List<Entry> entries = new ArrayList<>();
    for (Change change : changes) {
      if (change.movesShares()) {
        for (Share share : change.seen().standing().shares()) {
          entries.add(entry(change, share.negated(), Entry.Kind.REVERSAL, running, calendar, now));
        }
        for (Share share : change.next().standing().shares()) {
          entries.add(entry(change, share, Entry.Kind.CREDIT, running, calendar, now));
        }
      }
    }
    return new Booking(
        changes,
        entries,
        counters.stream()
            .map(c -> new Counted(c, running.getOrDefault(c.slot(), c)))
            .filter(c -> c.after().entries() > c.before().entries())
            .toList());
  }

  private static Entry entry(
      Change change,
      Share share,
      Entry.Kind kind,
      Map<Slot, Counter> running,
      FiscalCalendar calendar,
      Instant now) {
    Slot slot = slot(share, calendar);
    Counter before = running.getOrDefault(slot, Counter.none(slot));
    Head of = kind == Entry.Kind.CREDIT ? change.next() : change.seen();
    Rate rate = of.standing().rate();
    Entry entry =
        new Entry(
            slot,
            before.entries() + 1,
            share,
            change.next().deal(),
            change.next().version(),
            kind,
            change.cause(),
            of.facts().amount(),
            rate == null ? null : rate.rate().toPlainString(),
            rate == null ? null : rate.from(),
            change.happenedAt(),
            now,
            change.event());
    running.put(slot, before.plus(entry, calendar));
    return entry;
  }
}
