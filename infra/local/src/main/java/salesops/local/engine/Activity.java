package salesops.local.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Notifies listeners of writes to tables, and counts all activity. A check of several parts that
 * sees the same count before and after saw a consistent state.
 */
final class Activity {
  private final LongAdder moves = new LongAdder();
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

  /** Counts one activity. */
  void moved() {
    moves.increment();
  }

  long moves() {
    return moves.sum();
  }

  /** Registers a listener for writes to a table; it runs on the writing thread. */
  void afterWrites(String table, Runnable listener) {
    listeners.computeIfAbsent(table, t -> new CopyOnWriteArrayList<>()).add(listener);
  }

  /** Reports a write to a table. */
  void wrote(String table) {
    moved();
    listeners.getOrDefault(table, List.of()).forEach(Runnable::run);
  }

  /** Reports a write to an unknown table. */
  void wroteAnywhere() {
    moved();
    listeners.values().forEach(each -> each.forEach(Runnable::run));
  }
}
