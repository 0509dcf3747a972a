package salesops.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.onePool;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import salesops.model.Lead;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SignedTokens;
import salesops.testkit.TestPlatform;
import salesops.testkit.TestSettings;

/** Somebody who follows links to the pages about a lead, in a table of its own. */
final class LinkVisitor {
  static final String ADDRESS = "https://api.example";
  private static final String KEY = "a key of at least thirty-two bytes for tests";
  static final String BOSS = "boss@northwind.example";

  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");

  static final Lead LEAD =
      lead(
          "claire@lyon.com",
          "1",
          Map.of(
              "country", "FR",
              "name", "Claire <script>alert(1)</script>",
              "message", "See https://evil.example\nand <b>call</b>"));

  private final Lead lead;
  final RoutingTable table;
  private final TestPlatform platform;

  LinkVisitor(TestSettings settings) {
    this(settings, LEAD);
  }

  LinkVisitor(TestSettings settings, Lead lead) {
    this.lead = lead;
    table = new RoutingTable(settings);
    platform = new TestPlatform(table.dynamo(), table.clock);
  }

  private PagesHandler handler() {
    return new PagesHandler(
        platform.with(
            Map.of(
                Platform.TABLE,
                table.name,
                Platform.SETTINGS_TABLE,
                table.settingsName,
                Platform.SERVICE,
                "routing",
                Platform.PUBLIC_ADDRESS,
                ADDRESS,
                SignedTokens.SIGNING_KEY_SECRET,
                "key"),
            Map.of("key", KEY)));
  }

  /** After {@link #LEAD} got an owner of one pool. */
  static LinkVisitor ofOneLead() {
    LinkVisitor visitor = new LinkVisitor(onePool());
    visitor.table.route(LEAD);
    return visitor;
  }

  String token(Action action, String actor, String linkId) {
    String link =
        new ActionLinks(new SignedTokens(() -> KEY, table.clock), ADDRESS)
            .to(new Permission(action, lead.leadId().value(), actor, linkId));
    return link.substring(link.lastIndexOf('/') + 1);
  }

  APIGatewayV2HTTPResponse get(String token) {
    return call("GET /actions/{token}", Map.of("token", token), "");
  }

  private APIGatewayV2HTTPResponse call(String route, Map<String, String> parameters, String body) {
    APIGatewayV2HTTPEvent request = request(route, parameters);
    request.setBody(Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
    request.setIsBase64Encoded(true);
    return handler().handleRequest(request, null);
  }

  /** The lead's page for somebody of whom nothing is known. */
  APIGatewayV2HTTPResponse leadPage() {
    return call("GET /leads/{id}", Map.of("id", lead.leadId().value()), "");
  }

  private static APIGatewayV2HTTPEvent request(String route, Map<String, String> parameters) {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setRouteKey(route);
    request.setPathParameters(parameters);
    return request;
  }

  /** Posts what a browser would after it got the page. */
  APIGatewayV2HTTPResponse post(String token, Map<String, String> entered) {
    return post(token, seen(get(token)), entered);
  }

  APIGatewayV2HTTPResponse post(String token, String seen, Map<String, String> entered) {
    String body =
        entered.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return call("POST /actions/{token}", Map.of("token", token), body + "&seen=" + seen);
  }

  static String seen(APIGatewayV2HTTPResponse page) {
    Matcher field = SEEN.matcher(page.getBody());
    return field.find() ? field.group(1) : "";
  }

  String owner() {
    return table.owner(lead).email();
  }

  String history() {
    String page = get(token(Action.OPEN, BOSS, "x")).getBody();
    return page.substring(page.indexOf("History"));
  }

  /** The lead's page as the API hands its request on, signed by this user or role. */
  String leadPage(String userArn) {
    APIGatewayV2HTTPEvent request = request("GET /leads/{id}", Map.of("id", lead.leadId().value()));
    request.setRequestContext(
        RequestContext.builder()
            .withAuthorizer(
                RequestContext.Authorizer.builder()
                    .withIam(RequestContext.IAM.builder().withUserArn(userArn).build())
                    .build())
            .build());
    return handler().handleRequest(request, null).getBody();
  }

  /** Link to return the lead that a page offers. */
  static String returnToken(String page) {
    return token(page, "Return this lead…");
  }

  /** The link that a page offers under these words. */
  static String token(String page, String words) {
    Matcher link =
        Pattern.compile("href=\"" + ADDRESS + "/actions/([^\"]+)\"[^>]*>" + words).matcher(page);
    assertTrue(link.find(), page);
    return link.group(1);
  }

  /** What the handler logged. */
  List<String> logLines() {
    return platform.logLines();
  }
}
