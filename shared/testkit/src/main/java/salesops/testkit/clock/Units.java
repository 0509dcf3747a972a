package salesops.testkit.clock;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The units of work that have started: how many are running, the threads they run on, and the first
 * failure. "With the lock" means that the caller holds the clock's lock.
 */
final class Units {
  /** Maximum time that closing waits for running work to end. */
  private static final Duration STOP_MAX = Duration.ofSeconds(1);

  /** Time between two interrupts while closing. */
  private static final Duration NUDGE = Duration.ofMillis(50);

  /** Name of work that comes from outside. */
  private static final String OUTSIDE = "from outside";

  private static final ScopedValue<Unit> CURRENT = ScopedValue.newInstance();

  private final ReentrantLock lock;

  /** Signaled when nothing is running anymore, or a unit from outside may continue. */
  private final Condition still;

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private int running;
  private @Nullable Throwable failure;

  Units(ReentrantLock lock) {
    this.lock = lock;
    this.still = lock.newCondition();
  }

  /** The unit that this thread runs; absent on threads from outside. */
  static @Nullable Unit current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Whether a unit is running; with the lock. */
  boolean anyRuns() {
    return running > 0;
  }

  /** Counts a unit as running, before its thread starts or continues; with the lock. */
  void runs() {
    running++;
  }

  /** Counts a unit as ended or paused; with the lock. */
  void stops() {
    if (--running == 0) {
      still.signalAll();
    }
  }

  /** Lets waiting threads check their condition again; with the lock. */
  void recheck() {
    still.signalAll();
  }

  /** Runs a unit that is already counted as running, on a thread of its own. */
  void start(String name, Runnable work) {
    startThread(
        name,
        () -> {
          try {
            ScopedValue.where(CURRENT, new Unit(name, false, lock.newCondition())).run(work);
          } catch (RuntimeException | Error e) {
            if (!closed) {
              failed(e);
              throw e;
            }
          } finally {
            ended();
          }
        });
  }

  /** Runs a unit that is already counted as running, on this thread. */
  <T> T callFromOutside(Supplier<T> work) {
    try {
      return ScopedValue.where(CURRENT, new Unit(OUTSIDE, true, still)).call(work::get);
    } finally {
      ended();
    }
  }

  /** Starts a virtual thread that closing interrupts. */
  void startThread(String name, Runnable body) {
    Thread thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(
                () -> {
                  try {
                    body.run();
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    thread.start();
  }

  private void failed(Throwable thrown) {
    lock.lock();
    try {
      if (failure == null) {
        failure = thrown;
      }
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      stops();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no unit is running; with the lock. */
  void awaitStill() {
    awaitStillWhile(() -> running > 0);
  }

  /** Waits until nothing is running or the reason no longer holds; with the lock. */
  void awaitStillWhile(BooleanSupplier reason) {
    awaitWhile(still, reason);
  }

  /**
   * Waits on a condition for as long as there is a reason to; with the lock.
   *
   * @throws IllegalStateException when the clock is closed or the thread is interrupted
   */
  void awaitWhile(Condition condition, BooleanSupplier reason) {
    while (reason.getAsBoolean()) {
      if (closed) {
        throw new IllegalStateException("the clock was closed");
      }
      try {
        condition.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
    }
  }

  /** Throws the first failure since the last call, if there was one; with the lock. */
  void throwFailure() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("a unit of work failed", thrown);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Interrupts everything, repeatedly because work may catch it, until all threads have ended. */
  void close() {
    closed = true;
    long deadline = System.nanoTime() + STOP_MAX.toNanos();
    while (!threads.isEmpty() && System.nanoTime() < deadline) {
      threads.forEach(Thread::interrupt);
      try {
        TimeUnit.NANOSECONDS.sleep(NUDGE.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
