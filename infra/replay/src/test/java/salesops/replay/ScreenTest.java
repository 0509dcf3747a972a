package salesops.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScreenTest {
  @Test
  void isOfLinesWithoutInvisibleCharactersAndSplitsNone() {
    Screen screen = new Screen();
    screen.line("One decision  %s", "Eve\u001b[2K\nLost 0\u202e.");
    screen.line("%s", "😀".repeat(Screen.WIDTH_MAX + 1));
    assertEquals(
        "One decision  Eve [2K Lost 0 ."
            + System.lineSeparator()
            + "😀".repeat(Screen.WIDTH_MAX - 1)
            + "…",
        screen.text());
  }
}
