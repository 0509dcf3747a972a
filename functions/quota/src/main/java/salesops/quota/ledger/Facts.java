package salesops.quota.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.quota.people.RepKey;

/**
 * What a version of a deal says that matters to the ledger. It names reps by key only.
 *
 * @param label the account, or else the deal's name
 * @param amount in the deal's own currency
 * @param closed present when the deal is won or lost
 * @param claims who is to have a part; empty: the deal has no owner whom the settings know
 */
public record Facts(
    String label,
    Deal.State state,
    Money amount,
    @Nullable LocalDate closed,
    List<Claim> claims,
    List<Deal.ProductLine> products) {
  /** What the ledger knows of a deal that it never heard of. */
  static final Facts NONE =
      new Facts("", Deal.State.OPEN, Money.zero("EUR"), null, List.of(), List.of());

  /** Longest label in characters. */
  private static final int LABEL_MAX = 80;

  public Facts {
    label = Objects.requireNonNullElse(label, "");
    claims = List.copyOf(claims);
    products = List.copyOf(products);
  }

  /** A rep's claim to a part of the deal; see {@link Credit}. */
  public record Claim(RepKey rep, Credit.Kind kind, BigDecimal weight) {}

  /**
   * @param claims the deal's shares by key
   */
  static Facts of(Deal deal, List<Claim> claims) {
    String label = deal.account().isEmpty() ? deal.name() : deal.account();
    return new Facts(
        label.length() > LABEL_MAX ? label.substring(0, LABEL_MAX) : label,
        deal.state(),
        deal.amount(),
        deal.closed(),
        claims,
        deal.products());
  }

  public boolean isWon() {
    return state == Deal.State.WON;
  }

  /** The same deal, won on a day. */
  public Facts wonOn(LocalDate day) {
    return new Facts(label, Deal.State.WON, amount, day, claims, products);
  }
}
