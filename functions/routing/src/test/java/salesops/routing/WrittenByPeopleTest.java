package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.onePool;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;

/** Pages show what people wrote as text, wherever it stands. */
class WrittenByPeopleTest {
  private static final String MARKUP = "<marquee title=\"'\">&amp;</marquee>";
  private static final String AS_TEXT =
      "&lt;marquee title=&quot;&#x27;&quot;&gt;&amp;amp;&lt;/marquee&gt;";

  private static final Lead LEAD =
      lead(
          "claire@lyon.com",
          "1",
          Map.of("country", "FR", "name", MARKUP, "company", MARKUP, "message", MARKUP));

  @Test
  void isTextInEveryPartOfTheLeadsPage() {
    LinkVisitor visitor = new LinkVisitor(onePool(), LEAD);
    visitor.table.route(LEAD);
    Map<String, Object> returned =
        OperationsTest.operate(
            visitor.table,
            "return",
            Map.of("lead", LEAD.leadId().value(), "reason", MARKUP, "by", MARKUP));
    assertEquals(true, returned.get("ok"), returned.toString());
    String page = visitor.leadPage().getBody();
    assertTrue(page.contains("“" + AS_TEXT + "”, by " + AS_TEXT), page);
    assertEquals(Set.of(), tags(page), page);
  }

  /** Elements that no page has of itself. */
  private static Set<String> tags(String page) {
    Set<String> tags = new TreeSet<>();
    Pattern.compile("<(marquee|script|style|iframe|img)")
        .matcher(page)
        .results()
        .forEach(tag -> tags.add(tag.group(1)));
    return tags;
  }
}
