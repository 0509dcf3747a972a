package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void makesOneLineWithoutControlCharacters() {
    assertEquals("a b c", PlainText.clean(" a\r\n\tb\u0000\u2028c ", 10));
    assertEquals("abc", PlainText.clean("a\u202Eb\uFEFFc", 10));
  }

  @Test
  void keepsWhatJoinsEmojiAndReplacesHalves() {
    assertEquals("👩‍💻", PlainText.clean("👩‍💻", 10));
    assertEquals("a\uFFFDb", PlainText.clean("a\uD800b", 10));
  }

  @Test
  void cutsByCodePointsWithAnEllipsis() {
    assertEquals("👍👍👍", PlainText.clean("👍👍👍", 3));
    assertEquals("👍👍…", PlainText.clean("👍👍👍👍", 3));
  }

  @Test
  void escapesWithoutSplittingAnEntity() {
    assertEquals("&lt;a&gt;&amp;", PlainText.escaped("<a>&", 100));
    assertEquals("&lt;a", PlainText.escaped("<a>&", 8));
    assertEquals("👍", PlainText.escaped("👍👍", 3));
  }

  @Test
  void breaksAddressesInFallbackText() {
    assertEquals(
        "see https:\u2060//x.\u2060y now. ok", PlainText.unlinked("see https://x.y now. ok"));
    assertEquals(
        "evil.\u2060рф, www.\u2060evil.\u2060中国. é:\u2060ü@\u2060ж",
        PlainText.unlinked("evil.рф, www.evil.中国. é:ü@ж"));
  }
}
