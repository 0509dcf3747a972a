package salesops.quota.commission;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.CommissionPlans.Tier;
import salesops.model.settings.CommissionPlans.TierMode;
import salesops.quota.ledger.Share.ProductPart;

/**
 * What credits earn under a plan. The commission of some credits, in order, is an exact function F
 * of them; each line is the difference of two rounded totals, so that lines add up to the rounded
 * total whatever was rounded.
 */
final class CommissionModel {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Plan plan;
  private final @Nullable Long quotaMinor;

  /**
   * @param quotaMinor of the attainment period; absent or 0: everything earns at the base rate
   */
  CommissionModel(Plan plan, @Nullable Long quotaMinor) {
    this.plan = plan;
    this.quotaMinor = quotaMinor == null || quotaMinor == 0 ? null : quotaMinor;
  }

  /**
   * What a credit earns.
   *
   * @param parts by which rates, before a cap
   * @param minor half up, away from zero on a tie
   * @param overCapMinor what it would have earned more without the cap
   */
  record Line(Earned credit, List<Part> parts, long minor, long overCapMinor) {
    Line {
      parts = List.copyOf(parts);
    }
  }

  /**
   * @param product absent: the tiers' rates apply
   */
  record Part(BigDecimal ratePercent, long minor, @Nullable String product) {}

  /** The lines of an attainment period's credits, in their order. */
  List<Line> lines(List<Earned> credits) {
    List<Line> lines = new ArrayList<>();
    Total total = new Total(0, 0, BigDecimal.ZERO);
    for (Earned credit : credits.stream().sorted(Earned.ORDER).toList()) {
      Total next = total.plus(credit);
      long minor = rounded(capped(next.commission())) - rounded(capped(total.commission()));
      long uncapped = rounded(next.commission()) - rounded(total.commission());
      lines.add(new Line(credit, parts(total, next, credit), minor, uncapped - minor));
      total = next;
    }
    return lines;
  }

  /** Sums of the credits so far. */
  private final class Total {
    private final long attainedMinor;

    /** Parts that have no rate of their own. */
    private final long plainMinor;

    /** Marginal: of all parts; retroactive: of products with a rate of their own. */
    private final BigDecimal earned;

    Total(long attainedMinor, long plainMinor, BigDecimal earned) {
      this.attainedMinor = attainedMinor;
      this.plainMinor = plainMinor;
      this.earned = earned;
    }

    Total plus(Earned credit) {
      long plain = credit.minor();
      BigDecimal more = BigDecimal.ZERO;
      for (Map.Entry<String, Long> product : rated(credit).entrySet()) {
        plain -= product.getValue();
        more = more.add(percent(rate(product.getKey()), product.getValue()));
      }
      if (plan.mode() == TierMode.MARGINAL) {
        more = more.add(marginal(attainedMinor + plain)).subtract(marginal(attainedMinor));
      }
      return new Total(
          Math.addExact(attainedMinor, credit.minor()), plainMinor + plain, earned.add(more));
    }

    BigDecimal commission() {
      return plan.mode() == TierMode.MARGINAL
          ? earned
          : earned.add(percent(tierAt(attainedMinor).ratePercent(), plainMinor));
    }
  }

  /** Parts of a credit whose products have a rate of their own. */
  private Map<String, Long> rated(Earned credit) {
    Map<String, Long> rated = new TreeMap<>();
    for (ProductPart part : credit.products()) {
      if (plan.products().containsKey(part.product())) {
        rated.merge(part.product(), part.minor(), Long::sum);
      }
    }
    return rated;
  }

  private BigDecimal rate(String product) {
    return plan.products().getOrDefault(product, BigDecimal.ZERO);
  }

  /** What an attainment earns, each part at its tier's rate; below zero at the base rate. */
  private BigDecimal marginal(long attained) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < plan.tiers().size(); i++) {
      sum = sum.add(percent(plan.tiers().get(i).ratePercent(), within(i, attained)));
    }
    return sum;
  }

  /** How much of an attainment lies within a tier. */
  private BigDecimal within(int tier, long attained) {
    BigDecimal all = BigDecimal.valueOf(attained);
    if (quotaMinor == null) {
      return tier == 0 ? all : BigDecimal.ZERO;
    }
    BigDecimal from = threshold(tier);
    BigDecimal upTo = tier + 1 < plan.tiers().size() ? all.min(threshold(tier + 1)) : all;
    return tier == 0 ? upTo : upTo.subtract(from).max(BigDecimal.ZERO);
  }

  /** The amount at which a tier begins. */
  private BigDecimal threshold(int tier) {
    return percent(plan.tiers().get(tier).fromPercent(), quotaMinor == null ? 0 : quotaMinor);
  }

  private Tier tierAt(long attained) {
    Tier reached = plan.tiers().getFirst();
    for (int i = 1; quotaMinor != null && i < plan.tiers().size(); i++) {
      if (BigDecimal.valueOf(attained).compareTo(threshold(i)) >= 0) {
        reached = plan.tiers().get(i);
      }
    }
    return reached;
  }

  private List<Part> parts(Total before, Total after, Earned credit) {
    List<Part> parts = new ArrayList<>();
    long plain = after.plainMinor - before.plainMinor;
    if (plan.mode() == TierMode.RETROACTIVE) {
      parts.add(new Part(tierAt(after.attainedMinor).ratePercent(), plain, null));
    } else {
      for (int i = 0; i < plan.tiers().size(); i++) {
        BigDecimal part =
            within(i, before.attainedMinor + plain).subtract(within(i, before.attainedMinor));
        if (part.signum() != 0) {
          parts.add(new Part(plan.tiers().get(i).ratePercent(), rounded(part), null));
        }
      }
    }
    rated(credit).forEach((product, minor) -> parts.add(new Part(rate(product), minor, product)));
    return parts;
  }

  private BigDecimal capped(BigDecimal commission) {
    Long cap = plan.capMinor();
    return cap == null ? commission : commission.min(BigDecimal.valueOf(cap));
  }

  private static BigDecimal percent(BigDecimal percent, long minor) {
    return percent(percent, BigDecimal.valueOf(minor));
  }

  private static BigDecimal percent(BigDecimal percent, BigDecimal minor) {
    return percent.multiply(minor).divide(HUNDRED);
  }

  private static long rounded(BigDecimal minor) {
    return minor.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
