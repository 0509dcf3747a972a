package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.LinkVisitor.LEAD;
import static salesops.routing.Sample.rep;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.events.LeadReturned;
import salesops.model.RepId;
import salesops.routing.LeadRecord.State;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;

/** Links of messages: what they do once, and what they never do. */
class FollowLinkTest {
  private final LinkVisitor visitor = LinkVisitor.ofOneLead();

  @Test
  void openingALinkChangesNothing() {
    var before = visitor.table.items();
    for (Action action : List.of(Action.OPEN, Action.RETURN, Action.GIVE, Action.RAISE_CAPACITY)) {
      assertEquals(200, visitor.get(visitor.token(action, visitor.owner(), "l1")).getStatusCode());
    }
    assertEquals(before, visitor.table.items());
  }

  @Test
  void aRepReturnsALeadOnceByTheSameLink() {
    String first = visitor.owner();
    String token = visitor.token(Action.RETURN, first, "slack-7");
    var page = visitor.post(token, Map.of("reason", "a student"));
    assertEquals(200, page.getStatusCode(), page.getBody());
    assertTrue(page.getBody().contains("You returned this lead"), page.getBody());
    assertEquals(1, visitor.table.told(LeadReturned.class).size());
    HeldLeadsTest.tick(visitor.table);
    RepId second = visitor.table.owner(LEAD);
    var before = visitor.table.items();
    var again = visitor.post(token, Map.of("reason", "another reason"));
    assertTrue(again.getBody().contains("You returned this lead: “a student”"), again.getBody());
    assertTrue(again.getBody().contains(second + " has had this lead"), again.getBody());
    assertEquals(before, visitor.table.items());
    assertTrue(visitor.history().contains("by " + first + ", by link slack-7"), visitor.history());
  }

  @Test
  void explainTellsTheLinkToo() {
    visitor.post(visitor.token(Action.RETURN, visitor.owner(), "slack-7"), Map.of("reason", "no"));
    Object explained =
        OperationsTest.operate(visitor.table, "explain", Map.of("lead", LEAD.leadId().value()))
            .get("history");
    assertTrue(String.valueOf(explained).contains("via=slack-7"), String.valueOf(explained));
  }

  @Test
  void onlyTheOwnerReturns() {
    String stranger = visitor.table.owner(LEAD).equals(rep("ben")) ? "chloe" : "ben";
    String token = visitor.token(Action.RETURN, rep(stranger).email(), "l1");
    assertTrue(visitor.get(token).getBody().contains("Nothing to return"));
    var before = visitor.table.items();
    String seen = IfStill.mark(visitor.table.record(LEAD));
    assertEquals(409, visitor.post(token, seen, Map.of("reason", "mine now")).getStatusCode());
    assertEquals(before, visitor.table.items());
  }

  @Test
  void aReturnNeedsAReasonOfAtMostTwoHundredCharacters() {
    String token = visitor.token(Action.RETURN, visitor.owner(), "l1");
    for (String reason : List.of("", "  ", "x".repeat(201))) {
      var page = visitor.post(token, Map.of("reason", reason));
      assertEquals(422, page.getStatusCode());
      assertTrue(page.getBody().contains("role=\"alert\""), page.getBody());
    }
    assertEquals(State.ASSIGNED, visitor.table.record(LEAD).state());
    assertEquals(200, visitor.post(token, Map.of("reason", "x".repeat(200))).getStatusCode());
    assertEquals(State.HELD, visitor.table.record(LEAD).state());
  }

  @Test
  void saysWhatToDoWithALinkThatIsOldOrBroken() {
    String token = visitor.token(Action.RETURN, visitor.owner(), "l1");
    assertEquals(404, visitor.get(token.substring(1)).getStatusCode());
    assertEquals(404, visitor.get("").getStatusCode());
    visitor.table.clock.advance(ActionLinks.LIFE);
    var page = visitor.post(token, Map.of("reason", "too late"));
    assertEquals(410, page.getStatusCode());
    assertTrue(page.getBody().contains("expired"));
    assertEquals(State.ASSIGNED, visitor.table.record(LEAD).state());
  }

  @Test
  void logsNeitherTokensNorPeople() {
    String token = visitor.token(Action.RETURN, visitor.owner(), "l1");
    visitor.post(token, Map.of("reason", "a student"));
    visitor.get("nonsense-token");
    String lines = String.join("\n", visitor.logLines());
    assertTrue(lines.contains("\"outcome\":\"done\""), lines);
    for (String secret : List.of(token, "nonsense", "claire", "lyon.com", "student", "northwind")) {
      assertFalse(lines.contains(secret), lines);
    }
  }
}
