package salesops.quota.ledger;

import java.time.LocalDate;
import java.util.List;
import salesops.model.deal.Credit;
import salesops.quota.people.RepKey;

/**
 * The part of a won deal that counts for one rep.
 *
 * @param team the team on the close date
 * @param closed calendar date that decides the period
 * @param minor in the minor unit of the company's currency; may be 0
 * @param products parts of it by product, as far as the deal says
 */
public record Share(
    RepKey rep,
    String team,
    Credit.Kind kind,
    LocalDate closed,
    long minor,
    List<ProductPart> products) {
  public Share {
    products = List.copyOf(products);
  }

  /** A part of a share that was earned with a product. */
  public record ProductPart(String product, long minor) {}

  /** What takes this share away exactly: never divided, converted or rounded a second time. */
  Share negated() {
    return new Share(
        rep,
        team,
        kind,
        closed,
        -minor,
        products.stream().map(p -> new ProductPart(p.product(), -p.minor())).toList());
  }

  /** The same share in another place. */
  Share at(RepKey otherRep, String otherTeam) {
    return new Share(otherRep, otherTeam, kind, closed, minor, products);
  }
}
