package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.quota.Suite.quarter;
import static salesops.quota.Suite.quota;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.QuotaEvent.PaceReported;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.quota.QuotaOperation.ListAttainment;
import salesops.runtime.Json;
import salesops.runtime.operations.OperationJson;

class OperationsHandlerTest {
  @RegisterExtension final Suite suite = new Suite();

  @Test
  void listsThePeriodsThatADayIsIn() {
    suite.quotas(
        quota("ana", "2026-11", "0"), quarter("ana", "100"), quota("ana", "2026-12", "100"));
    AttainmentOn all =
        OperationJson.answer(
            new ListAttainment(null, null, null),
            Json.bytes(suite.operate(Map.of("operation", "attainment"))));
    assertEquals(2, all.standings().size());
    assertNull(Suite.line("ana", all).percent(), "a quota of 0");
    assertEquals(
        "invalid", suite.operate(Map.of("operation", "attainment", "day", "x")).get("code"));
    assertEquals(
        "invalid",
        suite.operate(Map.of("operation", "attainment", "period", "2026-Q5")).get("code"));
  }

  @Test
  void ranksRepsAndCountsThoseAtQuota() {
    suite.quotas(quarter("ana", "100"), quarter("ben", "1000"));
    suite.deliver(Deals.won("D-1", 1, "150"));
    suite.deliver(Deals.won("D-2", 1, "150", Deals.revenue("ben", "1")));
    var leaders = suite.ask(new QuotaOperation.ShowLeaderboard("2026-Q4", null));
    assertEquals(
        "1 1 3",
        leaders.places().stream()
            .map(p -> Integer.toString(p.rank()))
            .reduce((a, b) -> a + " " + b)
            .orElseThrow());
    assertEquals("1 of 2", leaders.atQuota() + " of " + leaders.withQuota());
    assertEquals("100.00", java.util.Objects.requireNonNull(leaders.averageRevenue()).decimal());
  }

  @Test
  void reportsWhoIsBehindPaceOnceAWeek() {
    suite.apply(
        Suite.company()
            .quotas(
                new QuotaRules(
                    List.of(quarter("ana", "100000"), quarter("ben", "100000")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new QuotaRules.WeeklyTime(DayOfWeek.MONDAY, LocalTime.of(9, 0))))
            .calendars(
                Map.of(
                    "default",
                    new WorkCalendar(
                        new WeekHours(
                            List.of(
                                new WeekHours.Span(
                                    DayOfWeek.TUESDAY, LocalTime.of(9, 0), LocalTime.of(17, 0)))),
                        List.of()))));
    suite.deliver(Deals.won("D-1", 1, "90000"));
    suite.tick();
    assertEquals(List.of(), suite.events(PaceReported.class));
    suite.clock.set(Instant.parse("2026-11-09T09:00:30Z"));
    suite.tick();
    suite.tick();
    assertEquals(1, suite.events(PaceReported.class).size());
    PaceReported report = suite.events(PaceReported.class).getFirst();
    assertEquals("ben", report.behind().getFirst().rep().shortName());
    assertEquals(1, report.behind().size());
    suite.clock.set(Instant.parse("2026-11-16T09:00:30Z"));
    suite.tick();
    assertEquals(2, suite.events(PaceReported.class).size());
  }

  @Test
  void refusesWhatItDoesNotKnowAndIgnoresTheDailyNoOp() {
    assertEquals("unknownOperation", suite.operate(Map.of("operation", "drop")).get("code"));
    assertEquals(Map.of("ok", true), suite.operate(Map.of()));
    assertEquals(
        "invalid",
        suite.operate(Map.of("operation", "verifyLedger", "cursor", "nonsense")).get("code"));
    assertEquals(
        "unknownRep",
        suite.operate(Map.of("operation", "statement", "rep", "no@body.example")).get("code"));
    String message =
        String.valueOf(suite.operate(Map.of("operation", "closePeriod")).get("message"));
    assertTrue(message.contains("period is missing"), message);
  }
}
