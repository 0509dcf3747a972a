package salesops.local.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The suite's own virtual threads, and their end. */
final class Workers implements AutoCloseable {
  /** Longest that stopping waits for what runs. */
  static final Duration STOP_MAX = Duration.ofSeconds(1);

  private static final Duration NUDGE = Duration.ofMillis(50);

  /** Work that ends when it is interrupted. */
  interface Loop {
    void run() throws InterruptedException;
  }

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Consumer<String> log;
  private volatile boolean stopping;

  Workers(Consumer<String> log) {
    this.log = log;
  }

  boolean stopping() {
    return stopping;
  }

  void start(String name, Loop loop) {
    Thread thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(
                () -> {
                  try {
                    runLoop(name, loop);
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    thread.start();
  }

  private void runLoop(String name, Loop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!stopping) {
        log.accept("{\"level\":\"ERROR\",\"thread\":\"" + name + "\",\"outcome\":\"stopped\"}");
        throw e;
      }
    }
  }

  /** Interrupts everything, again and again since handlers may catch it, until all has ended. */
  @Override
  public void close() {
    stopping = true;
    long deadline = System.nanoTime() + STOP_MAX.toNanos();
    while (!threads.isEmpty() && System.nanoTime() < deadline) {
      threads.forEach(Thread::interrupt);
      try {
        boolean ignored = threads.iterator().next().join(NUDGE);
      } catch (java.util.NoSuchElementException e) {
        return; // the last one ended between the two looks
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
