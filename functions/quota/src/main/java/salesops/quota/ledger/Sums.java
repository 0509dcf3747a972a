package salesops.quota.ledger;

import salesops.model.deal.Credit;

/**
 * Sums of credits, in the minor unit of the company's currency.
 *
 * @param revenueMinor counts for the rep, the team and the company
 * @param overlayMinor counts for the rep alone
 * @param deals won deals of which the rep has revenue
 */
public record Sums(long revenueMinor, long overlayMinor, long deals) {
  public static final Sums ZERO = new Sums(0, 0, 0);

  Sums plus(Entry entry) {
    long minor = entry.share().minor();
    return plus(
        entry.share().kind() == Credit.Kind.REVENUE
            ? new Sums(minor, 0, entry.sign())
            : new Sums(0, minor, 0));
  }

  public Sums plus(Sums other) {
    return new Sums(
        Math.addExact(revenueMinor, other.revenueMinor),
        Math.addExact(overlayMinor, other.overlayMinor),
        Math.addExact(deals, other.deals));
  }

  /** What counts towards the rep's own quota. */
  public long totalMinor() {
    return Math.addExact(revenueMinor, overlayMinor);
  }
}
