package salesops.testkit.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class DiscreteClockTest {
  private static final Instant START = Instant.parse("2026-11-03T10:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final DiscreteClock clock = new DiscreteClock(START, 1);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    clock.close();
  }

  private void note(String what) {
    done.add(what + " at " + Duration.between(START, clock.instant()).toSeconds());
  }

  private void pause(long seconds) {
    clock.pauseUntil(clock.instant().plusSeconds(seconds));
  }

  private void plan(long seconds, String what, Runnable work) {
    assertEquals(
        START.plusSeconds(seconds), clock.at(START.plusSeconds(seconds), what, work).due());
  }

  private static List<Integer> order(long seed) {
    List<Integer> order = new ArrayList<>();
    try (DiscreteClock clock = new DiscreteClock(START, seed)) {
      IntStream.range(0, 20).forEach(i -> clock.at(START, "unit " + i, () -> order.add(i)));
      clock.advance(Duration.ZERO);
    }
    return order;
  }

  @Test
  void theSeedDecidesTheOrderOfWhatIsDueTogether() {
    assertEquals(order(7), order(7));
    assertNotEquals(order(7), order(8));
    assertEquals(20, order(7).size());
  }

  @Test
  void doesWhatFallsDueAndJumpsInBetween() {
    plan(7200, "late", () -> note("late"));
    plan(60, "early", () -> note("early"));
    clock.advance(Duration.ofHours(1));
    assertEquals(List.of("early at 60"), done);
    assertEquals(START.plusSeconds(3600), clock.instant());
    clock.advance(Duration.ofHours(1));
    assertEquals(List.of("early at 60", "late at 7200"), done);
  }

  @Test
  void doesNothingThatWasCalledOff() {
    clock.at(START, "never", () -> note("never")).cancel();
    clock.advance(Duration.ZERO);
    assertEquals(List.of(), done);
  }

  @Test
  void othersRunWhileAUnitPauses() {
    plan(
        0,
        "pausing",
        () -> {
          note("begun");
          pause(10);
          note("ended");
        });
    plan(5, "other", () -> note("other"));
    clock.advance(Duration.ofSeconds(10));
    assertEquals(List.of("begun at 0", "other at 5", "ended at 10"), done);
  }

  @Test
  void runsOneUnitAtATime() {
    int[] running = {0};
    for (int i = 0; i < 20; i++) {
      plan(
          0,
          "unit",
          () -> {
            assertEquals(1, ++running[0]);
            running[0]--;
            pause(1);
            assertEquals(1, ++running[0]);
            running[0]--;
            note("unit");
          });
    }
    clock.advance(SECOND);
    assertEquals(Collections.nCopies(20, "unit at 1"), done);
  }

  @Test
  void pausesSideBySideOverlap() {
    plan(
        0,
        "parent",
        () -> {
          clock.sideBySide(Collections.nCopies(5, () -> pause(3)));
          note("all ended");
        });
    clock.advance(Duration.ofSeconds(3));
    assertEquals(List.of("all ended at 3"), done);
  }

  @Test
  void workFromOutsideLetsTimePassWhileItPauses() {
    plan(2, "other", () -> note("other"));
    String answer =
        clock.call(
            () -> {
              pause(4);
              clock.sideBySide(List.of(() -> pause(1)));
              note("request");
              return "answer";
            });
    assertEquals("answer", answer);
    assertEquals(List.of("other at 2", "request at 5"), done);
  }

  @Test
  void stopsWhenItIsTheCaseOrTheLimitIsReached() {
    for (int second = 1; second <= 5; second++) {
      plan(second, "tick", () -> note("tick"));
    }
    assertTrue(clock.advanceUntil(() -> done.size() == 2, Duration.ofMinutes(1)));
    assertEquals(START.plusSeconds(2), clock.instant());
    assertFalse(clock.advanceUntil(() -> done.size() == 9, Duration.ofMinutes(1)));
    assertEquals(START.plusSeconds(62), clock.instant());
  }

  @Test
  void tellsOfAUnitThatFailed() {
    plan(
        0,
        "failing",
        () -> {
          throw new IllegalArgumentException("asked to");
        });
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ZERO));
    assertTrue(e.getCause() instanceof IllegalArgumentException);
    clock.advance(Duration.ZERO);
  }

  @Test
  void followsTheWallClockWithSeveralUnitsAtATime() throws InterruptedException {
    clock.followWallClock();
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      clock.at(
          clock.instant().plusMillis(20),
          "unit",
          () -> {
            both.countDown();
            try {
              both.await(); // each needs the other to run
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            ended.countDown();
          });
    }
    ended.await();
    assertTrue(clock.instant().isAfter(START.plusMillis(20)));
  }

  @Test
  void standsInTheMiddleOfAPauseAndGoesOnAtItsTime() throws InterruptedException {
    clock.followWallClock();
    CountDownLatch begun = new CountDownLatch(1);
    clock.at(
        START,
        "pausing",
        () -> {
          begun.countDown();
          pause(3600);
          done.add("ended");
        });
    begun.await();
    clock.stand();
    clock.advance(Duration.ofMinutes(59));
    assertEquals(List.of(), done);
    clock.advance(Duration.ofMinutes(2));
    assertEquals(List.of("ended"), done);
    assertFalse(clock.followsWallClock());
  }
}
