package salesops.local.pages;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import salesops.runtime.Json;
import salesops.testkit.slack.PostedMessage;

class SlackInboxTest {
  private static String inbox(String email, String text, String blocks) {
    PostedMessage message =
        new PostedMessage(
            email.isEmpty() ? "#sales" : "U1",
            email,
            Instant.parse("2026-11-03T10:14:00Z"),
            text,
            Json.MAPPER.readTree(blocks.replace('\'', '"')));
    return SlackInbox.of(List.of(message), "Northwind", ZoneId.of("Europe/London")).render();
  }

  @Test
  void showsBlocksInOrderWithTheirButtons() {
    String html =
        inbox(
            "",
            "short",
            "[{'type':'section','text':{'type':'plain_text','text':'First\\nline'},'accessory':"
                + "{'type':'button','text':{'type':'plain_text','text':'Open'},'url':'https://a.example/1'}},"
                + "{'type':'context','elements':[{'type':'plain_text','text':'since 10:14'}]},"
                + "{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'Return…'},"
                + "'url':'https://a.example/2'}]}]");
    int first = html.indexOf("First<br>line");
    int open = html.indexOf("href=\"https://a.example/1\">Open</a>");
    int since = html.indexOf("<p class=\"context\">since 10:14</p>");
    int back = html.indexOf("href=\"https://a.example/2\">Return…</a>");
    assertTrue(0 < first && first < open && open < since && since < back, html);
    assertFalse(html.contains("short"), "the text is for notifications");
    assertTrue(html.contains("<h2>#sales</h2>") && html.contains("Tue 3 Nov 10:14"), html);
  }

  @Test
  void showsWhatPeopleWroteAsText() {
    String html =
        inbox(
            "ana@northwind.example",
            "",
            "[{'type':'section','text':{'type':'plain_text','text':'&lt;b&gt; <script>'}},"
                + "{'type':'actions','elements':[{'type':'button','text':{'text':'x'},"
                + "'url':'javascript:alert(1)'}]}]");
    assertTrue(html.contains("&lt;b&gt; &lt;script&gt;"), html);
    assertTrue(html.contains("<h2>Ana</h2>"), html);
    assertFalse(html.contains("javascript:"), html);
  }

  @Test
  void showsTheTextOfAMessageWithoutBlocks() {
    assertTrue(inbox("", "News of lead 1", "[]").contains("<p>News of lead 1</p>"));
  }
}
