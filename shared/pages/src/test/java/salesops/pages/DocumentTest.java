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
  void hasNothingInlineAndLoadsOnlyStyleAndIcon() {
    String html = PAGE.markup();
    assertFalse(html.contains("<style") || html.contains(" style=") || html.contains("<script"));
    String style = PageFile.STYLE.address();
    String icon = PageFile.ICON.address();
    assertTrue(html.contains("<link rel=\"stylesheet\" href=\"" + style + "\">"), html);
    assertTrue(
        html.contains("<link rel=\"icon\" type=\"image/svg+xml\" href=\"" + icon + "\">"), html);
    assertTrue(style.matches("\\.\\./assets/style\\.css\\?v=[0-9a-z]{13}"));
    assertTrue(icon.matches("\\.\\./assets/icon\\.svg\\?v=[0-9a-z]{13}"));
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
    String style = PageFile.STYLE.text();
    assertFalse(style.contains("url(") || style.contains("@import"), style);
  }
}
