package salesops.testkit.clock;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Work by the time at which it is due; a seed decides the order of what is due together. */
final class Agenda {
  private final SplittableRandom order;
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
    order = new SplittableRandom(seed);
  }

  Entry entry(Instant due, Runnable start) {
    return new Entry(due, order.nextLong(), ++added, start);
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
