package salesops.local.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.testkit.clock.DiscreteClock;

/**
 * A schedule with a fixed rate, counted from the start of the suite. Ticks that would find nothing
 * are skipped.
 */
final class Schedule {
  /** Finds the first time at which a tick may find something. */
  interface Finds {
    /** Returns that time; {@link Instant#MAX}: never, unless something is written. */
    Instant from(Instant now);
  }

  private final String name;
  private final Duration every;
  private final Finds finds;
  private final Runnable tick;
  private final DiscreteClock clock;
  private final Instant start;
  private DiscreteClock.@Nullable Planned next;

  /**
   * @param finds called after a tick that wrote nothing
   */
  Schedule(String name, Duration every, Finds finds, Runnable tick, DiscreteClock clock) {
    this.name = name;
    this.every = every;
    this.finds = finds;
    this.tick = tick;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Plans the next tick; call it at the start, and whenever a tick may find something new. */
  synchronized void plan() {
    Instant now = clock.instant();
    Instant soon = firstAfter(now);
    if (next != null && next.due().isAfter(soon)) {
      next.cancel();
      next = null;
    }
    if (next == null) {
      next = clock.at(soon, name, this::run);
    }
  }

  private void run() {
    synchronized (this) {
      next = null;
    }
    tick.run();
    if (isPlanned()) {
      return; // it wrote something
    }
    Instant now = clock.instant();
    Instant from = finds.from(now);
    synchronized (this) {
      if (next == null && from.isBefore(Instant.MAX)) {
        Instant due = from.isAfter(now) ? firstAfter(from.minusNanos(1)) : firstAfter(now);
        next = clock.at(due, name, this::run);
      }
    }
  }

  private synchronized boolean isPlanned() {
    return next != null;
  }

  private Instant firstAfter(Instant time) {
    long passed = Duration.between(start, time).dividedBy(every);
    return start.plus(every.multipliedBy(passed + 1));
  }
}
