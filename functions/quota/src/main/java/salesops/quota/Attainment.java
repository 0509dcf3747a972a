package salesops.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import salesops.model.settings.QuotaRules.Quota;

/**
 * A quota and what counts towards it.
 *
 * @param attainedMinor in the minor unit of the company's currency
 */
record Attainment(Quota quota, long attainedMinor) {
  private static final int PERCENT_DIGITS = 1;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Percent of the quota, rounded half up to one digit; empty: the quota is 0. */
  Optional<BigDecimal> percent() {
    return quota.minor() == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(attainedMinor)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(quota.minor()), PERCENT_DIGITS, RoundingMode.HALF_UP));
  }

  /** What is left to the quota; 0 when it is reached. */
  long neededMinor() {
    return Math.max(0, Math.subtractExact(quota.minor(), attainedMinor));
  }

  /** Those of the milestones, in percent, that the exact figure reaches; a quota of 0 has none. */
  List<Integer> reached(List<Integer> milestonePercents) {
    return milestonePercents.stream().filter(this::reaches).toList();
  }

  private boolean reaches(int percent) {
    BigDecimal attained = BigDecimal.valueOf(attainedMinor).multiply(HUNDRED);
    BigDecimal milestone = BigDecimal.valueOf(quota.minor()).multiply(BigDecimal.valueOf(percent));
    return quota.minor() > 0 && attained.compareTo(milestone) >= 0;
  }
}
