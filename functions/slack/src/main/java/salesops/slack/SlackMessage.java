package salesops.slack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as {@code chat.postMessage} takes it. Nothing in it is read as markup, linked or
 * unfurled.
 *
 * @param channel id or name of the channel, or id of the user
 * @param text what notifications show; escaped
 */
record SlackMessage(
    String channel,
    String text,
    List<Block> blocks,
    boolean mrkdwn,
    String parse,
    @JsonProperty("link_names") boolean linkNames,
    @JsonProperty("unfurl_links") boolean unfurlLinks,
    @JsonProperty("unfurl_media") boolean unfurlMedia) {
  static final int TEXT_MAX = 3_000;
  static final int SECTION_MAX = 3_000;
  static final int URL_MAX = 3_000;

  SlackMessage(String channel, String text, List<Block> blocks) {
    this(
        channel,
        PlainText.escaped(PlainText.unlinked(text), TEXT_MAX),
        List.copyOf(blocks),
        false,
        "none",
        false,
        false,
        false);
  }

  /** A text object without formatting; colons stay colons, not emoji. */
  record Text(String type, String text, boolean emoji) {
    static Text of(String text) {
      return new Text("plain_text", PlainText.escaped(text, SECTION_MAX), false);
    }
  }

  /** A button that opens an address. */
  record Button(String type, Text text, String url, @JsonProperty("action_id") String actionId) {
    /**
     * @param id tells the buttons of a block apart
     */
    static Button of(String label, String url, String id) {
      return new Button("button", Text.of(label), url, id);
    }
  }

  /** A block of Block Kit. */
  record Block(
      String type, @Nullable Text text, List<Object> elements, @Nullable Button accessory) {
    static Block section(String text, @Nullable Button accessory) {
      return new Block("section", Text.of(text), List.of(), accessory);
    }

    static Block context(String text) {
      return new Block("context", null, List.of(Text.of(text)), null);
    }

    static Block actions(List<Button> buttons) {
      return new Block("actions", null, List.copyOf(buttons), null);
    }
  }
}
