package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.LinkVisitor.BOSS;
import static salesops.routing.LinkVisitor.LEAD;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Settings.Team;
import salesops.routing.LeadRecord.State;
import salesops.runtime.http.ActionLinks.Action;

/** Links of a manager: giving a lead away, making room for one. */
class ManagersLinksTest {
  private static LinkVisitor threeReps() {
    LinkVisitor visitor =
        new LinkVisitor(
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
    visitor.table.route(LEAD);
    return visitor;
  }

  @Test
  void aManagerGivesALeadToWhoeverCouldTakeIt() {
    LinkVisitor visitor = threeReps();
    String token = visitor.token(Action.GIVE, BOSS, "l9");
    String page = visitor.get(token).getBody();
    assertTrue(page.contains("value=\"eva@northwind.example\""), page);
    assertTrue(page.contains("0 of 1 open"), page);
    assertFalse(page.contains("value=\"dev@northwind.example\""), page);
    assertTrue(page.contains("on leave, until 6 Nov 2026"), page);
    var done = visitor.post(token, Map.of("rep", rep("ben").email(), "reason", "speaks French"));
    assertTrue(
        done.getBody().contains("You gave this lead to ben@northwind.example"), done.getBody());
    assertEquals(rep("ben"), visitor.table.owner(LEAD));
    assertEquals(Path.MANUAL, visitor.table.assigned(LEAD).path());
    assertTrue(
        visitor
            .history()
            .contains(
                "assigned to ben@northwind.example: “speaks French”, by boss@northwind.example,"
                    + " by link l9"),
        visitor.history());
    var before = visitor.table.items();
    var again = visitor.post(token, Map.of("rep", rep("eva").email(), "reason", "changed my mind"));
    assertTrue(
        again.getBody().contains("You gave this lead to ben@northwind.example"), again.getBody());
    assertEquals(before, visitor.table.items());
  }

  @Test
  void whoCannotTakeALeadIsNotGivenIt() {
    LinkVisitor visitor = threeReps();
    String token = visitor.token(Action.GIVE, BOSS, "l9");
    for (String name : List.of("dev", "ana", "nobody")) {
      var page = visitor.post(token, Map.of("rep", rep(name).email(), "reason", "please"));
      assertEquals(422, page.getStatusCode(), name);
    }
    assertEquals(rep("ana"), visitor.table.owner(LEAD));
  }

  @Test
  void whatHappenedMeanwhileIsSaidNotOverwritten() {
    LinkVisitor visitor = threeReps();
    String token = visitor.token(Action.GIVE, BOSS, "l9");
    String seen = LinkVisitor.seen(visitor.get(token));
    OperationsTest.operate(
        visitor.table,
        "assign",
        Map.of("lead", LEAD.leadId().value(), "rep", rep("eva").email(), "reason", "meanwhile"));
    var page = visitor.post(token, seen, Map.of("rep", rep("ben").email(), "reason", "late"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("Something happened to this lead"), page.getBody());
    assertTrue(page.getBody().contains("eva@northwind.example has had this lead"));
    assertEquals(rep("eva"), visitor.table.owner(LEAD));
  }

  @Test
  void choosingNobodyIsSaidAsWhatToDo() {
    LinkVisitor visitor = threeReps();
    var page =
        visitor.post(visitor.token(Action.GIVE, BOSS, "l9"), Map.of("reason", "speaks French"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("Choose a rep of the list."), page.getBody());
    assertTrue(page.getBody().contains("value=\"speaks French\""), page.getBody());
    assertTrue(page.getBody().contains("<title>Error: "), page.getBody());
  }

  private static LinkVisitor onlyAnaWithRoomForOne(Team... teams) {
    return new LinkVisitor(
        settings()
            .teams(teams)
            .reps(member("ana").capacity(1))
            .territories(territory("World", "", "all", "ana"))
            .whenFull(WhenFull.HOLD));
  }

  @Test
  void makingRoomGivesTheWaitingLeadAnOwnerAtOnce() {
    LinkVisitor visitor = onlyAnaWithRoomForOne();
    visitor.table.route(lead("other@mail.fr"));
    visitor.table.route(LEAD);
    assertEquals(State.HELD, visitor.table.record(LEAD).state());
    String token = visitor.token(Action.RAISE_CAPACITY, BOSS, "l3");
    assertTrue(visitor.get(token).getBody().contains("until Tue 10 Nov 2026"));
    for (String wrong : List.of("1", "0", "-5", "2.5", "1000001", "")) {
      var page = visitor.post(token, Map.of("rep", rep("ana").email(), "capacity", wrong));
      assertEquals(422, page.getStatusCode(), wrong);
    }
    var page = visitor.post(token, Map.of("rep", rep("ana").email(), "capacity", "2"));
    assertEquals(200, page.getStatusCode(), page.getBody());
    assertEquals(rep("ana"), visitor.table.owner(LEAD));
    assertEquals(2, visitor.table.assigned(LEAD).capacity());
    assertTrue(
        visitor.history().contains("room made at ana@northwind.example: “1 → 2 open leads until"),
        visitor.history());
    var before = visitor.table.items();
    visitor.post(token, Map.of("rep", rep("ana").email(), "capacity", "50"));
    assertEquals(before, visitor.table.items());
  }

  @Test
  void makingRoomNeitherTakesBackNorShortensWhatAnOperatorGave() {
    LinkVisitor visitor = onlyAnaWithRoomForOne();
    visitor.table.route(lead("a@mail.fr"));
    OperationsTest.operate(
        visitor.table,
        "raiseCapacity",
        Map.of("rep", rep("ana").email(), "capacity", 2, "until", "2026-12-15"));
    visitor.table.route(lead("b@mail.fr"));
    visitor.table.route(LEAD);
    String token = visitor.token(Action.RAISE_CAPACITY, BOSS, "l3");
    var lower = visitor.post(token, Map.of("rep", rep("ana").email(), "capacity", "2"));
    assertEquals(422, lower.getStatusCode());
    assertTrue(
        lower.getBody().contains("may have 2 open leads already: give more"), lower.getBody());
    visitor.post(token, Map.of("rep", rep("ana").email(), "capacity", "3"));
    assertEquals(rep("ana"), visitor.table.owner(LEAD));
    assertTrue(visitor.history().contains("2 → 3 open leads until 15 Dec 2026"), visitor.history());
  }

  @Test
  void aManagersPageOfALeadLeadsToWhatManagersDo() {
    LinkVisitor visitor =
        new LinkVisitor(
            settings()
                .teams(new Team("emea", new RepId(BOSS), null, null))
                .reps(member("ana").capacity(1), member("ben").capacity(5))
                .territories(territory("World", "", "all", "ana"))
                .whenFull(WhenFull.HOLD));
    visitor.table.route(lead("other@mail.fr"));
    visitor.table.route(LEAD);
    String reps = visitor.get(visitor.token(Action.OPEN, rep("ana").email(), "l1")).getBody();
    assertFalse(reps.contains("/actions/"), reps);
    String held = visitor.get(visitor.token(Action.OPEN, BOSS, "l1")).getBody();
    String give = LinkVisitor.token(held, "Give it to…");
    assertTrue(visitor.get(give).getBody().contains("value=\"ben@northwind.example\""));
    String raise = LinkVisitor.token(held, "Raise capacity…");
    assertTrue(visitor.get(raise).getBody().contains("checked"), "ana is the only one");
    visitor.post(raise, Map.of("rep", rep("ana").email(), "capacity", "2"));
    assertEquals(rep("ana"), visitor.table.owner(LEAD));
    String owned = visitor.get(visitor.token(Action.OPEN, BOSS, "l1")).getBody();
    assertFalse(owned.contains("Raise capacity…"), owned);
    visitor.post(
        LinkVisitor.token(owned, "Give it to…"),
        Map.of("rep", rep("ben").email(), "reason", "speaks French"));
    assertEquals(rep("ben"), visitor.table.owner(LEAD));
    OperationsTest.operate(
        visitor.table, "close", Map.of("lead", LEAD.leadId().value(), "reason", "won"));
    String closed = visitor.get(visitor.token(Action.OPEN, BOSS, "l1")).getBody();
    assertFalse(closed.contains("/actions/"), closed);
  }

  @Test
  void aManagerRaisesOnceMoreWhenTheFirstTimeWasNotEnough() {
    LinkVisitor visitor = onlyAnaWithRoomForOne(new Team("emea", new RepId(BOSS), null, null));
    visitor.table.route(lead("has@mail.fr"));
    visitor.table.route(lead("waits@elsewhere.fr"));
    visitor.table.clock.advance(Duration.ofMinutes(1));
    visitor.table.route(LEAD);
    for (String capacity : List.of("2", "3")) {
      assertEquals(State.HELD, visitor.table.record(LEAD).state());
      String page = visitor.get(visitor.token(Action.OPEN, BOSS, "l1")).getBody();
      String raise = LinkVisitor.token(page, "Raise capacity…");
      visitor.post(raise, Map.of("rep", rep("ana").email(), "capacity", capacity));
      assertTrue(visitor.get(raise).getBody().contains("Room made"), "the same link again");
    }
    assertEquals(rep("ana"), visitor.table.owner(LEAD));
  }

  @Test
  void roomIsNotOfferedWhereItIsNotTheMatter() {
    LinkVisitor visitor = onlyAnaWithRoomForOne(new Team("emea", new RepId(BOSS), null, null));
    visitor.table.route(LEAD);
    visitor.post(visitor.token(Action.RETURN, visitor.owner(), "l1"), Map.of("reason", "no"));
    assertEquals(State.HELD, visitor.table.record(LEAD).state());
    String page = visitor.get(visitor.token(Action.OPEN, BOSS, "l2")).getBody();
    assertTrue(page.contains("Give it to…"), page);
    assertFalse(page.contains("Raise capacity…"), page);
  }
}
