package salesops.runtime.lambda;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
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
      Map<K, V> things, int atOnce, BiConsumer<K, V> visit, Log log, String event) {
    Set<K> failed = ConcurrentHashMap.newKeySet();
    Semaphore places = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      things.forEach(
          (thing, why) ->
              threads.execute(
                  () -> {
                    places.acquireUninterruptibly();
                    try {
                      visit.accept(thing, why);
                    } catch (RuntimeException e) {
                      log.failure(event, null, e);
                      failed.add(thing);
                    } finally {
                      places.release();
                    }
                  }));
    }
    return failed;
  }
}
