package salesops.local.pages;

import static j2html.TagCreator.a;
import static j2html.TagCreator.article;
import static j2html.TagCreator.br;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.hr;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;
import static j2html.TagCreator.time;

import j2html.tags.DomContent;
import j2html.tags.specialized.PTag;
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

  private SlackInbox(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @param messages in the order they were sent
   */
  static DomContent of(List<PostedMessage> messages, String company, ZoneId zone) {
    Map<String, List<PostedMessage>> channels = new LinkedHashMap<>();
    for (PostedMessage message : messages.reversed()) {
      String to = message.email().isEmpty() ? message.channel() : message.email();
      channels.computeIfAbsent(to, c -> new ArrayList<>()).add(message);
    }
    if (channels.isEmpty()) {
      return p("Nothing yet. Messages go out at one a second for each channel.");
    }
    SlackInbox inbox = new SlackInbox(zone);
    List<DomContent> names = new ArrayList<>();
    List<DomContent> sections = new ArrayList<>();
    channels.forEach(
        (channel, sent) -> {
          String id = "c" + names.size();
          names.add(
              a(span(name(channel)), text(" "), span(Integer.toString(sent.size())))
                  .withHref("#" + id));
          sections.add(
              section(
                      h2(name(channel)),
                      each(
                          sent.stream().limit(MESSAGES_MAX).toList(),
                          message -> inbox.message(message)))
                  .withId(id));
        });
    return div(
            nav(strong(company), each(names, name -> name)).attr("aria-label", "Channels"),
            div(each(sections, section -> section)))
        .withClass("slack");
  }

  /** A person's direct messages stand under their first name, as Slack shows them. */
  private static String name(String channel) {
    int at = channel.indexOf('@');
    return at <= 0
        ? channel
        : channel.substring(0, 1).toUpperCase(Locale.ROOT) + channel.substring(1, at);
  }

  private DomContent message(PostedMessage message) {
    return article(
            span("S").withClass("avatar").attr("aria-hidden", "true"),
            div(
                strong("Salesops"),
                text(" "),
                span("APP").withClass("app"),
                text(" "),
                time(TIME.format(message.at().atZone(zone)))
                    .withDatetime(message.at().toString())
                    .withClass("time"),
                message.blocks().isEmpty()
                    ? paragraph(message.text())
                    : each(message.blocks().valueStream().toList(), block -> block(block))))
        .withClass("message");
  }

  private static DomContent block(JsonNode block) {
    return switch (block.path("type").asString("")) {
      case "divider" -> hr();
      case "context" ->
          each(
              block.path("elements").valueStream().toList(),
              element -> paragraph(words(element)).withClass("context"));
      case "actions" ->
          div(each(block.path("elements").valueStream().toList(), button -> button(button)))
              .withClass("buttons");
      default ->
          block.has("accessory")
              ? div(paragraph(words(block)), button(block.path("accessory")))
                  .withClass("with-button")
              : paragraph(words(block));
    };
  }

  private static PTag paragraph(String text) {
    PTag paragraph = p();
    List<String> lines = decoded(text).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        paragraph.with(br());
      }
      paragraph.with(text(lines.get(i)));
    }
    return paragraph;
  }

  private static DomContent button(JsonNode button) {
    String url = button.path("url").asString("");
    return url.matches("https?://.+")
        ? a(decoded(words(button))).withClass("button").withRel("noreferrer").withHref(url)
        : text("");
  }

  /** The text of a text object, or of what holds one. */
  private static String words(JsonNode node) {
    JsonNode text = node.path("text");
    return text.isString() ? text.asString() : text.path("text").asString("");
  }

  private static String decoded(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
