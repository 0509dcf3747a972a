package salesops.testkit.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A message that the stand-in accepted.
 *
 * @param channel as given: a channel's name or id, or a user id for a direct message
 * @param email address of the person a direct message went to; empty for a channel
 * @param text the fallback text, with Slack's entities
 * @param blocks Block Kit blocks as given; an empty array when there were none
 */
public record PostedMessage(
    String channel, String email, Instant at, String text, JsonNode blocks) {

  /**
   * A button.
   *
   * @param url where it leads
   */
  public record Button(String label, String url) {}

  /**
   * What a person reads, line by line: texts of the blocks in order, entities decoded, buttons left
   * out.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (blocks.isEmpty()) {
      lines.add(decoded(text));
    }
    collect(blocks, lines);
    return lines;
  }

  /** The buttons in order. */
  public List<Button> buttons() {
    List<Button> buttons = new ArrayList<>();
    collectButtons(blocks, buttons);
    return buttons;
  }

  private static void collect(JsonNode node, List<String> lines) {
    if (node.path("text").isString()) {
      lines.add(decoded(node.path("text").asString()));
    } else if (!isButton(node)) {
      node.forEach(child -> collect(child, lines));
    }
  }

  private static void collectButtons(JsonNode node, List<Button> buttons) {
    if (isButton(node)) {
      String label = decoded(node.path("text").path("text").asString(""));
      buttons.add(new Button(label, node.path("url").asString("")));
    } else {
      node.forEach(child -> collectButtons(child, buttons));
    }
  }

  private static boolean isButton(JsonNode node) {
    return node.path("type").asString("").equals("button");
  }

  private static String decoded(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
