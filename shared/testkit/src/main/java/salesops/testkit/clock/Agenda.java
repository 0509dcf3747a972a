package salesops.testkit.clock;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Work by the time at which it is due. A seed decides the order of what is due together, from its
 * names: not from what was planned before, so that leaving something out changes nothing else.
 */
final class Agenda {
  private final long seed;
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.comparing(Entry::due)
              .thenComparingLong(Entry::order)
              .thenComparingLong(Entry::number));
  private long added;

  /**
   * @param start lets the work begin, or go on; returns at once
   */
  record Entry(Instant due, long order, long number, Runnable start) {}

  Agenda(long seed) {
    this.seed = seed;
  }

  Entry entry(Instant due, String name, Runnable start) {
    long mixed = 31 * (31 * seed + due.hashCode()) + name.hashCode();
    return new Entry(due, new SplittableRandom(mixed).nextLong(), ++added, start);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  void remove(Entry entry) {
    entries.remove(entry);
  }

  @Nullable Entry next() {
    return entries.peek();
  }
}
