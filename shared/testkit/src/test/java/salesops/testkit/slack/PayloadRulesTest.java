package salesops.testkit.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import salesops.runtime.Json;

class PayloadRulesTest {
  private static Optional<String> violation(Map<String, ?> message) {
    return PayloadRules.violation(Json.MAPPER.readTree(Json.text(message)));
  }

  private static Optional<String> blocks(Object... blocks) {
    return violation(Map.of("channel", "#a", "text", "t", "blocks", List.of(blocks)));
  }

  private static Map<String, Object> plain(int length) {
    return Map.of("type", "plain_text", "text", "x".repeat(length));
  }

  private static Map<String, Object> section(int length) {
    return Map.of("type", "section", "text", plain(length));
  }

  @Test
  void takesTextUpToItsLimits() {
    assertEquals(Optional.empty(), violation(Map.of("channel", "#a", "text", "x".repeat(40_000))));
    assertEquals(
        Optional.of("msg_too_long"),
        violation(Map.of("channel", "#a", "text", "x".repeat(40_001))));
    assertEquals(Optional.of("no_text"), violation(Map.of("channel", "#a")));
    assertEquals(Optional.of("channel_not_found"), violation(Map.of("text", "t")));
  }

  @Test
  void takesFiftyBlocks() {
    assertEquals(Optional.empty(), blocks(Collections.nCopies(50, section(1)).toArray()));
    assertEquals(
        Optional.of("invalid_blocks"), blocks(Collections.nCopies(51, section(1)).toArray()));
    assertEquals(
        Optional.of("msg_blocks_too_long"),
        blocks(Collections.nCopies(5, section(2_900)).toArray()));
  }

  @Test
  void takesEachBlockUpToItsLimit() {
    assertEquals(Optional.empty(), blocks(section(3_000)));
    assertEquals(Optional.of("invalid_blocks"), blocks(section(3_001)));
    assertEquals(Optional.of("invalid_blocks"), blocks(section(0)));
    assertEquals(Optional.empty(), blocks(Map.of("type", "header", "text", plain(150))));
    assertEquals(
        Optional.of("invalid_blocks"), blocks(Map.of("type", "header", "text", plain(151))));
    assertEquals(Optional.of("invalid_blocks"), blocks(Map.of("type", "marquee")));
  }

  @Test
  void takesButtonsWithShortTextAndWebAddress() {
    assertEquals(Optional.empty(), blocks(button(75, "https://a.example/")));
    assertEquals(Optional.of("invalid_blocks"), blocks(button(76, "https://a.example/")));
    assertEquals(Optional.of("invalid_blocks"), blocks(button(4, "javascript:alert(1)")));
  }

  private static Map<String, Object> button(int length, String url) {
    return Map.of(
        "type",
        "actions",
        "elements",
        List.of(Map.of("type", "button", "text", plain(length), "url", url)));
  }

  @Test
  void refusesTextThatSlackWouldParse() {
    for (String text : List.of("<!channel>", "a & b", "a > b", "&quot;")) {
      assertEquals(Optional.of("unescaped_text"), violation(Map.of("channel", "#a", "text", text)));
    }
    assertEquals(Optional.empty(), violation(Map.of("channel", "#a", "text", "&lt;a&gt; &amp; b")));
  }
}
