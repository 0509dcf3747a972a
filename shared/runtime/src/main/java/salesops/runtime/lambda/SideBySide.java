package salesops.runtime.lambda;

import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** Visits several things at once, so that one that hangs delays no other. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Returns when every visit has ended.
   *
   * @param things each with what its visit is for
   * @param atOnce visits at a time
   * @param event what a failure is logged as
   * @return those whose visit failed
   */
  public static <K, V> Set<K> visit(
      Pause pause, Map<K, V> things, int atOnce, BiConsumer<K, V> visit, Log log, String event) {
    Set<K> failed = ConcurrentHashMap.newKeySet();
    Queue<Map.Entry<K, V>> left = new ConcurrentLinkedQueue<>(things.entrySet());
    Runnable visitor =
        () -> {
          for (Map.Entry<K, V> next = left.poll(); next != null; next = left.poll()) {
            try {
              visit.accept(next.getKey(), next.getValue());
            } catch (RuntimeException e) {
              log.failure(event, null, e);
              failed.add(next.getKey());
            }
          }
        };
    pause.sideBySide(Collections.nCopies(Math.min(atOnce, things.size()), visitor));
    return failed;
  }
}
