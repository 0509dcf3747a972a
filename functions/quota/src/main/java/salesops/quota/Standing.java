package salesops.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.deal.Split;

/**
 * What a version of a deal counts for. It follows from that version alone, so the order in which
 * versions arrive changes nothing.
 *
 * @param shares in the order of the deal's credits; empty: nobody
 * @param held the win that counts for nobody yet; absent: none
 */
record Standing(List<Share> shares, @Nullable Held held) {
  static final Standing NOTHING = new Standing(List.of(), null);

  Standing {
    shares = List.copyOf(shares);
  }

  /**
   * A won deal that is in no sum until what it lacks is known.
   *
   * @param credits as the deal names them; empty: the owner was to have all of it
   */
  record Held(Reason reason, Money amount, LocalDate closed, List<Credit> credits) {
    Held {
      credits = List.copyOf(credits);
    }

    /** What is missing. */
    enum Reason {
      /** It names no credits and has no owner whom the settings know. */
      NO_OWNER,
      /** Its amount is not in the company's currency. */
      NO_RATE
    }
  }

  /**
   * @param currency the company's
   */
  static Standing of(Deal deal, String currency) {
    if (deal.state() != Deal.State.WON) {
      return NOTHING;
    }
    LocalDate closed = Objects.requireNonNull(deal.closed());
    List<Credit> credits = deal.sharing();
    if (credits.isEmpty()) {
      return held(Held.Reason.NO_OWNER, deal, closed);
    }
    if (!deal.amount().currency().equals(currency)) {
      return held(Held.Reason.NO_RATE, deal, closed);
    }
    return new Standing(shares(credits, deal.amount(), closed), null);
  }

  private static Standing held(Held.Reason reason, Deal deal, LocalDate closed) {
    return new Standing(List.of(), new Held(reason, deal.amount(), closed, deal.sharing()));
  }

  /** Everybody in the split has a share, even of 0. */
  private static List<Share> shares(List<Credit> credits, Money amount, LocalDate closed) {
    long[] revenue =
        Split.shares(
            amount.minor(),
            credits.stream()
                .filter(credit -> credit.kind() == Credit.Kind.REVENUE)
                .map(Credit::weight)
                .toList());
    List<Share> shares = new ArrayList<>();
    int next = 0;
    for (Credit credit : credits) {
      long minor =
          switch (credit.kind()) {
            case REVENUE -> revenue[next++];
            case OVERLAY -> overlay(amount.minor(), credit.weight());
          };
      Money part = new Money(minor, amount.currency());
      shares.add(new Share(credit.rep(), credit.kind(), closed, part));
    }
    return shares;
  }

  /** Percent of the whole amount, half up, away from zero on a tie. */
  private static long overlay(long minor, BigDecimal percent) {
    return BigDecimal.valueOf(minor)
        .multiply(percent)
        .divide(Credit.WHOLE, 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
