package salesops.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import salesops.events.LeadReturned;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.routing.LeadRecord.State;
import salesops.runtime.ActionLinks;
import salesops.runtime.ActionLinks.Action;
import salesops.runtime.ActionLinks.Permission;
import salesops.runtime.Platform;
import salesops.runtime.SignedTokens;
import salesops.testkit.TestPlatform;

class PagesTest {
  private static final String ADDRESS = "https://api.example";
  private static final String KEY = "a key of at least thirty-two bytes for tests";
  private static final String BOSS = "boss@northwind.example";
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");

  private static final Lead LEAD =
      lead(
          "claire@lyon.com",
          "1",
          Map.of(
              "country", "FR",
              "name", "Claire <script>alert(1)</script>",
              "message", "See https://evil.example\nand <b>call</b>"));

  private final List<String> log = new ArrayList<>();

  private PagesHandler handler(RoutingTable table) {
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
                    ADDRESS,
                    SignedTokens.SIGNING_KEY_SECRET,
                    "key"),
                Map.of("key", KEY));
    return new PagesHandler(
        new Platform(
            platform.env(),
            platform.clock(),
            platform.random(),
            platform.dynamo(),
            platform.events(),
            platform.queues(),
            platform.secrets(),
            log::add));
  }

  private static String token(RoutingTable table, Action action, String actor, String linkId) {
    String link =
        new ActionLinks(new SignedTokens(() -> KEY, table.clock), ADDRESS)
            .to(new Permission(action, LEAD.leadId().value(), actor, linkId));
    return link.substring(link.lastIndexOf('/') + 1);
  }

  private APIGatewayV2HTTPResponse get(RoutingTable table, String token) {
    return call(table, "GET /actions/{token}", Map.of("token", token), "");
  }

  private APIGatewayV2HTTPResponse call(
      RoutingTable table, String route, Map<String, String> parameters, String body) {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setRouteKey(route);
    request.setPathParameters(parameters);
    request.setBody(Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
    request.setIsBase64Encoded(true);
    return handler(table).handleRequest(request, null);
  }

  /** Posts what a browser would after it got the page. */
  private APIGatewayV2HTTPResponse post(
      RoutingTable table, String token, Map<String, String> entered) {
    return post(table, token, seen(get(table, token)), entered);
  }

  private APIGatewayV2HTTPResponse post(
      RoutingTable table, String token, String seen, Map<String, String> entered) {
    String body =
        entered.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return call(table, "POST /actions/{token}", Map.of("token", token), body + "&seen=" + seen);
  }

  private static String seen(APIGatewayV2HTTPResponse page) {
    Matcher field = SEEN.matcher(page.getBody());
    return field.find() ? field.group(1) : "";
  }

  private static RoutingTable assigned() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    return table;
  }

  @Test
  void showsWhatPeopleWroteAsText() {
    RoutingTable table = assigned();
    var page = call(table, "GET /leads/{id}", Map.of("id", LEAD.leadId().value()), "");
    assertEquals(200, page.getStatusCode());
    assertTrue(page.getBody().contains("Claire &lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(page.getBody().contains("https://evil.example\nand &lt;b&gt;call&lt;/b&gt;"));
    assertFalse(page.getBody().contains("<script"));
    assertEquals(List.of(), links(page.getBody()));
  }

  /** Where the page leads to; the link to return the lead apart. */
  private static List<String> links(String page) {
    return Pattern.compile("<a [^>]*href=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith(ADDRESS + "/actions/"))
        .toList();
  }

  @Test
  void showsScoreDecisionAndHistory() {
    RoutingTable table = assigned();
    String page = get(table, token(table, Action.OPEN, BOSS, "l1")).getBody();
    assertTrue(page.contains("employees 340 is between 50 and 1000"), page);
    assertTrue(page.contains("World: gave the owner"), page);
    assertTrue(page.contains("chosen: next in turn"), page);
    assertTrue(page.contains("assigned to " + table.owner(LEAD)), page);
    assertTrue(page.contains("the same comes out"), page);
  }

  @Test
  void allowsNothingButTheStyleOfAllPages() {
    RoutingTable table = assigned();
    var page = get(table, token(table, Action.OPEN, BOSS, "l1"));
    Map<String, String> headers = page.getHeaders();
    assertEquals(
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'",
        headers.get("content-security-policy"));
    assertTrue(page.getBody().contains("href=\"../assets/style.css?v="), page.getBody());
    assertFalse(
        page.getBody().contains("<style") || page.getBody().contains(" style="), page.getBody());
    assertEquals("no-store", headers.get("cache-control"));
    assertEquals("no-referrer", headers.get("referrer-policy"));
    assertTrue(String.valueOf(headers.get("x-robots-tag")).contains("noindex"));
  }

  @Test
  void openingALinkChangesNothing() {
    RoutingTable table = assigned();
    var before = table.items();
    for (Action action : List.of(Action.OPEN, Action.RETURN, Action.GIVE, Action.RAISE_CAPACITY)) {
      assertEquals(200, get(table, token(table, action, owner(table), "l1")).getStatusCode());
    }
    assertEquals(before, table.items());
  }

  private static String owner(RoutingTable table) {
    return table.owner(LEAD).email();
  }

  @Test
  void aRepReturnsALeadOnceByTheSameLink() {
    RoutingTable table = assigned();
    String first = owner(table);
    String token = token(table, Action.RETURN, first, "slack-7");
    var page = post(table, token, Map.of("reason", "a student"));
    assertEquals(200, page.getStatusCode(), page.getBody());
    assertTrue(page.getBody().contains("You returned this lead"), page.getBody());
    assertEquals(1, table.told(LeadReturned.class).size());
    HeldLeadsTest.tick(table);
    RepId second = table.owner(LEAD);
    var before = table.items();
    var again = post(table, token, Map.of("reason", "another reason"));
    assertTrue(again.getBody().contains("You returned this lead: “a student”"), again.getBody());
    assertTrue(again.getBody().contains(second + " has had this lead"), again.getBody());
    assertEquals(before, table.items());
    assertTrue(history(table).contains("by " + first + ", by link slack-7"), history(table));
  }

  private String history(RoutingTable table) {
    String page = get(table, token(table, Action.OPEN, BOSS, "x")).getBody();
    return page.substring(page.indexOf("History"));
  }

  @Test
  void explainTellsTheLinkToo() {
    RoutingTable table = assigned();
    post(table, token(table, Action.RETURN, owner(table), "slack-7"), Map.of("reason", "no"));
    Object explained =
        OperationsTest.operate(table, "explain", Map.of("lead", LEAD.leadId().value()))
            .get("history");
    assertTrue(String.valueOf(explained).contains("via=slack-7"), String.valueOf(explained));
  }

  @Test
  void onlyTheOwnerReturns() {
    RoutingTable table = assigned();
    String stranger = table.owner(LEAD).equals(rep("ben")) ? "chloe" : "ben";
    String token = token(table, Action.RETURN, rep(stranger).email(), "l1");
    assertTrue(get(table, token).getBody().contains("Nothing to return"));
    var before = table.items();
    String seen = IfStill.mark(table.record(LEAD));
    assertEquals(409, post(table, token, seen, Map.of("reason", "mine now")).getStatusCode());
    assertEquals(before, table.items());
  }

  @Test
  void aReturnNeedsAReasonOfAtMostTwoHundredCharacters() {
    RoutingTable table = assigned();
    String token = token(table, Action.RETURN, owner(table), "l1");
    for (String reason : List.of("", "  ", "x".repeat(201))) {
      var page = post(table, token, Map.of("reason", reason));
      assertEquals(422, page.getStatusCode());
      assertTrue(page.getBody().contains("role=\"alert\""), page.getBody());
    }
    assertEquals(State.ASSIGNED, table.record(LEAD).state());
    assertEquals(200, post(table, token, Map.of("reason", "x".repeat(200))).getStatusCode());
    assertEquals(State.HELD, table.record(LEAD).state());
  }

  private static RoutingTable threeReps() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(
                    member("ana").capacity(1),
                    member("ben").capacity(1),
                    member("dev").onLeave("2026-11-02", "2026-11-06"),
                    member("eva"))
                .territories(
                    territory("FR", "FR", "france", "ana", "dev"),
                    territory("DE", "DE", "germany", "ben"))
                .whenFull(WhenFull.HOLD));
    table.route(LEAD);
    return table;
  }

  @Test
  void aManagerGivesALeadToWhoeverCouldTakeIt() {
    RoutingTable table = threeReps();
    String token = token(table, Action.GIVE, BOSS, "l9");
    String page = get(table, token).getBody();
    assertTrue(page.contains("value=\"eva@northwind.example\""), page);
    assertTrue(page.contains("0 of 1 open"), page);
    assertFalse(page.contains("value=\"dev@northwind.example\""), page);
    assertTrue(page.contains("on leave, until 6 Nov 2026"), page);
    var done = post(table, token, Map.of("rep", rep("ben").email(), "reason", "speaks French"));
    assertTrue(
        done.getBody().contains("You gave this lead to ben@northwind.example"), done.getBody());
    assertEquals(rep("ben"), table.owner(LEAD));
    assertEquals(Path.MANUAL, table.assigned(LEAD).path());
    assertTrue(
        history(table)
            .contains(
                "assigned to ben@northwind.example: “speaks French”, by boss@northwind.example,"
                    + " by link l9"),
        history(table));
    var before = table.items();
    var again = post(table, token, Map.of("rep", rep("eva").email(), "reason", "changed my mind"));
    assertTrue(
        again.getBody().contains("You gave this lead to ben@northwind.example"), again.getBody());
    assertEquals(before, table.items());
  }

  @Test
  void whoCannotTakeALeadIsNotGivenIt() {
    RoutingTable table = threeReps();
    String token = token(table, Action.GIVE, BOSS, "l9");
    for (String name : List.of("dev", "ana", "nobody")) {
      var page = post(table, token, Map.of("rep", rep(name).email(), "reason", "please"));
      assertEquals(422, page.getStatusCode(), name);
    }
    assertEquals(rep("ana"), table.owner(LEAD));
  }

  @Test
  void whatHappenedMeanwhileIsSaidNotOverwritten() {
    RoutingTable table = threeReps();
    String token = token(table, Action.GIVE, BOSS, "l9");
    String seen = seen(get(table, token));
    OperationsTest.operate(
        table,
        "assign",
        Map.of("lead", LEAD.leadId().value(), "rep", rep("eva").email(), "reason", "meanwhile"));
    var page = post(table, token, seen, Map.of("rep", rep("ben").email(), "reason", "late"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("Something happened to this lead"), page.getBody());
    assertTrue(page.getBody().contains("eva@northwind.example has had this lead"));
    assertEquals(rep("eva"), table.owner(LEAD));
  }

  @Test
  void makingRoomGivesTheWaitingLeadAnOwnerAtOnce() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana").capacity(1))
                .territories(territory("World", "", "all", "ana"))
                .whenFull(WhenFull.HOLD));
    table.route(lead("other@mail.fr"));
    table.route(LEAD);
    assertEquals(State.HELD, table.record(LEAD).state());
    String token = token(table, Action.RAISE_CAPACITY, BOSS, "l3");
    assertTrue(get(table, token).getBody().contains("until Tue 10 Nov 2026"));
    for (String wrong : List.of("1", "0", "-5", "2.5", "1000001", "")) {
      var page = post(table, token, Map.of("rep", rep("ana").email(), "capacity", wrong));
      assertEquals(422, page.getStatusCode(), wrong);
    }
    var page = post(table, token, Map.of("rep", rep("ana").email(), "capacity", "2"));
    assertEquals(200, page.getStatusCode(), page.getBody());
    assertEquals(rep("ana"), table.owner(LEAD));
    assertEquals(2, table.assigned(LEAD).capacity());
    assertTrue(
        history(table).contains("room made at ana@northwind.example: “1 → 2 open leads until"),
        history(table));
    var before = table.items();
    post(table, token, Map.of("rep", rep("ana").email(), "capacity", "50"));
    assertEquals(before, table.items());
  }

  @Test
  void makingRoomNeitherTakesBackNorShortensWhatAnOperatorGave() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana").capacity(1))
                .territories(territory("World", "", "all", "ana"))
                .whenFull(WhenFull.HOLD));
    table.route(lead("a@mail.fr"));
    OperationsTest.operate(
        table,
        "raiseCapacity",
        Map.of("rep", rep("ana").email(), "capacity", 2, "until", "2026-12-15"));
    table.route(lead("b@mail.fr"));
    table.route(LEAD);
    String token = token(table, Action.RAISE_CAPACITY, BOSS, "l3");
    var lower = post(table, token, Map.of("rep", rep("ana").email(), "capacity", "2"));
    assertEquals(422, lower.getStatusCode());
    assertTrue(
        lower.getBody().contains("may have 2 open leads already: give more"), lower.getBody());
    post(table, token, Map.of("rep", rep("ana").email(), "capacity", "3"));
    assertEquals(rep("ana"), table.owner(LEAD));
    assertTrue(history(table).contains("2 → 3 open leads until 15 Dec 2026"), history(table));
  }

  @Test
  void saysWhatToDoWithALinkThatIsOldOrBroken() {
    RoutingTable table = assigned();
    String token = token(table, Action.RETURN, owner(table), "l1");
    assertEquals(404, get(table, token.substring(1)).getStatusCode());
    assertEquals(404, get(table, "").getStatusCode());
    table.clock.advance(ActionLinks.LIFE);
    var page = post(table, token, Map.of("reason", "too late"));
    assertEquals(410, page.getStatusCode());
    assertTrue(page.getBody().contains("expired"));
    assertEquals(State.ASSIGNED, table.record(LEAD).state());
  }

  @Test
  void theOwnerMayReturnFromTheLeadPage() {
    RoutingTable table = assigned();
    String page = get(table, token(table, Action.OPEN, owner(table), "l1")).getBody();
    Matcher link = Pattern.compile("href=\"" + ADDRESS + "/actions/([^\"]+)\"").matcher(page);
    assertTrue(link.find(), page);
    post(table, link.group(1), Map.of("reason", "a student"));
    assertEquals(State.HELD, table.record(LEAD).state());
    String others = get(table, token(table, Action.OPEN, BOSS, "l2")).getBody();
    assertFalse(others.contains("/actions/"), others);
  }

  /** The lead's page as the API hands its request on, signed by this user or role. */
  private String leadPage(RoutingTable table, String userArn) {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setRouteKey("GET /leads/{id}");
    request.setPathParameters(Map.of("id", LEAD.leadId().value()));
    request.setRequestContext(
        RequestContext.builder()
            .withAuthorizer(
                RequestContext.Authorizer.builder()
                    .withIam(RequestContext.IAM.builder().withUserArn(userArn).build())
                    .build())
            .build());
    return handler(table).handleRequest(request, null).getBody();
  }

  private static String returnToken(String page) {
    Matcher link = Pattern.compile("href=\"" + ADDRESS + "/actions/([^\"]+)\"").matcher(page);
    assertTrue(link.find(), page);
    return link.group(1);
  }

  @Test
  void whoSeesAllLeadsReturnsOneForItsOwner() {
    RoutingTable table = assigned();
    String owner = owner(table);
    String page = leadPage(table, "arn:aws:iam::123456789012:user/ops/tom");
    var before = table.items();
    String token = returnToken(page);
    assertTrue(get(table, token).getBody().contains("Return it for " + owner), page);
    assertEquals(before, table.items());
    var done = post(table, token, Map.of("reason", "a student"));
    assertEquals(200, done.getStatusCode(), done.getBody());
    assertTrue(done.getBody().contains("You returned this lead for " + owner), done.getBody());
    LeadReturned told = table.told(LeadReturned.class).getFirst();
    assertEquals("user/ops/tom", told.by());
    assertEquals(owner, told.rep().email());
    assertTrue(history(table).contains("by user/ops/tom, by link "), history(table));
    var after = table.items();
    post(table, token, Map.of("reason", "another reason"));
    assertEquals(after, table.items());
  }

  @Test
  void aRepWhoSignedInReturnsTheirOwnLeadFromItsPage() {
    RoutingTable table = assigned();
    String owner = owner(table);
    String page =
        leadPage(
            table, "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Sales_1a2b/" + owner);
    assertTrue(page.contains("You have had this lead since"), page);
    var done = post(table, returnToken(page), Map.of("reason", "a student"));
    assertTrue(done.getBody().contains("You returned this lead: “a student”"), done.getBody());
    assertEquals(owner, table.told(LeadReturned.class).getFirst().by());
  }

  @Test
  void aSessionThatNamesItselfLikeTheOwnerIsNotTheOwner() {
    RoutingTable table = assigned();
    String owner = owner(table);
    String page = leadPage(table, "arn:aws:sts::123456789012:assumed-role/Ops/" + owner);
    assertFalse(page.contains("You have had this lead since"), page);
    post(table, returnToken(page), Map.of("reason", "a student"));
    assertEquals("assumed-role/Ops/" + owner, table.told(LeadReturned.class).getFirst().by());
  }

  @Test
  void nobodyKnownGetsNoLinkOnALeadsPage() {
    RoutingTable table = assigned();
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setRouteKey("GET /leads/{id}");
    request.setPathParameters(Map.of("id", LEAD.leadId().value()));
    String page = handler(table).handleRequest(request, null).getBody();
    assertTrue(page.contains(owner(table)), page);
    assertFalse(page.contains("/actions/"), page);
  }

  @Test
  void aLinkOfALeadsPageReturnsNothingThatCameLater() {
    RoutingTable table = assigned();
    String first = owner(table);
    String old = returnToken(leadPage(table, "arn:aws:iam::123456789012:user/tom"));
    String seen = seen(get(table, old));
    post(table, token(table, Action.RETURN, first, "slack-7"), Map.of("reason", "no"));
    HeldLeadsTest.tick(table);
    String second = owner(table);
    assertEquals(409, post(table, old, seen, Map.of("reason", "late")).getStatusCode());
    assertEquals(409, get(table, old).getStatusCode());
    String now = seen(get(table, token(table, Action.GIVE, BOSS, "l1")));
    assertEquals(409, post(table, old, now, Map.of("reason", "later")).getStatusCode());
    assertEquals(second, owner(table));
    String again = returnToken(leadPage(table, "arn:aws:iam::123456789012:user/tom"));
    post(table, again, Map.of("reason", "for the second"));
    assertTrue(history(table).contains("returned (" + second + "): “for the second”"));
  }

  @Test
  void aLeadThatNobodyHasIsNotReturned() {
    RoutingTable table = assigned();
    String token = returnToken(leadPage(table, "arn:aws:iam::123456789012:user/tom"));
    String seen = seen(get(table, token));
    post(table, token(table, Action.RETURN, owner(table), "slack-7"), Map.of("reason", "no"));
    assertEquals(409, get(table, token).getStatusCode());
    assertEquals(409, post(table, token, seen, Map.of("reason", "late")).getStatusCode());
    assertFalse(leadPage(table, "arn:aws:iam::123456789012:user/tom").contains("/actions/"));
  }

  @Test
  void choosingNobodyIsSaidAsWhatToDo() {
    RoutingTable table = threeReps();
    var page =
        post(table, token(table, Action.GIVE, BOSS, "l9"), Map.of("reason", "speaks French"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("Choose a rep of the list."), page.getBody());
    assertTrue(page.getBody().contains("value=\"speaks French\""), page.getBody());
    assertTrue(page.getBody().contains("<title>Error: "), page.getBody());
  }

  @Test
  void logsNeitherTokensNorPeople() {
    RoutingTable table = assigned();
    String token = token(table, Action.RETURN, owner(table), "l1");
    post(table, token, Map.of("reason", "a student"));
    get(table, "nonsense-token");
    String lines = String.join("\n", log);
    assertTrue(lines.contains("\"outcome\":\"done\""), lines);
    for (String secret : List.of(token, "nonsense", "claire", "lyon.com", "student", "northwind")) {
      assertFalse(lines.contains(secret), lines);
    }
  }
}
