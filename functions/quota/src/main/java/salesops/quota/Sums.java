package salesops.quota;

import java.util.Collection;
import salesops.model.deal.Credit;

/**
 * Sums of entries by kind, in the minor unit of the company's currency.
 *
 * @param revenueMinor counts for the rep, the team and the company
 * @param overlayMinor counts for the rep alone
 */
record Sums(long revenueMinor, long overlayMinor) {
  static final Sums ZERO = new Sums(0, 0);

  static Sums of(Collection<Entry> entries) {
    return entries.stream().map(Entry::share).reduce(ZERO, Sums::plus, Sums::plus);
  }

  Sums plus(Share share) {
    long minor = share.amount().minor();
    return plus(share.kind() == Credit.Kind.REVENUE ? new Sums(minor, 0) : new Sums(0, minor));
  }

  Sums plus(Sums other) {
    return new Sums(
        Math.addExact(revenueMinor, other.revenueMinor),
        Math.addExact(overlayMinor, other.overlayMinor));
  }

  /** What counts towards the rep's own quota. */
  long totalMinor() {
    return Math.addExact(revenueMinor, overlayMinor);
  }
}
