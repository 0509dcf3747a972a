package salesops.runtime.lambda;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets time pass within an invocation, and things happen side by side in it; where time is virtual,
 * without sleeping.
 */
public interface Pause {
  /** Sleeps. */
  Pause REAL =
      (clock, until) -> {
        try {
          Thread.sleep(Duration.between(clock.instant(), until));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while waiting", e);
        }
      };

  /** Goes on at once, where nothing else happens meanwhile. */
  Pause NONE = (clock, until) -> {};

  /** Returns at that time; may return early. */
  void until(Clock clock, Instant until);

  /**
   * Does these at the same time, each on a thread of its own; returns when all have ended.
   *
   * @throws RuntimeException as the first of them that failed
   */
  default void sideBySide(List<Runnable> works) {
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      works.forEach(work -> done.add(threads.submit(work)));
    }
    throwFirst(done);
  }

  /** Throws what the first of these threw that failed, if any did. */
  static void throwFirst(List<? extends Future<?>> done) {
    for (Future<?> each : done) {
      if (each.state() == Future.State.FAILED) {
        if (each.exceptionNow() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) each.exceptionNow(); // a Runnable declares no other
      }
    }
  }
}
