package salesops.local.pages;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salesops.testkit.slack.PostedMessage;
import tools.jackson.databind.JsonNode;

/** What Slack would show: channels at the side, their messages with blocks and buttons. */
final class SlackInbox {
  /** Newest messages of a channel that are shown. */
  private static final int MESSAGES_MAX = 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.UK);

  private final ZoneId zone;
  private final StringBuilder html = new StringBuilder();

  private SlackInbox(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @param messages in the order they were sent
   */
  static String html(List<PostedMessage> messages, String company, ZoneId zone) {
    Map<String, List<PostedMessage>> channels = new LinkedHashMap<>();
    for (PostedMessage message : messages.reversed()) {
      String to = message.email().isEmpty() ? message.channel() : message.email();
      channels.computeIfAbsent(to, c -> new ArrayList<>()).add(message);
    }
    if (channels.isEmpty()) {
      return "<p>Nothing yet. Messages go out at one a second for each channel.</p>";
    }
    SlackInbox inbox = new SlackInbox(zone);
    inbox.html.append("<div class=\"slack\">\n<nav aria-label=\"Channels\"><strong>");
    inbox.text(company).append("</strong>\n");
    int number = 0;
    for (Map.Entry<String, List<PostedMessage>> channel : channels.entrySet()) {
      inbox.html.append("<a href=\"#c").append(number++).append("\"><span>");
      inbox.text(name(channel.getKey())).append("</span> <span>");
      inbox.html.append(channel.getValue().size()).append("</span></a>\n");
    }
    inbox.html.append("</nav>\n<div>\n");
    number = 0;
    for (Map.Entry<String, List<PostedMessage>> channel : channels.entrySet()) {
      inbox.html.append("<section id=\"c").append(number++).append("\">\n<h2>");
      inbox.text(name(channel.getKey())).append("</h2>\n");
      channel.getValue().stream().limit(MESSAGES_MAX).forEach(inbox::message);
      inbox.html.append("</section>\n");
    }
    return inbox.html.append("</div>\n</div>\n").toString();
  }

  /** A person's direct messages stand under their first name, as Slack shows them. */
  private static String name(String channel) {
    int at = channel.indexOf('@');
    return at <= 0
        ? channel
        : channel.substring(0, 1).toUpperCase(Locale.ROOT) + channel.substring(1, at);
  }

  private void message(PostedMessage message) {
    html.append(
            "<article class=\"message\">\n<span class=\"avatar\" aria-hidden=\"true\">S</span>\n")
        .append(
            "<div><strong>Salesops</strong> <span class=\"app\">APP</span> <span class=\"time\">")
        .append(TIME.format(message.at().atZone(zone)))
        .append("</span>\n");
    if (message.blocks().isEmpty()) {
      paragraph("", message.text());
    }
    message.blocks().forEach(this::block);
    html.append("</div>\n</article>\n");
  }

  private void block(JsonNode block) {
    switch (block.path("type").asString("")) {
      case "divider" -> html.append("<hr>\n");
      case "context" ->
          block.path("elements").forEach(e -> paragraph(" class=\"context\"", words(e)));
      case "actions" -> {
        html.append("<div class=\"buttons\">\n");
        block.path("elements").forEach(this::button);
        html.append("</div>\n");
      }
      default -> {
        boolean besides = block.has("accessory");
        html.append(besides ? "<div class=\"with-button\">\n" : "");
        paragraph("", words(block));
        if (besides) {
          button(block.path("accessory"));
          html.append("</div>\n");
        }
      }
    }
  }

  private void paragraph(String attributes, String text) {
    html.append("<p").append(attributes).append('>');
    html.append(Html.escape(decoded(text)).replace("\n", "<br>")).append("</p>\n");
  }

  private void button(JsonNode button) {
    String url = button.path("url").asString("");
    if (!url.matches("https?://.+")) {
      return;
    }
    html.append("<a class=\"button\" rel=\"noreferrer\" href=\"").append(Html.escape(url));
    html.append("\">");
    text(decoded(words(button))).append("</a>\n");
  }

  /** The text of a text object, or of what holds one. */
  private static String words(JsonNode node) {
    JsonNode text = node.path("text");
    return text.isString() ? text.asString() : text.path("text").asString("");
  }

  private static String decoded(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private StringBuilder text(String text) {
    return html.append(Html.escape(text));
  }
}
