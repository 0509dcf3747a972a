package salesops.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import salesops.runtime.lambda.Pause;

/** A clock that stands until it is moved. */
public final class TestClock extends Clock {
  /** Tuesday 3 November 2026, 10:00 in London. */
  public static final Instant START = Instant.parse("2026-11-03T10:00:00Z");

  private volatile Instant now;

  public TestClock() {
    this(START);
  }

  public TestClock(Instant now) {
    this.now = now;
  }

  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  public synchronized void set(Instant to) {
    now = to;
  }

  /** Moves to this time unless it is later already: of several who wait, each waits for itself. */
  public synchronized void reach(Instant time) {
    if (now.isBefore(time)) {
      now = time;
    }
  }

  /** Whoever waits moves this clock instead, which takes no time. */
  public Pause pause() {
    return (ignored, until) -> reach(until);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
