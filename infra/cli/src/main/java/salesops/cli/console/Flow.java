package salesops.cli.console;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** So many things a second, evenly from its making on. */
public final class Flow {
  /** Longest sleep before looking whether to stop. */
  private static final Duration NAP = Duration.ofMillis(500);

  private final double rate;
  private final long startNanos = System.nanoTime();

  /**
   * @param rate things a second
   */
  public Flow(double rate) {
    this.rate = rate;
  }

  /** Waits until it is the turn of the next after so many, or until there is to be none. */
  public void await(long sent, BooleanSupplier stopped) {
    long due = startNanos + (long) (sent * 1e9 / rate);
    for (long left = due - System.nanoTime();
        left > 0 && !stopped.getAsBoolean();
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, NAP.toNanos()));
    }
  }
}
