package salesops.testkit.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock together with the work that is due at its times, in one of two modes.
 *
 * <p><b>Discrete</b>: the clock stands while one unit of work runs, then jumps to the next due
 * time. Time passes only on request: {@link #advance} and {@link #advanceUntil} let it pass, and so
 * does work from outside while it is paused. The seed decides the order of units that are due at
 * the same time, so the same seed and the same input give the same order.
 *
 * <p><b>Wall</b>: the clock moves with real time, and everything starts when it is due, several
 * units at a time.
 *
 * <p>A unit runs on a virtual thread of its own. Other units run while it is paused.
 */
public final class DiscreteClock extends Clock implements AutoCloseable {
  /** Longest sleep while nothing is planned. */
  private static final Duration SLEEP_MAX = Duration.ofHours(1);

  /**
   * A reading of the clock.
   *
   * @param nanos reading of {@link System#nanoTime()} at {@code base}; absent: the clock stands
   */
  private record Reading(Instant base, @Nullable Long nanos) {
    Instant now() {
      return nanos == null ? base : base.plusNanos(System.nanoTime() - nanos);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  /** Signaled when the thread that follows the wall clock must check the agenda again. */
  private final Condition planned = lock.newCondition();

  private final Units units = new Units(lock);
  private final Agenda agenda;
  private volatile Reading reading;

  /** A discrete clock that stands at {@code start}. */
  public DiscreteClock(Instant start, long seed) {
    reading = new Reading(start, null);
    agenda = new Agenda(seed);
  }

  /** Work that is due at a time. */
  public interface Planned {
    Instant due();

    /** Cancels the work; has no effect once it has started. */
    void cancel();
  }

  @Override
  public Instant instant() {
    return reading.now();
  }

  /** Whether the clock moves with real time. */
  public boolean followsWallClock() {
    return reading.nanos() != null;
  }

  /** Lets the clock move with real time from its current reading on. */
  public void followWallClock() {
    lock.lock();
    try {
      if (!followsWallClock()) {
        reading = new Reading(instant(), System.nanoTime());
        units.startThread("wall clock", this::startWhatFallsDue);
        units.recheck();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops the clock at its current reading; running work continues until it ends or pauses. */
  public void stand() {
    lock.lock();
    try {
      reading = new Reading(instant(), null);
      planned.signalAll();
      units.recheck();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Plans a unit of work.
   *
   * @param due when it starts; times in the past mean now
   * @param name decides the order together with the seed; equal names keep the order of planning
   */
  public Planned at(Instant due, String name, Runnable work) {
    lock.lock();
    try {
      Agenda.Entry entry = plan(due, name, () -> units.start(name, work));
      return new Planned() {
        @Override
        public Instant due() {
          return entry.due();
        }

        @Override
        public void cancel() {
          lock.lock();
          try {
            agenda.remove(entry);
          } finally {
            lock.unlock();
          }
        }
      };
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs work from outside, such as a request, on this thread: as soon as no other unit is running,
   * or at once while the clock follows the wall clock.
   */
  public <T> T call(Supplier<T> work) {
    if (Units.current() != null) {
      return work.get();
    }
    lock.lock();
    try {
      units.awaitStillWhile(() -> !followsWallClock() && units.anyRuns());
      units.runs();
    } finally {
      lock.unlock();
    }
    return units.callFromOutside(work);
  }

  /** Pauses the calling unit until a time; other units run meanwhile. */
  public void pauseUntil(Instant until) {
    Unit unit = Units.current();
    if (unit == null) {
      call(
          () -> {
            pauseUntil(until);
            return true;
          });
      return;
    }
    lock.lock();
    try {
      if (until.isAfter(instant())) {
        Agenda.Entry ignored = plan(until, unit.name(), unit::resume);
        awaitTurn(unit);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs several pieces of work as units of their own and returns when all have ended. None of them
   * may throw.
   */
  public void sideBySide(List<? extends Runnable> works) {
    Unit unit = Units.current();
    if (unit == null) {
      call(
          () -> {
            sideBySide(works);
            return true;
          });
      return;
    }
    AtomicInteger left = new AtomicInteger(works.size());
    lock.lock();
    try {
      for (int i = 0; i < works.size(); i++) {
        Runnable work = works.get(i);
        String name = unit.name() + " part " + i;
        Runnable part =
            () -> {
              work.run();
              if (left.decrementAndGet() == 0) {
                resume(unit);
              }
            };
        Agenda.Entry ignored = plan(instant(), name, () -> units.start(name, part));
      }
      if (!works.isEmpty()) {
        awaitTurn(unit);
      }
    } finally {
      lock.unlock();
    }
  }

  private void resume(Unit unit) {
    lock.lock();
    try {
      Agenda.Entry ignored = plan(instant(), unit.name(), unit::resume);
    } finally {
      lock.unlock();
    }
  }

  /** Lets this much time pass and runs what falls due in it; zero: runs what is due now. */
  public void advance(Duration by) {
    boolean ignored = advanceUntil(() -> false, by);
  }

  /**
   * Lets time pass until a condition holds, which is checked after each unit of work. A clock that
   * follows the wall clock stands meanwhile, and follows it again afterwards.
   *
   * @return false when the condition did not hold by {@code limit}
   */
  public boolean advanceUntil(BooleanSupplier reached, Duration limit) {
    boolean follows = followsWallClock();
    stand();
    try {
      Instant end = instant().plus(limit);
      while (!reached.getAsBoolean()) {
        if (!step(end)) {
          reach(end);
          return reached.getAsBoolean();
        }
      }
      return true;
    } finally {
      if (follows) {
        followWallClock();
      }
    }
  }

  /** Runs the next unit until it ends or pauses; false when none is due by {@code end}. */
  private boolean step(Instant end) {
    lock.lock();
    try {
      units.awaitStill();
      Agenda.Entry next = agenda.next();
      if (next == null || next.due().isAfter(end)) {
        return false;
      }
      begin(next);
      units.awaitStill();
      units.throwFailure();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void reach(Instant time) {
    lock.lock();
    try {
      jumpTo(time);
    } finally {
      lock.unlock();
    }
  }

  /** With the lock. */
  private void jumpTo(Instant time) {
    if (!followsWallClock() && time.isAfter(instant())) {
      reading = new Reading(time, null);
    }
  }

  /** Runs on its own thread while the clock follows the wall clock. */
  private void startWhatFallsDue() {
    lock.lock();
    try {
      while (followsWallClock() && !isClosed()) {
        Agenda.Entry next = agenda.next();
        if (next != null && !next.due().isAfter(instant())) {
          begin(next);
        } else {
          Duration left = next == null ? SLEEP_MAX : Duration.between(instant(), next.due());
          long ignored = planned.awaitNanos(left.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** With the lock. */
  private Agenda.Entry plan(Instant due, String name, Runnable start) {
    Instant now = instant();
    boolean passed = !due.isAfter(now);
    Agenda.Entry entry = agenda.entry(passed ? now : due, name, start);
    if (passed && followsWallClock()) {
      units.runs();
      start.run();
    } else {
      agenda.add(entry);
      planned.signal();
    }
    return entry;
  }

  /** With the lock. */
  private void begin(Agenda.Entry entry) {
    agenda.remove(entry);
    jumpTo(entry.due());
    units.runs();
    entry.start().run();
  }

  /** With the lock. The unit is paused meanwhile; one from outside lets time pass itself. */
  private void awaitTurn(Unit unit) {
    units.stops();
    try {
      while (!unit.mayContinue()) {
        units.awaitWhile(unit.turn(), () -> !unit.mayContinue() && !mayStep(unit));
        if (unit.mayContinue()) {
          return;
        }
        Agenda.Entry next = agenda.next();
        if (next == null) {
          throw new IllegalStateException("nothing is due that could end the pause");
        }
        begin(next);
      }
    } finally {
      if (!unit.mayContinue()) {
        units.runs(); // ends by an exception, and counts as running until then
      }
      unit.resumed();
    }
  }

  /** Whether a paused unit lets time pass itself. */
  private boolean mayStep(Unit unit) {
    return unit.isOutside() && !followsWallClock() && !units.anyRuns();
  }

  /** Whether {@link #close} was called; failures after that are expected. */
  public boolean isClosed() {
    return units.isClosed();
  }

  /** Interrupts all work and waits up to a second for it to end. */
  @Override
  public void close() {
    units.close();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    // Callers only ask for instants and apply zones where they know them.
    return this;
  }
}
