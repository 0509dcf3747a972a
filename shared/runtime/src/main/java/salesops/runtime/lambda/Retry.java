package salesops.runtime.lambda;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A bounded number of tries of the same work within one invocation.
 *
 * @param triesMax including the first
 * @param backoff how long to wait after each try that failed but the last
 */
public record Retry(int triesMax, Backoff backoff) {

  /** Repeats the work until it answers; empty when no try did. */
  public <T> Optional<T> untilAnswered(Waiting waiting, Supplier<Optional<T>> work) {
    return untilAnswered(waiting, error -> false, work);
  }

  /**
   * Repeats the work until it answers; empty when no try did.
   *
   * @param transientError whether a failure of the work is worth another try; that of the last try
   *     is thrown, as is any other
   */
  public <T> Optional<T> untilAnswered(
      Waiting waiting, Predicate<RuntimeException> transientError, Supplier<Optional<T>> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        Optional<T> answer = work.get();
        if (answer.isPresent() || attempt >= triesMax) {
          return answer;
        }
      } catch (RuntimeException e) {
        if (attempt >= triesMax || !transientError.test(e)) {
          throw e;
        }
      }
      waiting.after(attempt, backoff);
    }
  }

  /**
   * Repeats the work on what is left of a list.
   *
   * @param work returns those that have to be tried again
   * @return those left after the last try
   */
  public <T> List<T> untilNoneIsLeft(Waiting waiting, List<T> all, UnaryOperator<List<T>> work) {
    List<T> left = all;
    for (int attempt = 1; !left.isEmpty() && attempt <= triesMax; attempt++) {
      if (attempt > 1) {
        waiting.after(attempt - 1, backoff);
      }
      left = work.apply(left);
    }
    return left;
  }
}
