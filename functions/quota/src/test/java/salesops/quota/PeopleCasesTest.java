package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.quota.Books.quota;
import static salesops.quota.Deals.won;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.ActivityLogged;
import salesops.events.DealOpened;
import salesops.events.QuotaEvent.ContestClosed;
import salesops.events.QuotaEvent.CreditHeld;
import salesops.model.deal.Activity;
import salesops.model.deal.Change;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Contest;
import salesops.model.settings.QuotaRules.Each;
import salesops.model.settings.QuotaRules.Goal;
import salesops.model.settings.QuotaRules.Metric;
import salesops.quota.QuotaOperation.ContestNow;
import salesops.quota.QuotaOperation.ShowContests;
import salesops.quota.goals.ListGoals.GoalLine;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;

/** Cases 52 to 54, and goals: who counts when somebody leaves, and who wins. */
class PeopleCasesTest {
  @RegisterExtension final Suite suite = Books.at("2026-03-25T10:00:00Z", left());

  /** Ana's last day was March 14. */
  private static TestSettings left() {
    return Books.company(quota("ana", "2026-Q1", "90000"))
        .reps(TestRep.rep("ana").until(LocalDate.of(2026, 3, 14)), TestRep.rep("ben"))
        .plans(Books.fiveAndEight().plan());
  }

  @Test
  void case52CountsForTheTeamUntilSomebodyGetsIt() {
    suite.deliver(won("D-1", 1, "1000", LocalDate.parse("2026-03-10")));
    suite.deliver(won("D-2", 1, "500", LocalDate.parse("2026-03-20")));
    assertEquals("1000.00", suite.line("ana", "2026-Q1").attained().decimal());
    assertEquals("1500.00", suite.line("team emea", "2026-Q1").attained().decimal());
    CreditHeld alarm = suite.events(CreditHeld.class).getFirst();
    assertEquals("OWNER_LEFT emea D-2", alarm.reason() + " " + alarm.team() + " " + alarm.dealId());
    assertEquals("50.00", Suite.major(Books.statement(suite, "ana", "2026-Q1").earnedMinor()));
    suite.deliver(
        Deals.deal(
            "D-2",
            2,
            Deals.money("500"),
            Deal.State.WON,
            LocalDate.parse("2026-03-20"),
            "ben",
            List.of()));
    assertEquals("500.00", suite.line("ben", "2026-Q1").attained().decimal());
    assertEquals("1500.00", suite.line("team emea", "2026-Q1").attained().decimal());
    assertEquals(LocalDate.parse("2026-03-20"), suite.entries("ben").getFirst().share().closed());
    assertEquals(List.of(), suite.verify());
  }

  @Test
  void leavingIsEnteredLateAndStayingAgainIsTakenBack() {
    suite.apply(Books.company(quota("ana", "2026-Q1", "90000")));
    suite.deliver(won("D-2", 1, "500", LocalDate.parse("2026-03-20")));
    assertEquals("500.00", suite.total("ana"));
    suite.apply(left());
    suite.tick();
    assertEquals("0.00", suite.total("ana"));
    assertEquals("500.00", suite.line("team emea", "2026-Q1").attained().decimal());
    suite.apply(Books.company(quota("ana", "2026-Q1", "90000")));
    suite.tick();
    assertEquals("500.00", suite.total("ana"));
    assertEquals(List.of(), suite.verify());
  }

  @Test
  void case53KeepsFiguresUnderAPseudonym() {
    suite.deliver(won("D-1", 1, "1000", LocalDate.parse("2026-03-10")));
    suite.clock.set(Instant.parse("2026-04-02T10:00:00Z"));
    Books.close(suite, "2026-Q1");
    String statement = suite.items("s#").toString();
    String pseudonym = suite.ask(new QuotaOperation.Erase(TestSettings.person("ana"))).pseudonym();
    assertTrue(pseudonym.startsWith("former rep "), pseudonym);
    for (Map<String, ?> item : suite.items("")) {
      String text = item.toString();
      boolean ofLedger =
          Stream.of("pk=AttributeValue(S=d", "pk=AttributeValue(S=e", "pk=AttributeValue(S=s")
              .anyMatch(text::contains);
      assertFalse(ofLedger && text.contains("ana@"), text);
      assertFalse(text.contains("pk=AttributeValue(S=people") && text.contains("ana@"), text);
      assertFalse(text.contains("S=a#ana@"), text);
    }
    assertEquals(statement, suite.items("s#").toString(), "byte for byte");
    var figures = suite.ask(new QuotaOperation.ListFigures(2026));
    assertEquals(
        List.of(pseudonym + " 100000"),
        figures.rows().stream().map(r -> r.rep() + " " + r.sums().revenueMinor()).toList());
    assertEquals(
        "unknownRep", suite.refused(new QuotaOperation.Erase(TestSettings.person("ana"))).code());
  }

