package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.LinkVisitor.ADDRESS;
import static salesops.routing.LinkVisitor.BOSS;
import static salesops.routing.LinkVisitor.LEAD;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.rep;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesops.events.LeadReturned;
import salesops.routing.LeadRecord.State;
import salesops.runtime.http.ActionLinks.Action;

/** What a lead's page shows and to whom it offers to return the lead. */
class LeadPageTest {
  private final LinkVisitor visitor = LinkVisitor.ofOneLead();

  @Test
  void showsWhatPeopleWroteAsText() {
    var page = visitor.leadPage();
    assertEquals(200, page.getStatusCode());
    assertTrue(page.getBody().contains("Claire &lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(page.getBody().contains("https://evil.example\nand &lt;b&gt;call&lt;/b&gt;"));
    assertFalse(page.getBody().contains("<script"));
    assertEquals(List.of(), links(page.getBody()));
  }

  @Test
  void showsReasonsAndWhoGaveThemAsText() {
    String markup = "<marquee title=\"'\">&amp;</marquee>";
    OperationsTest.operate(
        visitor.table,
        "return",
        Map.of("lead", LEAD.leadId().value(), "reason", markup, "by", markup));
    String text = "&lt;marquee title=&quot;&#x27;&quot;&gt;&amp;amp;&lt;/marquee&gt;";
    String page = visitor.leadPage().getBody();
    assertTrue(page.contains("“" + text + "”, by " + text), page);
    assertFalse(page.contains("<marquee"), page);
  }

  @Test
  void tellsTimesInTheReadersZone() {
    LinkVisitor abroad =
        new LinkVisitor(onePool().reps(member("ana").zone("America/New_York"), member("ben")));
    abroad.table.route(LEAD);
    assertEquals(rep("ana"), abroad.table.owner(LEAD));
    String anas = abroad.get(abroad.token(Action.OPEN, abroad.owner(), "l1")).getBody();
    assertTrue(anas.contains("Tue 3 Nov 2026 05:00</time> came by"), anas);
    assertTrue(anas.contains("Times in America/New_York."), anas);
    String bosss = abroad.get(abroad.token(Action.OPEN, BOSS, "l1")).getBody();
    assertTrue(bosss.contains("Tue 3 Nov 2026 10:00</time> came by"), bosss);
    assertTrue(bosss.contains("Times in Europe/London."), bosss);
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
    String page = visitor.get(visitor.token(Action.OPEN, BOSS, "l1")).getBody();
    assertTrue(page.contains("employees 340 is between 50 and 1000"), page);
    assertTrue(page.contains("World: gave the owner"), page);
    assertTrue(page.contains("chosen: next in turn"), page);
    assertTrue(page.contains("assigned to " + visitor.table.owner(LEAD)), page);
    assertTrue(page.contains("the same comes out"), page);
  }

  @Test
  void allowsNothingButTheStyleOfAllPages() {
    var page = visitor.get(visitor.token(Action.OPEN, BOSS, "l1"));
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
  void theOwnerMayReturnFromTheLeadPage() {
    String page = visitor.get(visitor.token(Action.OPEN, visitor.owner(), "l1")).getBody();
    visitor.post(LinkVisitor.returnToken(page), Map.of("reason", "a student"));
    assertEquals(State.HELD, visitor.table.record(LEAD).state());
    String others = visitor.get(visitor.token(Action.OPEN, BOSS, "l2")).getBody();
    assertFalse(others.contains("/actions/"), others);
  }

  @Test
  void whoSeesAllLeadsReturnsOneForItsOwner() {
    String owner = visitor.owner();
    String page = visitor.leadPage("arn:aws:iam::123456789012:user/ops/tom");
    var before = visitor.table.items();
    String token = LinkVisitor.returnToken(page);
    assertTrue(visitor.get(token).getBody().contains("Return it for " + owner), page);
    assertEquals(before, visitor.table.items());
    var done = visitor.post(token, Map.of("reason", "a student"));
    assertEquals(200, done.getStatusCode(), done.getBody());
    assertTrue(done.getBody().contains("You returned this lead for " + owner), done.getBody());
    LeadReturned told = visitor.table.told(LeadReturned.class).getFirst();
    assertEquals("user/ops/tom", told.by());
    assertEquals(owner, told.rep().email());
    assertTrue(visitor.history().contains("by user/ops/tom, by link "), visitor.history());
    var after = visitor.table.items();
    visitor.post(token, Map.of("reason", "another reason"));
    assertEquals(after, visitor.table.items());
  }

  @Test
  void aRepWhoSignedInReturnsTheirOwnLeadFromItsPage() {
    String owner = visitor.owner();
    String page =
        visitor.leadPage(
            "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Sales_1a2b/" + owner);
    assertTrue(page.contains("You have had this lead since"), page);
    var done = visitor.post(LinkVisitor.returnToken(page), Map.of("reason", "a student"));
    assertTrue(done.getBody().contains("You returned this lead: “a student”"), done.getBody());
    assertEquals(owner, visitor.table.told(LeadReturned.class).getFirst().by());
  }

  @Test
  void aSessionThatNamesItselfLikeTheOwnerIsNotTheOwner() {
    String owner = visitor.owner();
    String page = visitor.leadPage("arn:aws:sts::123456789012:assumed-role/Ops/" + owner);
    assertFalse(page.contains("You have had this lead since"), page);
    visitor.post(LinkVisitor.returnToken(page), Map.of("reason", "a student"));
    assertEquals(
        "assumed-role/Ops/" + owner, visitor.table.told(LeadReturned.class).getFirst().by());
  }

  @Test
  void nobodyKnownGetsNoLinkOnALeadsPage() {
    String page = visitor.leadPage().getBody();
    assertTrue(page.contains(visitor.owner()), page);
    assertFalse(page.contains("/actions/"), page);
  }

  @Test
  void aLinkOfALeadsPageReturnsNothingThatCameLater() {
    String first = visitor.owner();
    String old = LinkVisitor.returnToken(visitor.leadPage("arn:aws:iam::123456789012:user/tom"));
    String seen = LinkVisitor.seen(visitor.get(old));
    visitor.post(visitor.token(Action.RETURN, first, "slack-7"), Map.of("reason", "no"));
    HeldLeadsTest.tick(visitor.table);
    String second = visitor.owner();
    assertEquals(409, visitor.post(old, seen, Map.of("reason", "late")).getStatusCode());
    assertEquals(409, visitor.get(old).getStatusCode());
    String now = LinkVisitor.seen(visitor.get(visitor.token(Action.GIVE, BOSS, "l1")));
    assertEquals(409, visitor.post(old, now, Map.of("reason", "later")).getStatusCode());
    assertEquals(second, visitor.owner());
    String again = LinkVisitor.returnToken(visitor.leadPage("arn:aws:iam::123456789012:user/tom"));
    visitor.post(again, Map.of("reason", "for the second"));
    assertTrue(visitor.history().contains("returned (" + second + "): “for the second”"));
  }

  @Test
  void aLeadThatNobodyHasIsNotReturned() {
    String token = LinkVisitor.returnToken(visitor.leadPage("arn:aws:iam::123456789012:user/tom"));
    String seen = LinkVisitor.seen(visitor.get(token));
    visitor.post(visitor.token(Action.RETURN, visitor.owner(), "slack-7"), Map.of("reason", "no"));
    assertEquals(409, visitor.get(token).getStatusCode());
    assertEquals(409, visitor.post(token, seen, Map.of("reason", "late")).getStatusCode());
    assertFalse(visitor.leadPage("arn:aws:iam::123456789012:user/tom").contains("/actions/"));
  }
}
