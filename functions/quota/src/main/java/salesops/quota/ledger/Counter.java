package salesops.quota.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import salesops.model.settings.FiscalCalendar;

/**
 * How many entries a slot has, and their sums by month: changed only in the transaction that adds
 * entries.
 *
 * @param months the twelve of the fiscal year
 */
public record Counter(Slot slot, long entries, List<Sums> months) {
  public Counter {
    months = List.copyOf(months);
    if (months.size() != FiscalCalendar.YEAR_MONTHS) {
      throw new IllegalArgumentException("a counter has twelve months");
    }
  }

  public static Counter none(Slot slot) {
    return new Counter(
        slot, 0, IntStream.range(0, FiscalCalendar.YEAR_MONTHS).mapToObj(i -> Sums.ZERO).toList());
  }

  /** After one more entry. */
  Counter plus(Entry entry, FiscalCalendar calendar) {
    int month = calendar.monthOf(entry.share().closed());
    List<Sums> sums = new ArrayList<>(months);
    sums.set(month, sums.get(month).plus(entry));
    return new Counter(slot, entries + 1, sums);
  }

  /** What it would say if it were made of these entries. */
  static Counter of(Slot slot, Collection<Entry> entries, FiscalCalendar calendar) {
    Counter counter = none(slot);
    for (Entry entry : entries) {
      counter = counter.plus(entry, calendar);
    }
    return counter;
  }

  /** Of the months from one, inclusive, to another, exclusive. */
  public Sums sum(int from, int until) {
    return months.subList(from, until).stream().reduce(Sums.ZERO, Sums::plus);
  }
}
