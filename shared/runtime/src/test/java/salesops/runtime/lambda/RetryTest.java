package salesops.runtime.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Retry FOUR =
      new Retry(4, Backoff.fromService(Duration.ofMillis(100), Duration.ofMillis(200)));

  private final List<Long> waitedMillis = new ArrayList<>();
  private final Waiting waiting =
      new Waiting(
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
          (clock, until) -> waitedMillis.add(until.toEpochMilli()),
          new Random(1));
  private int tries;

  private void assertWaitsBetweenTries(int triesMade) {
    assertEquals(triesMade, tries);
    assertEquals(triesMade - 1, waitedMillis.size());
    for (int i = 0; i < waitedMillis.size(); i++) {
      long most = i == 0 ? 100 : 200;
      long waited = waitedMillis.get(i);
      assertTrue(waited >= most / 2 && waited <= most, waited + " ms");
    }
  }

  @Test
  void triesUntilThereIsAnAnswer() {
    assertEquals(
        Optional.of("done"),
        FOUR.untilAnswered(waiting, () -> ++tries < 3 ? Optional.empty() : Optional.of("done")));
    assertWaitsBetweenTries(3);
  }

  @Test
  void hasNoAnswerWhenTheLastTryHadNone() {
    assertEquals(
        Optional.empty(),
        FOUR.untilAnswered(
            waiting,
            () -> {
              tries++;
              return Optional.empty();
            }));
    assertWaitsBetweenTries(4);
  }

  @Test
  void throwsTheLastTransientError() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                FOUR.untilAnswered(
                    waiting, IllegalStateException.class::isInstance, this::failing));
    assertEquals("try 4", thrown.getMessage());
    assertWaitsBetweenTries(4);
  }

  @Test
  void triesNothingElseAgain() {
    assertThrows(IllegalStateException.class, () -> FOUR.untilAnswered(waiting, this::failing));
    assertWaitsBetweenTries(1);
  }

  private Optional<String> failing() {
    throw new IllegalStateException("try " + ++tries);
  }

  @Test
  void triesOnlyWhatIsLeft() {
    List<List<Integer>> seen = new ArrayList<>();
    List<Integer> left =
        FOUR.untilNoneIsLeft(
            waiting,
            List.of(1, 2, 3),
            some -> {
              tries++;
              seen.add(some);
              return some.subList(1, some.size());
            });
    assertEquals(List.of(), left);
    assertEquals(List.of(List.of(1, 2, 3), List.of(2, 3), List.of(3)), seen);
    assertWaitsBetweenTries(3);
  }

  @Test
  void saysWhatIsLeftAfterTheLastTry() {
    List<Integer> left =
        FOUR.untilNoneIsLeft(
            waiting,
            List.of(7),
            some -> {
              tries++;
              return some;
            });
    assertEquals(List.of(7), left);
    assertWaitsBetweenTries(4);
  }
}
