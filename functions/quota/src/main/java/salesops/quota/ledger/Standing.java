package salesops.quota.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.ExchangeRates.Rate;

/**
 * What a version of a deal counts for.
 *
 * @param shares in the order of the deal's credits; empty: nobody
 * @param rate by which the amount was converted; absent: it was in the company's currency
 * @param held why a win counts for nobody yet; absent: it does, or the deal is not won
 */
public record Standing(List<Share> shares, @Nullable Rate rate, @Nullable Held held) {
  static final Standing NOTHING = new Standing(List.of(), null, null);

  public Standing {
    shares = List.copyOf(shares);
  }

  static Standing held(Held reason) {
    return new Standing(List.of(), null, reason);
  }

  /** What a win lacks to count. */
  public enum Held {
    /** It names no credits and has no owner whom the settings know. */
    NO_OWNER,
    /** No exchange rate applies on its close date. */
    NO_RATE
  }
}
