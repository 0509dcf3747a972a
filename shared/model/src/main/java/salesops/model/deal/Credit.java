package salesops.model.deal;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salesops.model.RepId;

/**
 * A rep's share of a deal.
 *
 * @param weight for {@link Kind#REVENUE} relative to the other revenue shares of the deal, above 0;
 *     for {@link Kind#OVERLAY} percent of the deal's amount, above 0 and at most 100
 */
public record Credit(RepId rep, Kind kind, BigDecimal weight) {
  /** Most participants of a deal. */
  public static final int PARTICIPANTS_MAX = 20;

  /** Percent of the whole amount. */
  public static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  private static final int PRECISION_MAX = 12;

  /** What a share counts for. */
  public enum Kind {
    /** Counts for the rep, the team and the company; all of a deal's add up to its amount. */
    REVENUE,
    /** Counts for the rep alone: specialists and managers who helped. */
    OVERLAY
  }

  public Credit {
    BigDecimal shortest = weight.stripTrailingZeros();
    // Counted before an exponent is written out: 1e999999999 has a billion digits.
    long digits = (long) shortest.precision() - Math.min(shortest.scale(), 0);
    if (shortest.signum() <= 0 || digits > PRECISION_MAX || shortest.scale() > PRECISION_MAX) {
      throw new IllegalArgumentException("a credit's weight must be above 0, in 12 digits");
    }
    weight = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    if (kind == Kind.OVERLAY && weight.compareTo(WHOLE) > 0) {
      throw new IllegalArgumentException("an overlay credit must be at most 100 %");
    }
  }

  /** The whole deal for one rep. */
  public static List<Credit> whole(RepId rep) {
    return List.of(new Credit(rep, Kind.REVENUE, WHOLE));
  }

  /**
   * Checks the credits of one deal.
   *
   * @throws IllegalArgumentException when there are too many participants, no revenue share, or two
   *     shares of a kind for one rep
   */
  public static List<Credit> checked(Collection<Credit> credits) {
    if (credits.size() > PARTICIPANTS_MAX) {
      throw new IllegalArgumentException(
          "a deal may have at most " + PARTICIPANTS_MAX + " participants");
    }
    Set<List<Object>> seen = new HashSet<>();
    for (Credit credit : credits) {
      if (!seen.add(List.of(credit.rep(), credit.kind()))) {
        throw new IllegalArgumentException("a rep must have one share of a kind at most");
      }
    }
    if (!credits.isEmpty() && credits.stream().noneMatch(c -> c.kind() == Kind.REVENUE)) {
      throw new IllegalArgumentException("a deal must have a revenue share");
    }
    return List.copyOf(credits);
  }
}
