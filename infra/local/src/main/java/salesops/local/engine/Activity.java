package salesops.local.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells of writes to tables, and counts everything that moves, so that a look at several parts can
 * tell whether it saw one moment.
 */
final class Activity {
  private final LongAdder moves = new LongAdder();
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

  void moved() {
    moves.increment();
  }

  long moves() {
    return moves.sum();
  }

  /** Runs something after each write to a table, on the thread that wrote. */
  void afterWrites(String table, Runnable listener) {
    listeners.computeIfAbsent(table, t -> new CopyOnWriteArrayList<>()).add(listener);
  }

  void wrote(String table) {
    moved();
    listeners.getOrDefault(table, List.of()).forEach(Runnable::run);
  }

  /** For writes of which nobody knows where they went. */
  void wroteAnywhere() {
    moved();
    listeners.values().forEach(each -> each.forEach(Runnable::run));
  }
}
