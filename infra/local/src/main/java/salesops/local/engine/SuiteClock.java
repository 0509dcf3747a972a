package salesops.local.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Starts at a given instant and runs at the rate of real time; may be moved forward. */
final class SuiteClock extends Clock {
  private final Instant start;
  private final long originNanos = System.nanoTime();
  private final AtomicLong movedNanos = new AtomicLong();

  SuiteClock(Instant start) {
    this.start = start;
  }

  void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock does not go back");
    }
    movedNanos.addAndGet(by.toNanos());
  }

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - originNanos + movedNanos.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    // Instants are all that the suite asks for; zones are applied where they are known.
    return this;
  }
}
