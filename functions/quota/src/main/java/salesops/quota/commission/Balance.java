package salesops.quota.commission;

import org.jspecify.annotations.Nullable;
import salesops.model.settings.CommissionPlans.Draw;

/**
 * What one statement leaves to the next, in the minor unit of the company's currency.
 *
 * @param carriedMinor what statements below zero could not take back, 0 or more
 * @param owedMinor draw that was paid in advance and not earned yet, 0 or more
 */
record Balance(long carriedMinor, long owedMinor) {
  static final Balance NONE = new Balance(0, 0);

  /**
   * What is paid.
   *
   * @param drawMinor what the draw added
   * @param repaidMinor what went towards draw that was owed
   */
  record Payment(long paidMinor, long drawMinor, long repaidMinor, Balance after) {}

  /**
   * Settles a statement: what is carried is taken first, then owed draw. A draw tops up what is
   * left to its amount.
   *
   * @param earnedMinor commission and adjustments of the statement
   */
  Payment settle(long earnedMinor, @Nullable Draw draw) {
    long left = earnedMinor - carriedMinor;
    long available = Math.max(0, left);
    long carried = Math.max(0, -left);
    if (draw == null) {
      long repaid = Math.min(owedMinor, available);
      return new Payment(available - repaid, 0, repaid, new Balance(carried, owedMinor - repaid));
    }
    if (available < draw.minor()) {
      long top = draw.minor() - available;
      return new Payment(
          draw.minor(), top, 0, new Balance(carried, owedMinor + (draw.recoverable() ? top : 0)));
    }
    long repaid = Math.min(owedMinor, available - draw.minor());
    return new Payment(available - repaid, 0, repaid, new Balance(carried, owedMinor - repaid));
  }
}
