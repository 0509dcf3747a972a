package salesops.slack;

import java.time.Duration;

/** Waits; tests let virtual time pass instead. */
interface Pause {
  Pause REAL =
      duration -> {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while waiting", e);
        }
      };

  void sleep(Duration duration);
}
