package salesops.quota.attainment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * A quota and what counts towards it.
 *
 * @param attainedMinor in the minor unit of the company's currency; may be negative
 * @param quotaMinor 0 or more
 */
public record Attainment(long attainedMinor, long quotaMinor) {
  private static final int PERCENT_DIGITS = 1;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Percent of the quota, rounded half up to one digit; empty: the quota is 0. */
  public Optional<BigDecimal> percent() {
    return quotaMinor == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(attainedMinor)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(quotaMinor), PERCENT_DIGITS, RoundingMode.HALF_UP));
  }

  /** What is left to the quota; 0 when it is reached. */
  public long neededMinor() {
    return Math.max(0, Math.subtractExact(quotaMinor, attainedMinor));
  }

  /** Whether the quota is reached; a quota of 0 never is. */
  public boolean isReached() {
    return reaches(100);
  }

  /** Those of the milestones, in percent, that the exact figure reaches; a quota of 0 has none. */
  public List<Integer> reached(List<Integer> milestonePercents) {
    return milestonePercents.stream().filter(this::reaches).toList();
  }

  private boolean reaches(int percent) {
    BigDecimal attained = BigDecimal.valueOf(attainedMinor).multiply(HUNDRED);
    BigDecimal milestone = BigDecimal.valueOf(quotaMinor).multiply(BigDecimal.valueOf(percent));
    return quotaMinor > 0 && attained.compareTo(milestone) >= 0;
  }
}
