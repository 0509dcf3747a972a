package salesops.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnswersTest {
  @Test
  void saysHowOldInTwoUnits() {
    assertEquals("59s", Answers.age(59));
    assertEquals("1m 0s", Answers.age(60));
    assertEquals("3h 20m", Answers.age(12_000));
    assertEquals("2d 1h", Answers.age(2 * 86_400 + 3_600));
    assertEquals("0s", Answers.age(-5));
  }
}
