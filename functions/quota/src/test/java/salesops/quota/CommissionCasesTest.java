package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static salesops.quota.Books.adjustments;
import static salesops.quota.Books.close;
import static salesops.quota.Books.fiveAndEight;
import static salesops.quota.Books.lines;
import static salesops.quota.Books.quota;
import static salesops.quota.Books.statement;
import static salesops.quota.Deals.won;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.QuotaEvent.CommissionEarned;
import salesops.events.QuotaEvent.PeriodClosed;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.QuotaRules.Quota;
import salesops.quota.Books.Terms;
import salesops.quota.QuotaOperation.Answer;
import salesops.quota.QuotaOperation.Ask;
import salesops.quota.QuotaOperation.ClosePeriod;
import salesops.quota.QuotaOperation.ShowStatement;
import salesops.quota.QuotaOperation.Shown;
import salesops.quota.commission.Statement;
import salesops.testkit.TestSettings;

/** Cases 10 to 19 and 21 to 28: what reps earn, and what corrections do to it. */
class CommissionCasesTest {
  private static final Quota PLAN_QUOTA = quota("ana", "2026-Q1", "100000");

  private Suite suite = new Suite();

  @AfterEach
  void closeSuite() {
    suite.close();
  }

  /** In the middle of March 2026, before the quarter is over. */
  private void begin(Terms terms, Quota... quotas) {
    begin("2026-03-10T10:00:00Z", terms, quotas);
  }

  private void begin(String at, Terms terms, Quota... quotas) {
    suite.close();
    suite = Books.at(at, Books.company(quotas).plans(terms.plan()));
  }

  private void win(String deal, String day, String amount) {
    suite.deliver(won(deal, 1, amount, LocalDate.parse(day)));
  }

  private void reopen(String deal, int version, String day, String amount) {
    Deal before = won(deal, 1, amount, LocalDate.parse(day));
    suite.deliver(Deals.as(Deal.State.OPEN, before, version));
  }

  private String earned(String period) {
    return Suite.major(statement(suite, "ana", period).earnedMinor());
  }

  private String paid(String period) {
    return Suite.major(statement(suite, "ana", period).paidMinor());
  }

  @Test
  void case10PaysEachPartAtItsTiersRate() {
    begin(fiveAndEight(), PLAN_QUOTA);
    win("A", "2026-02-10", "120000");
    assertEquals("6600.00", earned("2026-Q1"));
  }

  @Test
  void case11PaysEverythingAtTheRateReached() {
    begin(fiveAndEight().retroactive(), PLAN_QUOTA);
    win("A", "2026-02-10", "120000");
    assertEquals("9600.00", earned("2026-Q1"));
  }

