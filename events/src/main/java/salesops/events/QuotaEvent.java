package salesops.events;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.QuotaRules.Metric;

/** Something about quotas and commission, in the company's currency. */
public sealed interface QuotaEvent extends Event {

  /**
   * A rep's or team's attainment reached a share of the quota for the first time in a period.
   *
   * @param rep absent: it is the team's quota
   * @param team absent: it is the rep's quota
   * @param period first day of the period
   * @param until first day after the period
   * @param percent the milestone, such as 80
   * @param attained credits of the period so far
   */
  record QuotaReached(
      @Nullable RepId rep,
      @Nullable String team,
      LocalDate period,
      LocalDate until,
      int percent,
      Money attained,
      Money quota)
      implements QuotaEvent {
    @Override
    public String aggregate() {
      return (rep == null ? team : rep.email()) + " " + period + " " + until;
    }

    @Override
    public int version() {
      return percent;
    }
  }

  /**
   * What a rep earned in a payout period so far. The newest sequence counts.
   *
   * @param period first day of the payout period
   * @param until first day after it
   * @param earned total to date, adjustments included
   * @param sequence 1, 2, 3 … for each rep and period
   */
  record CommissionEarned(RepId rep, LocalDate period, LocalDate until, Money earned, int sequence)
      implements QuotaEvent {
    @Override
    public String aggregate() {
      return rep.email() + " " + period + " " + until;
    }

    @Override
    public int version() {
      return sequence;
    }
  }

  /**
   * A period's statements are final.
   *
   * @param name such as {@code 2026-Q3}
   * @param statements how many
   * @param paid sum of what they pay
   * @param held won deals that count for nobody yet
   */
  record PeriodClosed(
      String name,
      LocalDate period,
      LocalDate until,
      int statements,
      Money paid,
      int held,
      String by)
      implements QuotaEvent {
    @Override
    public String aggregate() {
      return "period " + period + " " + until;
    }

    @Override
    public int version() {
      return 1;
    }
  }

  /**
   * A contest was decided.
   *
   * @param winners who share the first rank; empty: nobody scored
   * @param score what they reached: revenue in the minor unit of the currency, otherwise a count
   * @param prize may be empty
   */
  record ContestClosed(
      String contest,
      Metric metric,
      List<RepId> winners,
      long score,
      String currency,
      String prize,
      String by)
      implements QuotaEvent {
    public ContestClosed {
      winners = List.copyOf(winners);
      prize = Objects.requireNonNullElse(prize, "");
    }

    @Override
    public String aggregate() {
      return "contest " + contest;
    }

    @Override
    public int version() {
      return 1;
    }
  }

  /**
   * A won deal counts for nobody, or for a team alone, until somebody acts.
   *
   * @param dealVersion of the deal
   * @param account may be empty
   * @param amount in the deal's own currency
   * @param reason what it lacks
   * @param team whose revenue it counts as; absent: it is in no sum
   */
  record CreditHeld(
      DealId dealId,
      int dealVersion,
      String account,
      Money amount,
      LocalDate closed,
      Reason reason,
      @Nullable String team)
      implements QuotaEvent {
    public CreditHeld {
      account = Objects.requireNonNullElse(account, "");
    }

    /** What a won deal lacks. */
    public enum Reason {
      /** No owner whom the settings know. */
      NO_OWNER,
      /** No exchange rate on its close date. */
      NO_RATE,
      /** It closed after its owner had left. */
      OWNER_LEFT
    }

    @Override
    public String aggregate() {
      return dealId.value();
    }

    @Override
    public int version() {
      return dealVersion;
    }
  }

  /**
   * How a team stands, once a week.
   *
   * @param period first day of the period
   * @param until first day after it
   * @param gone working days of the period that are over
   * @param days working days of the period
   * @param behind reps behind pace, furthest behind first
   */
  record PaceReported(
      String team,
      LocalDate day,
      LocalDate period,
      LocalDate until,
      int gone,
      int days,
      List<Behind> behind)
      implements QuotaEvent {
    public PaceReported {
      behind = List.copyOf(behind);
    }

    /**
     * A rep behind pace.
     *
     * @param pacePercent attained as percent of what the days gone ask for
     */
    public record Behind(RepId rep, Money attained, Money quota, int pacePercent) {}

    @Override
    public String aggregate() {
      return "pace " + team + " " + day;
    }

    @Override
    public int version() {
      return 1;
    }
  }
}
