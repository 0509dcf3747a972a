package salesops.model.settings;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/** What reps earn for the deals they win. */
public record CommissionPlans(List<Plan> plans) {
  /** Most plans, with all their versions. */
  public static final int PLANS_MAX = 500;

  /** Most tiers of a plan. */
  public static final int TIERS_MAX = 20;

  public static final CommissionPlans NONE = new CommissionPlans(List.of());

  public CommissionPlans {
    plans = List.copyOf(plans);
  }

  /** Length of a fiscal period. */
  public enum Span {
    MONTH,
    QUARTER,
    YEAR
  }

  /** How tiers apply. */
  public enum TierMode {
    /** Each part of the credits earns at the rate of the tier it falls into. */
    MARGINAL,
    /** All credits earn at the rate of the tier that was reached. */
    RETROACTIVE
  }

  /**
   * A rate from a share of the quota on.
   *
   * @param fromPercent of the quota, inclusive; the first tier begins at 0
   * @param ratePercent of the credits
   */
  public record Tier(BigDecimal fromPercent, BigDecimal ratePercent) {}

  /**
   * An amount paid in advance in each payout period.
   *
   * @param minor in the minor unit of the company's currency
   * @param recoverable whether later earnings repay it
   */
  public record Draw(long minor, boolean recoverable) {}

  /**
   * A version of a plan.
   *
   * @param name all versions of a plan share it
   * @param from first day on which this version applies
   * @param until first day on which it no longer does; absent: until a newer version begins
   * @param reps who earn by it
   * @param teams whose reps earn by it
   * @param attainment the period over which attainment decides the tier
   * @param payout the period of a statement, not longer than {@code attainment}
   * @param tiers rising from 0; the first one's rate is the base rate
   * @param products rates in percent of products, by name, that apply instead of the tiers' rates
   * @param capMinor most that an attainment period earns; absent: no limit
   * @param draw per payout period; absent: none
   * @param clawbackDays a win taken back more than so many days after its close date stays paid;
   *     absent: it is always taken back
   */
  public record Plan(
      String name,
      LocalDate from,
      @Nullable LocalDate until,
      Set<RepId> reps,
      Set<String> teams,
      Span attainment,
      Span payout,
      TierMode mode,
      List<Tier> tiers,
      Map<String, BigDecimal> products,
      @Nullable Long capMinor,
      @Nullable Draw draw,
      @Nullable Integer clawbackDays) {
    public Plan {
      reps = Set.copyOf(reps);
      teams = Set.copyOf(teams);
      tiers = List.copyOf(tiers);
      products = Map.copyOf(products);
      if (tiers.isEmpty() || tiers.getFirst().fromPercent().signum() != 0) {
        throw new IllegalArgumentException("the tiers of a plan must begin at 0 %");
      }
      if (payout.compareTo(attainment) > 0) {
        throw new IllegalArgumentException("a payout period must not be longer than attainment's");
      }
    }

    boolean appliesOn(LocalDate day) {
      return !day.isBefore(from) && (until == null || day.isBefore(until));
    }
  }

  /**
   * The plan version of a rep.
   *
   * @param team the rep's team on that day; absent: none
   * @param day first day of the attainment period
   */
  public Optional<Plan> of(RepId rep, @Nullable String team, LocalDate day) {
    return plans.stream()
        .filter(plan -> plan.appliesOn(day))
        .filter(plan -> plan.reps().contains(rep) || (team != null && plan.teams().contains(team)))
        .max(
            // One that names the rep goes before one for the team.
            Comparator.comparing((Plan plan) -> plan.reps().contains(rep))
                .thenComparing(Plan::from)
                .thenComparing(Plan::name));
  }
}