  private static TestSettings contest(Metric metric) {
    return Books.company()
        .quotas(
            new QuotaRules(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                    new Goal(null, Metric.CALLS, Each.DAY, 2),
                    new Goal(null, Metric.DEALS_OPENED, Each.WEEK, 1)),
                List.of(
                    new Contest(
                        "February sprint",
                        metric,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        List.of("emea"),
                        "Dinner for two")),
                null));
  }

  private List<String> ranks(boolean close) {
    ContestNow contest =
        suite.ask(new ShowContests("february sprint", close, "ops")).contests().getFirst();
    return contest.ranks().stream().map(r -> r.rank() + " " + r.name().charAt(0)).toList();
  }

  private void sell(String id, String rep, String amount, String day) {
    suite.deliver(
        Deals.deal(
            id, 1, Deals.money(amount), Deal.State.WON, LocalDate.parse(day), rep, List.of()));
  }

  @Test
  void case54SharesARankAndClosesOnce() {
    suite.apply(contest(Metric.REVENUE));
    sell("A", "ana", "500", "2026-02-03");
    sell("B", "ben", "500", "2026-02-27");
    sell("C", "chloe", "300", "2026-02-05");
    sell("D", "dora", "100", "2026-02-05");
    sell("E", "dora", "9000", "2026-03-01");
    assertEquals(List.of("1 a", "1 b", "3 c", "4 d"), ranks(true));
    ContestClosed closed = suite.events(ContestClosed.class).getFirst();
    assertEquals(
        "[ana@northwind.example, ben@northwind.example]",
        closed.winners().stream().sorted().toList().toString());
    assertEquals(50_000, closed.score());
    sell("F", "dora", "9000", "2026-02-27");
    assertEquals(List.of("1 a", "1 b", "3 c", "4 d"), ranks(true));
    assertEquals(1, suite.events(ContestClosed.class).size());
  }

  @Test
  void aContestIsNotClosedBeforeItIsOver() {
    suite.close();
    try (Suite early = Books.at("2026-02-28T10:00:00Z", contest(Metric.DEALS_WON))) {
      assertEquals(
          "notOver", early.refused(new ShowContests("February sprint", true, "ops")).code());
      assertEquals("unknownContest", early.refused(new ShowContests("March", false, "ops")).code());
    }
  }

  private static ActivityLogged call(String id, String at) {
    Activity activity =
        new Activity(
            Activity.Kind.CALL, 7, TestSettings.person("ana"), Instant.parse(at), false, "");
    return new ActivityLogged(
        id, null, new DealId("D"), activity, Way.SLACK, "ana", Instant.parse(at));
  }

  @Test
  void countsEachActivityOnceTowardsGoals() {
    suite.apply(contest(Metric.CALLS));
    suite.deliver(call("1", "2026-03-25T08:00:00Z"));
    suite.deliver(call("1", "2026-03-25T08:00:00Z"));
    suite.deliver(call("2", "2026-03-25T09:00:00Z"));
    suite.deliver(call("3", "2026-03-24T09:00:00Z"));
    Deal opened = Deals.open("O", 1, "10");
    Instant now = suite.clock.instant();
    suite.deliver(new DealOpened(opened, new Change(now, now, Way.COMMAND, "ana", List.of())));
    List<GoalLine> goals = suite.ask(new QuotaOperation.ShowGoals(null)).lines();
    GoalLine calls =
        goals.stream()
            .filter(g -> g.rep().shortName().equals("ana") && g.metric() == Metric.CALLS)
            .findFirst()
            .orElseThrow();
    assertEquals("2 of 2", calls.done() + " of " + calls.goal());
    assertEquals(8, goals.size());
  }
}
