package salesops.pages;

import static j2html.TagCreator.p;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private static final Document PAGE =
      Document.english(
          "Return <b>Ana</b>?", Document.Width.MIDDLE, List.of(p("a & b \"c\" <script>")));

  @Test
  void showsEveryTextAsText() {
    String html = PAGE.markup();
    assertTrue(html.contains("<title>Return &lt;b&gt;Ana&lt;/b&gt;? · Salesops</title>"), html);
    assertTrue(html.contains("<h1 dir=\"auto\">Return &lt;b&gt;Ana&lt;/b&gt;?</h1>"), html);
    assertTrue(html.contains("<p>a &amp; b &quot;c&quot; &lt;script&gt;</p>"), html);
  }

  @Test
  void hasNothingInlineAndLoadsOnlyTheStyle() {
    String html = PAGE.markup();
    assertFalse(html.contains("<style") || html.contains(" style=") || html.contains("<script"));
    assertTrue(html.contains("<link rel=\"stylesheet\" href=\"" + Style.address() + "\">"), html);
    assertTrue(Style.address().matches("\\.\\./assets/style\\.css\\?v=[0-9a-z]{13}"));
  }

  @Test
  void saysItsLanguageAndFitsAPhone() {
    String html = PAGE.markup();
    assertTrue(html.startsWith("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">"), html);
    assertTrue(html.contains("content=\"width=device-width, initial-scale=1\""), html);
    assertEquals(2, html.split("<h1", -1).length);
  }

  @Test
  void loadsNothingFromElsewhereEvenInItsStyle() {
    assertFalse(Style.TEXT.contains("url(") || Style.TEXT.contains("@import"), Style.TEXT);
  }
}
