package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  private static final Instant TIME = Instant.parse("2026-11-03T10:00:00.123Z");

  @Test
  void dependsOnNothingButTheEvent() {
    assertEquals(RowKey.of(TIME, "a"), RowKey.of(TIME, "a"));
    assertNotEquals(RowKey.of(TIME, "a"), RowKey.of(TIME, "b"));
  }

  @Test
  void ordersByTimeFirst() {
    for (int i = 0; i < 100; i++) {
      RowKey earlier = RowKey.of(TIME, "e" + i);
      assertTrue(earlier.compareTo(RowKey.at(TIME.plusMillis(1))) < 0);
      assertTrue(earlier.compareTo(RowKey.at(TIME)) > 0);
    }
  }

  @Test
  void fitsDynamoDbsNumbersAtAnyTime() {
    for (Instant time : new Instant[] {Instant.MIN, Instant.EPOCH, TIME, Instant.MAX}) {
      RowKey key = RowKey.of(time, "a");
      assertTrue(key.number().signum() >= 0);
      assertTrue(key.number().toString().length() <= 38);
    }
    assertEquals(RowKey.NONE, RowKey.NONE.previous());
  }
}
