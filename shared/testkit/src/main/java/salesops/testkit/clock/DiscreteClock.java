package salesops.testkit.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock together with the work that is due at its times, in one of two modes.
 *
 * <p><b>Discrete</b>: the clock stands while one unit of work runs and jumps from one due time to
 * the next. Somebody has to ask for it: {@link #settle}, {@link #advance} and {@link #advanceUntil}
 * let time pass, and so does work from outside while it pauses. Among units due at the same time
 * the seed decides, so that the same seed and the same input give the same order.
 *
 * <p><b>Wall</b>: the clock moves with real time and everything starts when it is due, several
 * units at a time.
 *
 * <p>A unit runs on a virtual thread of its own. While it pauses it does not run, so others do.
 */
public final class DiscreteClock extends Clock implements AutoCloseable {
  /** Longest that stopping waits for what runs. */
  private static final Duration STOP_MAX = Duration.ofSeconds(1);

  private static final Duration NUDGE = Duration.ofMillis(50);

  /** Longest sleep while nothing is planned. */
  private static final Duration SLEEP_MAX = Duration.ofHours(1);

  /** Name of what comes from outside. */
  private static final String OUTSIDE = "from outside";

  private static final ScopedValue<Unit> CURRENT = ScopedValue.newInstance();

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

  /** Work that runs or pauses. */
  private static final class Unit {
    final String name;
    final boolean outside;
    final Condition turn;
    boolean mayGoOn;

    Unit(String name, boolean outside, Condition turn) {
      this.name = name;
      this.outside = outside;
      this.turn = turn;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when nothing runs any more, or a unit from outside may go on. */
  private final Condition still = lock.newCondition();

  /** Signalled when the thread that follows the wall clock has to look again. */
  private final Condition planned = lock.newCondition();

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Agenda agenda;
  private volatile Reading reading;
  private volatile boolean closed;
  private int running;
  private @Nullable Throwable failure;

  /** A discrete clock that stands at {@code start}. */
  public DiscreteClock(Instant start, long seed) {
    reading = new Reading(start, null);
    agenda = new Agenda(seed);
  }

  /** Work that is due at a time. */
  public interface Planned {
    Instant due();

    /** Calls it off; does nothing once it has begun. */
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

  /** From now on the clock moves with real time, from where it stands. */
  public void followWallClock() {
    lock.lock();
    try {
      if (!followsWallClock()) {
        reading = new Reading(instant(), System.nanoTime());
        start("wall clock", this::startWhatFallsDue);
        still.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on the clock stands; what runs goes on until it ends or pauses. */
  public void stand() {
    lock.lock();
    try {
      reading = new Reading(instant(), null);
      planned.signalAll();
      still.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Plans a unit of work.
   *
   * @param due times that have passed mean now
   * @param name decides with the seed about the order; equal names keep the order of planning
   */
  public Planned at(Instant due, String name, Runnable work) {
    lock.lock();
    try {
      Agenda.Entry entry = plan(due, name, () -> startUnit(name, work));
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
   * Does work that comes from outside, such as a request, on this thread: as soon as no other unit
   * runs, or at once while the clock follows the wall clock.
   */
  public <T> T call(Supplier<T> work) {
    if (CURRENT.isBound()) {
      return work.get();
    }
    lock.lock();
    try {
      awaitWhile(still, () -> !followsWallClock() && running > 0);
      running++;
    } finally {
      lock.unlock();
    }
    try {
      return ScopedValue.where(CURRENT, new Unit(OUTSIDE, true, still)).call(work::get);
    } finally {
      ended();
    }
  }

  /** Lets the unit that asks wait until a time, and others run meanwhile. */
  public void pauseUntil(Instant until) {
    if (!CURRENT.isBound()) {
      call(
          () -> {
            pauseUntil(until);
            return true;
          });
      return;
    }
    Unit unit = CURRENT.get();
    lock.lock();
    try {
      if (until.isAfter(instant())) {
        Agenda.Entry ignored = plan(until, unit.name, () -> goOn(unit));
        awaitTurn(unit);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Does several things as units of their own, none of which may throw; returns at their end. */
  public void sideBySide(List<? extends Runnable> works) {
    if (!CURRENT.isBound()) {
      call(
          () -> {
            sideBySide(works);
            return true;
          });
      return;
    }
    Unit unit = CURRENT.get();
    AtomicInteger left = new AtomicInteger(works.size());
    lock.lock();
    try {
      for (int i = 0; i < works.size(); i++) {
        Runnable work = works.get(i);
        String name = unit.name + " part " + i;
        Runnable part =
            () -> {
              work.run();
              if (left.decrementAndGet() == 0) {
                resume(unit);
              }
            };
        Agenda.Entry ignored = plan(instant(), name, () -> startUnit(name, part));
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
      Agenda.Entry ignored = plan(instant(), unit.name, () -> goOn(unit));
    } finally {
      lock.unlock();
    }
  }

  /** Does all that is due now, and what falls due now by that. */
  public void settle() {
    advance(Duration.ZERO);
  }

  /** Lets so much time pass and does what falls due in it. */
  public void advance(Duration by) {
    boolean ignored = advanceUntil(() -> false, by);
  }

  /**
   * Lets time pass until something is the case, which is asked after each unit of work. A clock
   * that follows the wall clock stands meanwhile, and goes on from there.
   *
   * @return false when that was not so by {@code limit}
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
      awaitWhile(still, () -> running > 0);
      Agenda.Entry next = agenda.next();
      if (next == null || next.due().isAfter(end)) {
        return false;
      }
      begin(next);
      awaitWhile(still, () -> running > 0);
      Throwable thrown = failure;
      if (thrown != null) {
        failure = null;
        throw new IllegalStateException("a unit of work failed", thrown);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void reach(Instant time) {
    lock.lock();
    try {
      if (!followsWallClock() && time.isAfter(instant())) {
        reading = new Reading(time, null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs while the clock follows the wall clock. */
  private void startWhatFallsDue() {
    lock.lock();
    try {
      while (followsWallClock() && !closed) {
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
      running++;
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
    if (!followsWallClock() && entry.due().isAfter(instant())) {
      reading = new Reading(entry.due(), null);
    }
    running++;
    entry.start().run();
  }

  private void startUnit(String name, Runnable work) {
    start(
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

  private void start(String name, Runnable body) {
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
      stopsRunning();
    } finally {
      lock.unlock();
    }
  }

  private void stopsRunning() {
    if (--running == 0) {
      still.signalAll();
    }
  }

  private void goOn(Unit unit) {
    unit.mayGoOn = true;
    unit.turn.signalAll();
  }

  /** With the lock; the unit does not run meanwhile. One from outside lets time pass itself. */
  private void awaitTurn(Unit unit) {
    stopsRunning();
    try {
      while (!unit.mayGoOn) {
        awaitWhile(
            unit.turn, () -> !unit.mayGoOn && (!unit.outside || followsWallClock() || running > 0));
        if (unit.mayGoOn) {
          return;
        }
        Agenda.Entry next = agenda.next();
        if (next == null) {
          throw new IllegalStateException("nothing is due that could end the pause");
        }
        begin(next);
      }
    } finally {
      running += unit.mayGoOn ? 0 : 1; // what ends by an exception runs until then
      unit.mayGoOn = false;
    }
  }

  private void awaitWhile(Condition condition, BooleanSupplier reason) {
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

  /** Whether {@link #close} was called: what fails from then on is no news. */
  public boolean isClosed() {
    return closed;
  }

  /** Interrupts everything, again and again since work may catch it, until all has ended. */
  @Override
  public void close() {
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

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    // Instants are all that is asked for; zones are applied where they are known.
    return this;
  }
}
