package salesops.runtime.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Backoff BACKOFF =
      Backoff.fromService(Duration.ofSeconds(2), Duration.ofMinutes(5));

  private static LongStream waits(int failures) {
    Random random = new Random(3);
    return LongStream.generate(() -> BACKOFF.after(failures, random).toMillis()).limit(10_000);
  }

  @ParameterizedTest
  @CsvSource({"1, 2000", "2, 4000", "8, 256000", "9, 300000", "1000000, 300000", "0, 2000"})
  void doublesUpToTheMost(int failures, long most) {
    assertTrue(waits(failures).allMatch(wait -> wait >= most / 2 && wait <= most));
  }

  @Test
  void letsWritersWaitAnythingUpToTheMost() {
    Backoff full = Backoff.amongWriters(Duration.ofMillis(20), Duration.ofMillis(640));
    Random random = new Random(3);
    LongSummaryStatistics waits =
        LongStream.generate(() -> full.after(3, random).toMillis())
            .limit(10_000)
            .summaryStatistics();
    assertEquals(0, waits.getMin());
    assertEquals(80, waits.getMax());
  }

  @Test
  void spreadsOverHalfOfTheTime() {
    assertTrue(waits(1).min().orElseThrow() < 1_010, "hardly ever halved");
    assertTrue(waits(1).max().orElseThrow() > 1_990, "hardly ever whole");
  }
}
