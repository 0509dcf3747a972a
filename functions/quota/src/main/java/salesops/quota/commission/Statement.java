package salesops.quota.commission;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Credit;
import salesops.model.deal.DealId;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.people.RepKey;

/**
 * What a rep earned in a payout period. All amounts are in the minor unit of the company's
 * currency.
 *
 * @param plan the plan version that applies
 * @param attainment the period whose attainment decides the tier
 * @param quotaMinor of the attainment period; absent: none
 * @param attainedMinor credits of the attainment period up to the end of this payout period
 * @param lines add up to {@code earnedMinor}
 * @param adjustments of earlier statements; they add up to {@code adjustedMinor}
 * @param overCapMinor what the cap took
 * @param carriedInMinor taken back from this statement, as earlier ones were below zero
 * @param carriedOutMinor left for the next ones
 * @param drawMinor what the draw added
 * @param owedMinor draw owed after this statement
 * @param repaidMinor what went towards draw that was owed before
 * @param held deals of the period that were held when it was closed regardless
 * @param evenSo why it was closed regardless; absent: nothing was held, or it is open
 */
public record Statement(
    RepKey rep,
    Period payout,
    Plan plan,
    Period attainment,
    @Nullable Long quotaMinor,
    long attainedMinor,
    List<Line> lines,
    List<Adjustment> adjustments,
    long earnedMinor,
    long adjustedMinor,
    long overCapMinor,
    long carriedInMinor,
    long carriedOutMinor,
    long drawMinor,
    long repaidMinor,
    long owedMinor,
    long paidMinor,
    List<DealId> held,
    @Nullable String evenSo) {
  public Statement {
    lines = List.copyOf(lines);
    adjustments = List.copyOf(adjustments);
    held = List.copyOf(held);
  }

  /** The same statement, closed while deals were held. */
  Statement evenSo(List<DealId> heldDeals, @Nullable String reason) {
    return new Statement(
        rep,
        payout,
        plan,
        attainment,
        quotaMinor,
        attainedMinor,
        lines,
        adjustments,
        earnedMinor,
        adjustedMinor,
        overCapMinor,
        carriedInMinor,
        carriedOutMinor,
        drawMinor,
        repaidMinor,
        owedMinor,
        paidMinor,
        heldDeals,
        reason);
  }

  /**
   * What one credit earned.
   *
   * @param creditMinor the credit
   * @param rates the parts of the credit and their rates, before a cap
   * @param minor the commission
   */
  public record Line(
      DealId deal,
      int version,
      String label,
      Credit.Kind kind,
      LocalDate closed,
      long creditMinor,
      List<RatedPart> rates,
      long minor) {
    public Line {
      label = Objects.requireNonNullElse(label, "");
      rates = List.copyOf(rates);
    }
  }

  /**
   * @param product absent: the rate is the tier's
   */
  public record RatedPart(BigDecimal ratePercent, long minor, @Nullable String product) {}

  /**
   * A difference that a later change made to a statement that was closed.
   *
   * @param of first day of the payout period of that statement
   * @param deal absent: an answer to a question
   * @param statedMinor commission that was stated for the credit so far
   * @param minor the difference
   * @param question number of the question that was answered; absent: none was asked
   */
  public record Adjustment(
      LocalDate of,
      @Nullable DealId deal,
      String label,
      Credit.@Nullable Kind kind,
      long statedMinor,
      long minor,
      Reason reason,
      @Nullable Integer question) {
    public Adjustment {
      label = Objects.requireNonNullElse(label, "");
    }

    /** Why there is a difference, or none. */
    public enum Reason {
      /** The credit, or one before it, changed after the statement was closed. */
      RESTATED,
      /** The win was taken back after the clawback window: what was paid stays paid. */
      KEPT_AFTER_CLAWBACK_WINDOW,
      /** A question about a line was answered with an amount. */
      ANSWERED
    }
  }

  /**
   * A closed statement.
   *
   * @param hash SHA-256 over the statement and the hash before, in hexadecimal
   * @param previous hash of the rep's statement before; empty: this is the first
   */
  public record Frozen(
      Statement statement, String hash, String previous, Instant closedAt, String closedBy) {
    public Frozen {
      previous = Objects.requireNonNullElse(previous, "");
    }
  }
}
