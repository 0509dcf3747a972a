package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.quota.Deals.equally;
import static salesops.quota.Deals.overlay;
import static salesops.quota.Deals.revenue;
import static salesops.quota.Deals.won;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.Settings.Company;
import salesops.quota.Books.Terms;
import salesops.quota.ledger.Entry;

/** Cases 1 to 9: who gets which part of a deal. */
class SplitCasesTest {
  private static final LocalDate FEBRUARY_10 = LocalDate.of(2026, 2, 10);

  @RegisterExtension final Suite suite = Books.at("2026-02-20T10:00:00Z", Books.company());

  private List<String> entries(String... reps) {
    return Stream.of(reps)
        .flatMap(rep -> suite.entries(rep).stream())
        .map(entry -> Suite.major(entry.share().minor()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 1 1 1, 0.01 0.00 0.00",
    "100.00, 1 1 1, 33.34 33.33 33.33",
    "99.99, 75 25, 74.99 25.00",
    "10.03, 49 51, 4.91 5.12",
  })
  void case1To4DividesByLargestRemainder(String amount, String weights, String expected) {
    List<String> reps = List.of("ana", "ben", "chloe");
    List<String> each = List.of(weights.split(" "));
    suite.deliver(
        won(
            "D",
            1,
            amount,
            FEBRUARY_10,
            Stream.iterate(0, i -> i + 1)
                .limit(each.size())
                .map(i -> revenue(reps.get(i), each.get(i)))
                .toArray(salesops.model.deal.Credit[]::new)));
    assertEquals(
        List.of(expected.split(" ")), entries(reps.subList(0, each.size()).toArray(String[]::new)));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 100, 34 33 33", "KWD, 1.000, 0.334 0.333 0.333"})
  void case5DividesInTheCurrencysOwnUnit(String currency, String amount, String expected) {
    Company company = new Company("Northwind", "Europe/London", currency, "01-01");
    suite.apply(Books.company().company(company));
    Deal deal =
        Deals.deal(
            "D",
            1,
            Money.parse(amount, currency),
            Deal.State.WON,
            FEBRUARY_10,
            "ana",
            List.of(equally("ana", "ben", "chloe")));
    suite.deliver(deal);
    assertEquals(
        List.of(expected.split(" ")),
        Stream.of("ana", "ben", "chloe")
            .map(rep -> new Money(suite.sums(rep).revenueMinor(), currency).decimal())
            .toList());
  }

  @Test
  void case6ReversesWhatStandsAndWritesTheNewShares() {
    suite.deliver(won("D", 1, "100.00", FEBRUARY_10, equally("ana", "ben", "chloe")));
    suite.deliver(won("D", 2, "90.00", FEBRUARY_10, equally("ana", "ben")));
    assertEquals(List.of("33.34", "-33.34", "45.00"), entries("ana"));
    assertEquals(List.of("33.33", "-33.33", "45.00"), entries("ben"));
    assertEquals(List.of("33.33", "-33.33"), entries("chloe"));
    assertEquals(
        List.of(Entry.Kind.CREDIT, Entry.Kind.REVERSAL),
        suite.entries("chloe").stream().map(Entry::kind).toList());
  }

  @Test
  void case7CountsOverlayForItsRepAlone() {
    suite.apply(Books.company(Books.ofTeam("emea", "2026-Q1", "9000")));
    suite.deliver(won("D", 1, "1000", FEBRUARY_10, revenue("ana", "100"), overlay("ben", "100")));
    assertEquals("1000.00", suite.line("ana", "2026-Q1").attained().decimal());
    assertEquals("1000.00", suite.line("ben", "2026-Q1").attained().decimal());
    assertEquals("1000.00", suite.line("team emea", "2026-Q1").attained().decimal());
  }

  @Test
  void case8CountsAManagersOwnDealOnceInTheTeamsRollUp() {
    suite.apply(
        Books.company(
            Books.rollUp("tom", "emea", "2026-Q1", "4000"), Books.quota("bob", "2026-Q1", "1")));
    suite.deliver(won("D-1", 1, "1500", FEBRUARY_10));
    suite.deliver(
        Deals.deal("D-2", 1, Deals.money("500"), Deal.State.WON, FEBRUARY_10, "tom", List.of()));
    assertEquals("500.00", suite.total("tom"));
    assertEquals("2000.00", suite.line("tom", "2026-Q1").attained().decimal());
    assertEquals("2000.00", suite.line("team emea", "2026-Q1").attained().decimal());
    assertEquals("2000.00", suite.line("company", "2026-Q1").attained().decimal());
  }

  @Test
  void case9RoundsTotalsNotLines() {
    suite.apply(Books.company().plans(Terms.marginal("0", "3.33").plan()));
    for (int i = 1; i <= 3; i++) {
      suite.deliver(won("D-" + i, 1, "10.00", FEBRUARY_10));
    }
    var statement = Books.statement(suite, "ana", "2026-Q1");
    assertEquals(List.of("D-1 0.33", "D-2 0.34", "D-3 0.33"), Books.lines(statement));
    assertEquals(100, statement.earnedMinor());
  }

  @Test
  void earnsAProductsOwnRateBesideTheTiers() {
    suite.apply(
        Books.company(Books.quota("ana", "2026-Q1", "1000"))
            .plans(Books.fiveAndEight().product("Support", "3").plan()));
    Deal deal = won("D", 1, "1200", FEBRUARY_10);
    suite.deliver(
        Deals.withProducts(
            deal,
            new Deal.ProductLine("Router", Deals.money("900")),
            new Deal.ProductLine("Support", Deals.money("300"))));
    var statement = Books.statement(suite, "ana", "2026-Q1");
    // 5 % of 900 and 3 % of 300: the support fills the quota, but earns its own rate.
    assertEquals(List.of("D 54.00"), Books.lines(statement));
  }
}
