package salesops.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits; tests let virtual time pass instead. */
interface Pause {
  Pause REAL =
      (clock, until) -> {
        try {
          Thread.sleep(Duration.between(clock.instant(), until));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while waiting", e);
        }
      };

  /** May return early. */
  void until(Clock clock, Instant until);
}
