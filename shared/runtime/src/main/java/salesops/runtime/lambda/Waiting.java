package salesops.runtime.lambda;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** How a function lets time pass: by which clock, how it pauses, and what makes waits random. */
public record Waiting(Clock clock, Pause pause, RandomGenerator random) {

  /** Returns when the clock shows {@code time}, however often the pause ends early. */
  public void until(Instant time) {
    while (clock.instant().isBefore(time)) {
      pause.until(clock, time);
    }
  }

  /** Waits as long as this many failures in a row ask for, or less. */
  public void after(int failures, Backoff backoff) {
    Duration wait = backoff.after(failures, random);
    if (wait.isPositive()) {
      pause.until(clock, clock.instant().plus(wait));
    }
  }
}
