package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.quota.Deals.deal;
import static salesops.quota.Deals.equally;
import static salesops.quota.Deals.money;
import static salesops.quota.Deals.open;
import static salesops.quota.Deals.overlay;
import static salesops.quota.Deals.revenue;
import static salesops.quota.Deals.won;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.quota.Standing.Held;

/** What a version of a deal counts for. */
class StandingTest {
  private static List<String> amounts(Deal deal) {
    return Standing.of(deal, deal.amount().currency()).shares().stream()
        .map(share -> share.amount().decimal())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "GBP, 0.01, 0.01 0.00 0.00",
    "GBP, 100.00, 33.34 33.33 33.33",
    "GBP, -100.00, -33.34 -33.33 -33.33",
    "GBP, 0.00, 0.00 0.00 0.00",
    "JPY, 100, 34 33 33",
    "KWD, 1.000, 0.334 0.333 0.333",
  })
  void dividesAmongThreeEquallyToTheLastUnit(String currency, String amount, String expected) {
    Money whole = Money.parse(amount, currency);
    Deal deal =
        deal(
            "D",
            1,
            whole,
            Deal.State.WON,
            Deals.NOVEMBER_3,
            "ana",
            List.of(equally("ana", "ben", "chloe")));
    assertEquals(List.of(expected.split(" ")), amounts(deal));
  }

  @ParameterizedTest
  @CsvSource({"99.99, 75, 25, 74.99 25.00", "10.03, 49, 51, 4.91 5.12"})
  void givesWhatIsLeftToTheLargestRemainder(String amount, String a, String b, String expected) {
    Deal deal = won("D", 1, amount, revenue("ana", a), revenue("ben", b));
    assertEquals(List.of(expected.split(" ")), amounts(deal));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 50, 0.01", "-0.01, 50, -0.01", "0.01, 49.9, 0.00", "1000.00, 100, 1000.00"})
  void roundsAnOverlayAwayFromZeroOnATie(String amount, String percent, String expected) {
    Deal deal = won("D", 1, amount, overlay("dora", percent), revenue("ana", "1"));
    assertEquals(List.of(expected, money(amount).decimal()), amounts(deal));
  }

  @Test
  void givesAllOfADealWithoutCreditsToItsOwner() {
    List<Share> shares = Standing.of(won("D", 1, "500"), "GBP").shares();
    assertEquals(1, shares.size());
    assertEquals("ana", shares.getFirst().rep().shortName());
    assertEquals(money("500"), shares.getFirst().amount());
  }

  @ParameterizedTest
  @EnumSource(
      value = Deal.State.class,
      names = {"OPEN", "LOST", "REMOVED"})
  void countsNothingUnlessTheDealIsWon(Deal.State state) {
    assertEquals(Standing.NOTHING, Standing.of(Deals.as(state, open("D", 1, "500"), 2), "GBP"));
  }

  @Test
  void holdsWhatIsInAnotherCurrencyOrHasNoOwner() {
    Money kronor = Money.parse("500", "SEK");
    Deal foreign = deal("D", 1, kronor, Deal.State.WON, Deals.NOVEMBER_3, "ana", List.of());
    Held noRate = Objects.requireNonNull(Standing.of(foreign, "GBP").held());
    assertEquals(Held.Reason.NO_RATE, noRate.reason());
    assertEquals(foreign.sharing(), noRate.credits());
    Deal nobodys = deal("D", 1, money("500"), Deal.State.WON, Deals.NOVEMBER_3, null, List.of());
    assertEquals(
        new Standing(
            List.of(), new Held(Held.Reason.NO_OWNER, money("500"), Deals.NOVEMBER_3, List.of())),
        Standing.of(nobodys, "GBP"));
  }
}
