package salesops.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When the user stops the command, lets the step under way end and its summary be printed. */
public final class OnInterrupt implements AutoCloseable {
  /** Longest wait for the step under way. */
  private static final int SECONDS_MAX = 60;

  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * @param stop asks for the step under way to be the last
   */
  public OnInterrupt(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop)));
  }

  private void stop(Runnable stop) {
    stop.run();
    try {
      if (!done.await(SECONDS_MAX, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All was printed. */
  @Override
  public void close() {
    done.countDown();
  }
}
