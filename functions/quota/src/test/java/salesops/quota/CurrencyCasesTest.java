package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.quota.Deals.equally;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.QuotaEvent.CreditHeld;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.quota.ledger.Entry;
import salesops.testkit.TestSettings;

/** Cases 42 to 46: amounts in other currencies. */
class CurrencyCasesTest {
  private static final Rate JANUARY = rate("USD", "2026-01-01", "0.90");
  private static final Rate FEBRUARY = rate("USD", "2026-02-01", "0.95");

  @RegisterExtension
  final Suite suite = Books.at("2026-02-20T10:00:00Z", Books.company().rates(JANUARY, FEBRUARY));

  private static Rate rate(String currency, String from, String rate) {
    return new Rate(currency, LocalDate.parse(from), new BigDecimal(rate));
  }

  private static TestSettings with(Rate... rates) {
    return Books.company().rates(rates);
  }

  private static Deal won(String id, int version, String amount, String day, Credit... credits) {
    List<String> money = List.of(amount.split(" "));
    return Deals.deal(
        id,
        version,
        Money.parse(money.get(0), money.get(1)),
        Deal.State.WON,
        LocalDate.parse(day),
        "ana",
        List.of(credits));
  }

  private List<String> amounts() {
    return suite.entries("ana").stream().map(e -> Suite.major(e.share().minor())).toList();
  }

  @Test
  void case42ConvertsAtTheCloseDate() {
    suite.deliver(won("D-1", 1, "100.00 USD", "2026-01-31"));
    suite.deliver(won("D-2", 1, "100.00 USD", "2026-02-01"));
    assertEquals(List.of("90.00", "95.00"), amounts());
    Entry entry = suite.entries("ana").getFirst();
    assertEquals(
        "100.00 0.90 2026-01-01",
        entry.original().decimal() + " " + entry.rate() + " " + entry.rateFrom());
  }

  @Test
  void case43LeavesWhatWasBookedWhenARateIsCorrected() {
    suite.deliver(won("D-1", 1, "100.00 USD", "2026-01-31"));
    suite.apply(with(rate("USD", "2026-01-01", "0.91"), FEBRUARY));
    suite.tick();
    assertEquals(List.of("90.00"), amounts());
    Deal again = won("D-1", 1, "100.00 USD", "2026-01-31");
    suite.deliver(Deals.as(Deal.State.OPEN, again, 2));
    assertEquals(List.of("90.00", "-90.00"), amounts());
  }

  @Test
  void restatesOnRequestAsAnAdjustment() {
    suite.deliver(won("D-1", 1, "100.00 USD", "2026-01-31"));
    suite.apply(with(rate("USD", "2026-01-01", "0.91"), FEBRUARY));
    suite.deliver(won("D-1", 2, "120.00 USD", "2026-01-31"));
    assertEquals(List.of("90.00", "-90.00", "108.00"), amounts(), "at the rate that was booked");
    var restate = new QuotaOperation.Restate("2026-Q1", "the bank corrected it", "ops");
    assertEquals(new QuotaOperation.Restated(1, 1), suite.ask(restate));
    assertEquals("109.20", suite.total("ana"));
    assertEquals(new QuotaOperation.Restated(1, 0), suite.ask(restate));
    assertEquals(List.of(), suite.verify());
    assertEquals(Entry.Cause.RESTATED, suite.entries("ana").getLast().cause());
  }

  @Test
  void case44HoldsWhatHasNoRateUntilOneComes() {
    suite.deliver(won("S", 1, "1000 SEK", "2026-01-15"));
    suite.deliver(won("S", 1, "1000 SEK", "2026-01-15"));
    assertEquals(List.of(), suite.entries("ana"));
    CreditHeld alarm = suite.events(CreditHeld.class).getFirst();
    assertEquals(1, suite.events(CreditHeld.class).size());
    assertEquals(CreditHeld.Reason.NO_RATE, alarm.reason());
    suite.apply(with(JANUARY, FEBRUARY, rate("SEK", "2026-01-01", "0.08")));
    suite.tick();
    suite.tick();
    assertEquals(List.of("80.00"), amounts());
    assertEquals(LocalDate.parse("2026-01-15"), suite.entries("ana").getFirst().share().closed());
    assertEquals(List.of(), suite.ask(new QuotaOperation.ListHeld()).deals());
    assertEquals(1, suite.events(CreditHeld.class).size());
  }

  @Test
  void case45ConvertsFirstAndSplitsThen() {
    suite.apply(with(rate("USD", "2026-01-01", "0.333")));
    suite.deliver(won("D", 1, "0.10 USD", "2026-01-31", equally("ana", "ben", "chloe")));
    assertEquals(
        List.of("0.01", "0.01", "0.01"),
        Stream.of("ana", "ben", "chloe").map(suite::total).toList());
  }

  @Test
  void case46NeverAddsCurrenciesTogether() {
    suite.deliver(won("D-1", 1, "100.00 GBP", "2026-01-31"));
    suite.deliver(won("D-2", 1, "100.00 USD", "2026-01-31"));
    assertEquals("190.00", suite.line("team emea", "2026-Q1").attained().decimal());
  }
}
