package salesops.local.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts everything that moves, so that a look at several parts can tell whether it saw one moment;
 * and remembers the last write to a table.
 */
final class Activity {
  private final LongAdder moves = new LongAdder();
  private volatile long lastWriteNanos = System.nanoTime();

  void moved() {
    moves.increment();
  }

  void wrote() {
    moves.increment();
    lastWriteNanos = System.nanoTime();
  }

  long moves() {
    return moves.sum();
  }

  /** Reading of {@link System#nanoTime()} after the last write to any table. */
  long lastWriteNanos() {
    return lastWriteNanos;
  }
}
