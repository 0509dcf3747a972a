package salesops.cli.console;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * How often and how patiently an import sends rows that got no outcome; a row that was taken and
 * comes again makes nothing new.
 *
 * @param triesMax sendings of a row
 * @param pause before the second; each further one waits as much longer
 */
public record Resending(int triesMax, Duration pause) {
  public static final Resending USUAL = new Resending(6, Duration.ofMillis(500));

  /**
   * @param send sends rows and says which got no outcome
   * @return rows that got none in the end
   */
  public <T> List<T> send(List<T> rows, UnaryOperator<List<T>> send) {
    List<T> open = rows;
    for (int attempt = 1; !open.isEmpty() && attempt <= triesMax; attempt++) {
      if (attempt > 1) {
        LockSupport.parkNanos(pause.toNanos() * attempt);
      }
      try {
        open = send.apply(open);
      } catch (NotAnswered e) {
        // All of them once more: nobody knows how far it came.
      }
    }
    return open;
  }
}
