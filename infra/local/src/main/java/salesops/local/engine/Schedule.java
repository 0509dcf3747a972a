package salesops.local.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.testkit.clock.DiscreteClock;

/**
 * A fixed rate, from the start of the suite, at which something happens; ticks that would find
 * nothing are left out.
 */
final class Schedule {
  /** Tells from when on a tick may find something; {@link Instant#MAX}: never as things stand. */
  interface Finds {
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
   * @param finds asked after a tick that wrote nothing
   */
  Schedule(String name, Duration every, Finds finds, Runnable tick, DiscreteClock clock) {
    this.name = name;
    this.every = every;
    this.finds = finds;
    this.tick = tick;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** The next tick takes place; to be called first, and whenever it may find something new. */
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
