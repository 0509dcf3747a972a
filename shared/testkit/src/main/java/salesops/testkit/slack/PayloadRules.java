package salesops.testkit.slack;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Slack's published limits of a message.
 *
 * <p>See <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit's blocks</a> and <a
 * href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>.
 */
final class PayloadRules {
  static final int BLOCKS_MAX = 50;
  static final int TEXT_MAX = 40_000;
  static final int SECTION_TEXT_MAX = 3_000;
  static final int FIELDS_MAX = 10;
  static final int FIELD_TEXT_MAX = 2_000;
  static final int HEADER_TEXT_MAX = 150;
  static final int CONTEXT_ELEMENTS_MAX = 10;
  static final int ACTIONS_ELEMENTS_MAX = 25;
  static final int BUTTON_TEXT_MAX = 75;
  static final int URL_MAX = 3_000;
  static final int ID_MAX = 255;

  /** Not published: where {@code msg_blocks_too_long} was seen to begin, all blocks together. */
  static final int BLOCKS_LENGTH_MAX = 13_000;

  /** What Slack would parse unless it is escaped: control sequences and bare ampersands. */
  private static final Pattern UNESCAPED = Pattern.compile("[<>]|&(?!(amp|lt|gt);)");

  private static final Set<String> BLOCKS =
      Set.of("section", "header", "context", "actions", "divider");

  private PayloadRules() {}

  /** Slack's error code for what is wrong with a message; empty when it is right. */
  static Optional<String> violation(JsonNode message) {
    String text = message.path("text").asString("");
    JsonNode blocks = message.path("blocks");
    if (message.path("channel").asString("").isEmpty()) {
      return Optional.of("channel_not_found");
    }
    if (text.isEmpty() && blocks.isEmpty()) {
      return Optional.of("no_text");
    }
    if (text.length() > TEXT_MAX) {
      return Optional.of("msg_too_long");
    }
    if (UNESCAPED.matcher(text).find()) {
      return Optional.of("unescaped_text");
    }
    if (blocks.toString().length() > BLOCKS_LENGTH_MAX) {
      return Optional.of("msg_blocks_too_long");
    }
    if (blocks.size() > BLOCKS_MAX) {
      return Optional.of("invalid_blocks");
    }
    for (JsonNode block : blocks) {
      if (!valid(block)) {
        return Optional.of("invalid_blocks");
      }
    }
    return Optional.empty();
  }

  private static boolean valid(JsonNode block) {
    String type = block.path("type").asString("");
    if (!BLOCKS.contains(type) || block.path("block_id").asString("").length() > ID_MAX) {
      return false;
    }
    return switch (type) {
      case "header" -> plain(block.path("text"), HEADER_TEXT_MAX);
      case "context" -> elements(block, CONTEXT_ELEMENTS_MAX, e -> text(e, SECTION_TEXT_MAX));
      case "actions" -> elements(block, ACTIONS_ELEMENTS_MAX, PayloadRules::button);
      case "section" -> section(block);
      default -> true;
    };
  }

  private static boolean section(JsonNode block) {
    JsonNode fields = block.path("fields");
    boolean hasText = block.has("text");
    if (!hasText && fields.isEmpty()) {
      return false;
    }
    if (hasText && !text(block.path("text"), SECTION_TEXT_MAX)) {
      return false;
    }
    if (fields.size() > FIELDS_MAX) {
      return false;
    }
    for (JsonNode field : fields) {
      if (!text(field, FIELD_TEXT_MAX)) {
        return false;
      }
    }
    return !block.has("accessory") || button(block.path("accessory"));
  }

  private static boolean elements(
      JsonNode block, int max, java.util.function.Predicate<JsonNode> valid) {
    JsonNode elements = block.path("elements");
    if (elements.isEmpty() || elements.size() > max) {
      return false;
    }
    for (JsonNode element : elements) {
      if (!valid.test(element)) {
        return false;
      }
    }
    return true;
  }

  private static boolean button(JsonNode button) {
    String url = button.path("url").asString("");
    return button.path("type").asString("").equals("button")
        && plain(button.path("text"), BUTTON_TEXT_MAX)
        && url.length() <= URL_MAX
        && (url.isEmpty() || isWeb(url))
        && button.path("action_id").asString("").length() <= ID_MAX;
  }

  private static boolean isWeb(String url) {
    try {
      String scheme = URI.create(url).getScheme();
      return "https".equals(scheme) || "http".equals(scheme);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean plain(JsonNode text, int max) {
    return text.path("type").asString("").equals("plain_text") && text(text, max);
  }

  private static boolean text(JsonNode text, int max) {
    String type = text.path("type").asString("");
    String value = text.path("text").asString("");
    return (type.equals("plain_text") || type.equals("mrkdwn"))
        && !value.isEmpty()
        && value.length() <= max
        && !UNESCAPED.matcher(value).find();
  }
}
