package salesops.runtime.lambda;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets time pass within an invocation; where time is virtual, without sleeping. */
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
}
