package salesops.cli.console;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;

/**
 * How often and how patiently an import sends rows that got no outcome; a row that was taken and
 * comes again makes nothing new.
 */
public record Resending(Retry retry) {
  public static final Resending USUAL =
      new Resending(
          new Retry(6, Backoff.fromService(Duration.ofSeconds(1), Duration.ofSeconds(3))));

  private static final Waiting WAITING =
      new Waiting(Clock.systemUTC(), Pause.REAL, RandomGenerator.getDefault());

  /**
   * @param send sends rows and says which got no outcome
   * @return rows that got none in the end
   */
  public <T> List<T> send(List<T> rows, UnaryOperator<List<T>> send) {
    return retry.untilNoneIsLeft(
        WAITING,
        rows,
        open -> {
          try {
            return send.apply(open);
          } catch (NotAnswered e) {
            return open; // nobody knows how far it came
          }
        });
  }

  /**
   * Asks until there is an answer.
   *
   * @param question to be asked again though it may have been done: it has a key of its own
   * @throws NotAnswered when the last try was not answered either
   */
  public <A> A ask(Supplier<A> question) {
    return retry
        .untilAnswered(WAITING, NotAnswered.class::isInstance, () -> Optional.of(question.get()))
        .orElseThrow();
  }
}
