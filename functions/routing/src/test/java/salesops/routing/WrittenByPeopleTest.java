package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.onePool;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;
import salesops.runtime.Platform;
import salesops.runtime.SignedTokens;
import salesops.testkit.TestPlatform;

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
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    Platform platform =
        new TestPlatform(table.dynamo(), table.clock)
            .with(
                Map.of(
                    Platform.TABLE,
                    table.name,
                    Platform.SETTINGS_TABLE,
                    table.settingsName,
                    Platform.SERVICE,
                    "routing",
                    Platform.PUBLIC_ADDRESS,
                    "https://api.example",
                    SignedTokens.SIGNING_KEY_SECRET,
                    "key"),
                Map.of("key", "a key of at least thirty-two bytes for tests"));
    String id = LEAD.leadId().value();
    Map<String, Object> returned =
        new OperationsHandler(platform)
            .handleRequest(
                Map.of("operation", "return", "lead", id, "reason", MARKUP, "by", MARKUP), null);
    assertEquals(true, returned.get("ok"), returned.toString());
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setRouteKey("GET /leads/{id}");
    request.setPathParameters(Map.of("id", id));
    String page = new PagesHandler(platform).handleRequest(request, null).getBody();
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
