package salesops.quota.commission;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import salesops.model.deal.Credit;
import salesops.model.deal.DealId;
import salesops.quota.ledger.Share.ProductPart;

/**
 * A credit that earns commission.
 *
 * @param label the account of the deal
 * @param minor in the minor unit of the company's currency
 * @param products parts of it by product
 */
public record Earned(
    DealId deal,
    int version,
    String label,
    Credit.Kind kind,
    LocalDate closed,
    long minor,
    List<ProductPart> products) {
  /** The order in which credits earn: by close date, whatever the order of arrival was. */
  public static final Comparator<Earned> ORDER =
      Comparator.comparing(Earned::closed)
          .thenComparing(Earned::deal)
          .thenComparingInt(Earned::version)
          .thenComparing(Earned::kind);

  public Earned {
    products = List.copyOf(products);
  }
}
