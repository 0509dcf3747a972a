package salesops.routing;

import java.util.random.RandomGenerator;

/** Waits of random length, so that those who met once do not meet again. */
final class Pause {
  /** Longest wait before a second try; doubles with each further one. */
  static final int FIRST_MILLIS_MAX = 20;

  static final int MILLIS_MAX = 640;

  /** Longest wait between two looks at a lease, which is mostly held for some ten milliseconds. */
  static final int BRIEF_MILLIS_MAX = 12;

  private final RandomGenerator random;

  Pause(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param attempt the one that comes next, from 2
   */
  void beforeTry(int attempt) {
    sleep(Math.min(MILLIS_MAX, FIRST_MILLIS_MAX << Math.min(attempt - 2, 10)));
  }

  void briefly() {
    sleep(BRIEF_MILLIS_MAX);
  }

  private void sleep(int millisMax) {
    try {
      Thread.sleep(1 + random.nextInt(millisMax));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for another try", e);
    }
  }
}
