package salesops.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting for a state, with a deadline. */
final class Waiting {
  /** A stack of 170 resources. */
  static final Duration DEPLOY_MAX = Duration.ofMinutes(4);

  /** One lead through four functions that start when they are first called. */
  static final Duration FLOW_MAX = Duration.ofMinutes(3);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private Waiting() {}

  /**
   * Asks again until there is an answer.
   *
   * @throws AssertionError when there is none within {@code longest}
   */
  static <T> T until(String what, Duration longest, Supplier<Optional<T>> ask) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      Optional<T> answer = ask.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("after " + longest + ": no " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
