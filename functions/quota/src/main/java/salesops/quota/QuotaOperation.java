package salesops.quota;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;

/** What operators ask of the quotas. */
public sealed interface QuotaOperation<A extends Operation.Answer> extends Operation<A> {

  /**
   * Lists the quotas in whose period a day is, with what was closed in the whole period so far.
   *
   * @param day absent: today in the company's zone
   */
  @JsonTypeName("attainment")
  record ListAttainment(@Nullable LocalDate day) implements QuotaOperation<AttainmentOn> {}

  /**
   * @param lines by period; in each the teams by name, each before its reps
   */
  record AttainmentOn(LocalDate day, List<Line> lines) implements Operation.Answer {
    public AttainmentOn {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Attainment of one quota.
   *
   * @param rep absent: the quota is the team's own
   * @param team absent: the settings know no team of the rep
   * @param from first day of the period
   * @param until first day after it
   * @param attained a rep's credits of both kinds; of a team, its reps' revenue
   * @param percent of the quota, to one digit; absent: the quota is 0
   * @param needed what is left to the quota; 0 when it is reached
   */
  record Line(
      @Nullable RepId rep,
      @Nullable String team,
      LocalDate from,
      LocalDate until,
      Money attained,
      Money quota,
      @Nullable BigDecimal percent,
      Money needed) {}

  /**
   * Proves a part of the ledger: in each month of a rep, entries are numbered without gaps, and
   * they add up to the counter. Writes may go on meanwhile.
   *
   * @param cursor as the answer before told it; absent: from the start
   */
  @JsonTypeName("verifyLedger")
  record VerifyLedger(@Nullable String cursor) implements QuotaOperation<Verified> {
    public VerifyLedger {
      cursor = Given.optional(cursor);
    }
  }

  /**
   * @param months of reps, that were looked at
   * @param entries in them
   * @param mismatches months in which the ledger is damaged
   * @param cursor where to go on; absent: that was all
   */
  record Verified(int months, long entries, List<Mismatch> mismatches, @Nullable String cursor)
      implements Operation.Answer {
    public Verified {
      mismatches = List.copyOf(mismatches);
    }
  }

  /**
   * A month of a rep whose counter and entries differ.
   *
   * @param counted what the counter says
   * @param entered what there is
   */
  record Mismatch(RepId rep, YearMonth month, Tally counted, Tally entered) {}

  /**
   * @param entries how many; of those that there are, the ones that have the right numbers
   */
  record Tally(long entries, Money revenue, Money overlay) {}
}