  @Test
  void case12ReachesATierAtItsExactBeginning() {
    begin(fiveAndEight().retroactive(), PLAN_QUOTA);
    win("A", "2026-02-10", "99999.99");
    assertEquals("5000.00", earned("2026-Q1"));
    win("B", "2026-02-11", "0.01");
    assertEquals("8000.00", earned("2026-Q1"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void case13And14OrderLinesByCloseDateWhateverArrivedFirst(boolean inOrder) {
    begin(fiveAndEight(), PLAN_QUOTA);
    if (inOrder) {
      win("A", "2026-01-10", "90000");
      win("B", "2026-02-10", "20000");
    } else {
      win("B", "2026-02-10", "20000");
      win("A", "2026-01-10", "90000");
    }
    assertEquals(List.of("A 4500.00", "B 1300.00"), lines(statement(suite, "ana", "2026-Q1")));
  }

  @Test
  void case15ShowsWhatACapTakes() {
    begin(fiveAndEight().capped("5000"), PLAN_QUOTA);
    win("A", "2026-01-10", "90000");
    win("B", "2026-02-10", "30000");
    Statement capped = statement(suite, "ana", "2026-Q1");
    assertEquals("5000.00", Suite.major(capped.paidMinor()));
    assertEquals("1600.00", Suite.major(capped.overCapMinor()));
    reopen("B", 2, "2026-02-10", "30000");
    Statement uncapped = statement(suite, "ana", "2026-Q1");
    assertEquals("4500.00", Suite.major(uncapped.paidMinor()));
    assertEquals(0, uncapped.overCapMinor());
  }

  @Test
  void case16PaysMonthlyWithinAQuarter() {
    begin(Terms.marginal("0", "10", "100", "15").monthly(), quota("ana", "2026-Q1", "90000"));
    win("A", "2026-01-10", "40000");
    win("B", "2026-02-10", "40000");
    win("C", "2026-03-05", "20000");
    assertEquals(
        List.of("4000.00", "4000.00", "2500.00"),
        List.of(earned("2026-01"), earned("2026-02"), earned("2026-03")));
    suite.tick();
    assertEquals(
        List.of(400_000L, 400_000L, 250_000L),
        suite.events(CommissionEarned.class).stream()
            .map(e -> e.earned().minor())
            .sorted(java.util.Comparator.reverseOrder())
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"true, 4000 3000 4000, 1000 0", "false, 4000 3000 5000, 0 0"})
  void case17And18AdvanceADraw(boolean recoverable, String expected, String owed) {
    begin(Terms.marginal("0", "10").monthly().draw("3000", recoverable));
    win("A", "2026-01-10", "40000");
    win("B", "2026-02-10", "20000");
    win("C", "2026-03-05", "50000");
    List<String> paid = List.of(expected.split(" "));
    for (int i = 0; i < 3; i++) {
      assertEquals(paid.get(i) + ".00", paid("2026-0" + (i + 1)));
    }
    List<String> debts = List.of(owed.split(" "));
    assertEquals(debts.get(0) + ".00", Suite.major(statement(suite, "ana", "2026-02").owedMinor()));
    assertEquals(debts.get(1) + ".00", Suite.major(statement(suite, "ana", "2026-03").owedMinor()));
  }

  @Test
  void case19PaysTheBaseRateWithoutAQuotaAndShowsNoAttainment() {
    begin(fiveAndEight().monthly());
    win("A", "2026-02-10", "10000");
    assertEquals("500.00", earned("2026-02"));
    assertNull(statement(suite, "ana", "2026-02").quotaMinor());
    assertNull(suite.line("ana", "2026-02").percent());
    assertNull(suite.line("ana", "2026-02").quota());
    assertEquals(0, suite.ask(new QuotaOperation.ShowLeaderboard("2026-02", null)).withQuota());
  }

  @Test
  void case21TakesACreditNoteFromAttainmentAndCommission() {
    begin(Terms.marginal("0", "5"), quota("ana", "2026-Q1", "1000"));
    win("A", "2026-02-10", "1000");
    win("N", "2026-02-20", "-200");
    assertEquals("800.00", suite.line("ana", "2026-Q1").attained().decimal());
    assertEquals("40.00", earned("2026-Q1"));
    assertEquals(List.of("A 50.00", "N -10.00"), lines(statement(suite, "ana", "2026-Q1")));
  }

  private void winBoth() {
    win("A", "2026-01-10", "90000");
    win("B", "2026-02-10", "20000");
  }

  @Test
  void case23RestatesAnOpenQuarter() {
    begin(fiveAndEight(), PLAN_QUOTA);
    winBoth();
    reopen("B", 2, "2026-02-10", "20000");
    assertEquals("4500.00", earned("2026-Q1"));
  }

  /** The first quarter is closed on April 5; it is April 10. */
  private String closeFirstQuarter(Terms terms) {
    begin("2026-04-05T10:00:00Z", terms, PLAN_QUOTA, quota("ana", "2026-Q2", "100000"));
    winBoth();
    assertEquals("5800.00", Suite.major(close(suite, "2026-Q1").paidMinor()));
    suite.clock.set(Instant.parse("2026-04-10T10:00:00Z"));
    return frozen();
  }

  private String frozen() {
    Shown shown =
        suite
            .ask(new ShowStatement(TestSettings.person("ana"), "2026-Q1", null, null, null))
            .statements()
            .getFirst();
    return salesops.runtime.Json.text(shown);
  }

  @Test
  void case24PaysTheDifferenceInTheNextStatementOnce() {
    String before = closeFirstQuarter(fiveAndEight());
    reopen("B", 2, "2026-02-10", "20000");
    assertEquals(before, frozen());
    assertEquals("90000.00", suite.line("ana", "2026-Q1").attained().decimal());
    Statement second = statement(suite, "ana", "2026-Q2");
    assertEquals(List.of("B -1300.00 RESTATED"), adjustments(second));
    assertEquals("0.00", suite.line("ana", "2026-Q2").attained().decimal());
    assertEquals(0, second.attainedMinor());
    assertEquals(0, second.paidMinor());
    assertEquals("1300.00", Suite.major(second.carriedOutMinor()));
    suite.clock.set(Instant.parse("2026-07-02T10:00:00Z"));
    close(suite, "2026-Q2");
    Statement third = statement(suite, "ana", "2026-Q3");
    assertEquals(List.of(), adjustments(third));
    assertEquals("1300.00", Suite.major(third.carriedInMinor()));
  }

  @Test
  void case25RestatesTheCreditsThatFollow() {
    closeFirstQuarter(fiveAndEight());
    reopen("A", 2, "2026-01-10", "90000");
    Statement second = statement(suite, "ana", "2026-Q2");
    assertEquals("-4800.00", Suite.major(second.adjustedMinor()));
    assertEquals(List.of("A -4500.00 RESTATED", "B -300.00 RESTATED"), adjustments(second));
  }

  @ParameterizedTest
  @CsvSource({
    "45, B 0.00 KEPT_AFTER_CLAWBACK_WINDOW, 0.00",
    "59, B -1300.00 RESTATED, -1300.00",
  })
  void case26LeavesPaidWhatIsTakenBackAfterTheWindow(int days, String line, String sum) {
    closeFirstQuarter(fiveAndEight().clawback(days));
    reopen("B", 2, "2026-02-10", "20000");
    assertEquals("90000.00", suite.line("ana", "2026-Q1").attained().decimal());
    Statement second = statement(suite, "ana", "2026-Q2");
    assertEquals(List.of(line), adjustments(second));
    assertEquals(sum, Suite.major(second.adjustedMinor()));
  }

  @Test
  void case27CountsADealThatIsWonAgainOnItsNewDate() {
    begin("2026-04-05T10:00:00Z", fiveAndEight(), PLAN_QUOTA);
    win("B", "2026-01-20", "20000");
    close(suite, "2026-Q1");
    suite.clock.set(Instant.parse("2026-04-10T10:00:00Z"));
    reopen("B", 2, "2026-01-20", "20000");
    suite.clock.set(Instant.parse("2026-05-03T10:00:00Z"));
    suite.deliver(won("B", 3, "25000", LocalDate.parse("2026-05-03")));
    assertEquals("0.00", suite.line("ana", "2026-Q1").attained().decimal());
    assertEquals("25000.00", suite.line("ana", "2026-Q2").attained().decimal());
    assertEquals("25000.00", suite.line("ana", "2026").attained().decimal());
    assertEquals(1, suite.line("ana", "2026").deals());
    Statement second = statement(suite, "ana", "2026-Q2");
    assertEquals(List.of("B 1250.00"), lines(second));
    assertEquals(List.of("B -1000.00 RESTATED"), adjustments(second));
  }

  @Test
  void case28ClosesOnceAndNotWhileACreditIsHeld() {
    begin("2026-04-05T10:00:00Z", fiveAndEight(), PLAN_QUOTA);
    winBoth();
    suite.deliver(
        Deals.deal(
            "K",
            1,
            Money.parse("900", "SEK"),
            Deal.State.WON,
            LocalDate.parse("2026-03-01"),
            "ana",
            List.of()));
    var refused = suite.refused(new ClosePeriod("2026-Q1", null, "ops", 0));
    assertEquals("held", refused.code());
    assertEquals(true, refused.message().contains("K"), refused.message());
    assertEquals(List.of(), suite.items("s#"));
    var closed = suite.ask(new ClosePeriod("2026-Q1", "SEK rate is late", "ops", 0)).closed();
    assertNotEquals(null, closed);
    Statement statement = statement(suite, "ana", "2026-Q1");
    assertEquals("SEK rate is late", statement.evenSo());
    assertEquals("[K]", statement.held().toString());
    String before = frozen();
    var again = suite.ask(new ClosePeriod("2026-Q1", null, "else", 0));
    assertEquals(true, again.before());
    assertEquals(closed, again.closed());
    assertEquals(before, frozen());
    assertEquals(1, suite.events(PeriodClosed.class).size());
  }

  @Test
  void anAnswerToAQuestionIsAnAdjustmentOfTheNextStatement() {
    closeFirstQuarter(fiveAndEight());
    var ana = TestSettings.person("ana");
    var asked =
        suite
            .ask(new Ask(ana, "2026-Q1", new salesops.model.deal.DealId("B"), "8 % of all of it?"))
            .question();
    assertEquals(1, asked.number());
    suite.ask(new Answer(ana, 1, "Agreed", "300", "tom"));
    Statement second = statement(suite, "ana", "2026-Q2");
    assertEquals(List.of("B 300.00 ANSWERED"), adjustments(second));
    assertEquals("unknownQuestion", suite.refused(new Answer(ana, 1, "x", "1", "t")).code());
    suite.clock.set(Instant.parse("2026-07-02T10:00:00Z"));
    close(suite, "2026-Q2");
    assertEquals(List.of(), adjustments(statement(suite, "ana", "2026-Q3")));
  }

  @Test
  void whatIfADealWereWonStoresNothing() {
    begin(fiveAndEight(), PLAN_QUOTA);
    win("A", "2026-01-10", "90000");
    suite.deliver(
        Deals.deal("O", 1, Deals.money("20000"), Deal.State.OPEN, null, "ana", List.of()));
    int items = suite.items("").size();
    var shown =
        suite.ask(
            new ShowStatement(
                TestSettings.person("ana"),
                "2026-Q1",
                null,
                new salesops.model.deal.DealId("O"),
                LocalDate.parse("2026-03-20")));
    assertEquals(
        List.of("A 4500.00", "O 1300.00"), lines(shown.statements().getLast().statement()));
    assertEquals(items, suite.items("").size());
    assertEquals(List.of("A 4500.00"), lines(statement(suite, "ana", "2026-Q1")));
  }

  @Test
  void closingGoesOnWhereItStopped() {
    begin("2026-04-05T10:00:00Z", fiveAndEight(), PLAN_QUOTA);
    winBoth();
    suite.crashing.crashAt(12, true);
    try {
      suite.ask(new ClosePeriod("2026-Q1", null, "ops", 0));
    } catch (RuntimeException e) {
      assertEquals(true, suite.crashing.crashed());
    }
    suite.crashing.revive();
    assertEquals("5800.00", Suite.major(close(suite, "2026-Q1").paidMinor()));
  }
}
