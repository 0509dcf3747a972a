package salesops.local.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Fires at fixed rates of the suite's clock; once for each jump of it, however far. */
final class Schedules {
  /** Longest sleep, whatever the clock says. */
  private static final Duration SLEEP_MAX = Duration.ofMinutes(1);

  private static final class Entry {
    final Duration every;
    final Runnable action;
    Instant due;

    Entry(Duration every, Runnable action, Instant due) {
      this.every = every;
      this.action = action;
      this.due = due;
    }
  }

  private final SuiteClock clock;
  private final List<Entry> entries = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  Schedules(SuiteClock clock) {
    this.clock = clock;
  }

  /**
   * Before {@link #run()} only.
   *
   * @param action must return at once
   */
  void add(Duration every, Runnable action) {
    entries.add(new Entry(every, action, clock.instant().plus(every)));
  }

  /** Moves the clock and fires what falls due, before it returns. */
  void advance(Duration by) {
    lock.lock();
    try {
      clock.advance(by);
      fireDue();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Fires until interrupted. */
  void run() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Duration next = fireDue();
        boolean ignored = moved.await(next.toNanos(), TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private Duration fireDue() {
    Instant now = clock.instant();
    Duration next = SLEEP_MAX;
    for (Entry entry : entries) {
      if (!entry.due.isAfter(now)) {
        entry.due = now.plus(entry.every);
        entry.action.run();
      }
      Duration left = Duration.between(now, entry.due);
      next = left.compareTo(next) < 0 ? left : next;
    }
    return next;
  }
}
