package salesops.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void saysHowOldInTwoUnits() {
    assertEquals("59s", Texts.age(59));
    assertEquals("1m 0s", Texts.age(60));
    assertEquals("3h 20m", Texts.age(12_000));
    assertEquals("2d 1h", Texts.age(2 * 86_400 + 3_600));
    assertEquals("0s", Texts.age(-5));
  }
}
