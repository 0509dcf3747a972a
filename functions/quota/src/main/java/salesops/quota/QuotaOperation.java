package salesops.quota;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.attainment.ListAttainment.By;
import salesops.quota.attainment.ListAttainment.Place;
import salesops.quota.attainment.ListAttainment.Standings;
import salesops.quota.commission.Closed;
import salesops.quota.commission.Question;
import salesops.quota.commission.Statement;
import salesops.quota.goals.Contests.Rank;
import salesops.quota.goals.ListGoals.GoalLine;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.Standing.Held;
import salesops.quota.ledger.Sums;
import salesops.quota.ledger.VerifyLedger.Difference;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;

/** What operators ask of quotas and commission. */
public sealed interface QuotaOperation<A extends Operation.Answer> extends Operation<A> {

  /**
   * Lists how everybody stands, with what was closed in the whole period so far.
   *
   * @param day absent: today in the company's zone
   * @param period such as {@code 2026-Q3}; absent: every period that has a quota on that day
   * @param asOf as it was known at that moment; absent: now
   */
  @JsonTypeName("attainment")
  record ListAttainment(@Nullable LocalDate day, @Nullable String period, @Nullable Instant asOf)
      implements QuotaOperation<AttainmentOn> {}

  record AttainmentOn(LocalDate day, @Nullable Instant asOf, String zone, List<Standings> standings)
      implements Operation.Answer {
    public AttainmentOn {
      standings = List.copyOf(standings);
    }
  }

  /**
   * Ranks the reps of a period.
   *
   * @param period absent: the present quarter
   * @param by absent: by revenue
   */
  @JsonTypeName("leaderboard")
  record ShowLeaderboard(@Nullable String period, @Nullable By by)
      implements QuotaOperation<Leaders> {}

  /**
   * @param averageRevenue revenue divided by the roster; absent: nobody is on it
   */
  record Leaders(
      Period period,
      String name,
      By by,
      List<Place> places,
      int atQuota,
      int withQuota,
      @Nullable Money averageRevenue)
      implements Operation.Answer {
    public Leaders {
      places = List.copyOf(places);
    }
  }

  /**
   * Sums of a fiscal year by rep, team and month.
   *
   * @param year number of the fiscal year
   */
  @JsonTypeName("figures")
  record ListFigures(@Nullable Integer year) implements QuotaOperation<Figures> {}

  /**
   * @param rep a rep's email address or pseudonym; {@code nobody} for what closed after its owner
   *     left
   * @param month first day of the fiscal month
   * @param sums in the minor unit of the company's currency
   */
  record Figure(String rep, String team, LocalDate month, Sums sums) {}

  /**
   * @param entries of the ledger in that year
   */
  record Figures(int year, List<Figure> rows, long entries) implements Operation.Answer {
    public Figures {
      rows = List.copyOf(rows);
    }
  }

  /** Lists the entries of a rep in a fiscal year, by close date. */
  @JsonTypeName("ledger")
  record ListEntries(@Nullable RepId rep, @Nullable String period)
      implements QuotaOperation<Entries> {}

  record Entries(RepId rep, Period period, String currency, List<Entry> entries)
      implements Operation.Answer {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /** Lists won deals that are in no sum, and those that count for a team alone. */
  @JsonTypeName("heldDeals")
  record ListHeld() implements QuotaOperation<HeldDeals> {}

  /**
   * @param reason what it lacks
   */
  record HeldDeal(DealId deal, String account, Money amount, LocalDate closed, Held reason) {}

  record HeldDeals(List<HeldDeal> deals) implements Operation.Answer {
    public HeldDeals {
      deals = List.copyOf(deals);
    }
  }

  /**
   * Proves a part of the ledger. Writes may go on meanwhile.
   *
   * @param cursor from the previous answer; absent: from the start
   */
  @JsonTypeName("verifyLedger")
  record VerifyLedger(@Nullable String cursor) implements QuotaOperation<Verified> {
    public VerifyLedger {
      cursor = Given.optional(cursor);
    }
  }

  /**
   * A difference that was found.
   *
   * @param rep whose entries they are
   * @param month of the fiscal year: its first day; absent: it is not about one
   */
  record Damage(
      String rep, @Nullable LocalDate month, Money counted, Money entered, Difference what) {}

  /**
   * @param counters that were looked at
   * @param deals that were looked at
   * @param damages first of each part of the ledger
   * @param cursor where to go on; absent: that was all
   */
  record Verified(
      int counters, int deals, long entries, List<Damage> damages, @Nullable String cursor)
      implements Operation.Answer {
    public Verified {
      damages = List.copyOf(damages);
    }
  }

  /**
   * Shows a rep's statements.
   *
   * @param period such as {@code 2026-07}; absent: the present month
   * @param asOf as they were known at that moment; absent: now
   * @param deal as if this deal were won; absent: as it is
   * @param closes the day on which it would be won; with {@code deal}
   */
  @JsonTypeName("statement")
  record ShowStatement(
      @Nullable RepId rep,
      @Nullable String period,
      @Nullable Instant asOf,
      @Nullable DealId deal,
      @Nullable LocalDate closes)
      implements QuotaOperation<StatementsOf> {}

  /**
   * @param hash present when it is final
   */
  record Shown(Statement statement, String name, @Nullable String hash) {}

  /**
   * @param name of the rep
   * @param statements of the payout periods within the period; empty: no plan applies
   */
  record StatementsOf(
      String name, Period period, String currency, List<Shown> statements, List<Question> questions)
      implements Operation.Answer {
    public StatementsOf {
      statements = List.copyOf(statements);
      questions = List.copyOf(questions);
    }
  }

  /**
   * Makes the statements of a period final, some reps at a time.
   *
   * @param evenSo reason to close it although deals are held; absent: refuse then
   * @param from reps that earlier calls have done
   */
  @JsonTypeName("closePeriod")
  record ClosePeriod(
      @Nullable String period, @Nullable String evenSo, @Nullable String by, int from)
      implements QuotaOperation<Closing> {
    public ClosePeriod {
      period = Given.text("period", period);
      evenSo = evenSo == null ? null : Given.line("evenSo", evenSo, Question.TEXT_MAX);
      by = Given.by(by);
    }
  }

  /**
   * @param reps done so far
   * @param all reps there are
   * @param closed present when it is closed
   * @param before whether it was closed before this call
   */
  record Closing(
      String name, String currency, int reps, int all, @Nullable Closed closed, boolean before)
      implements Operation.Answer {}

  /**
   * Converts won deals in foreign currencies again at the rates of today, as adjustments.
   *
   * @param period whose deals; absent: refused
   */
  @JsonTypeName("restate")
  record Restate(@Nullable String period, @Nullable String reason, @Nullable String by)
      implements QuotaOperation<Restated> {
    public Restate {
      period = Given.text("period", period);
      reason = Given.line("reason", reason, Question.TEXT_MAX);
      by = Given.by(by);
    }
  }

  /**
   * @param looked deals in a foreign currency
   * @param changed those whose credits changed
   */
  record Restated(int looked, int changed) implements Operation.Answer {}

  /** Asks about a line of a statement. */
  @JsonTypeName("ask")
  record Ask(
      @Nullable RepId rep, @Nullable String period, @Nullable DealId deal, @Nullable String text)
      implements QuotaOperation<Asked> {
    public Ask {
      text = Given.line("text", text, Question.TEXT_MAX);
    }
  }

  /**
   * Answers a question.
   *
   * @param amount what the next statement pays more, or less; absent: nothing
   */
  @JsonTypeName("answer")
  record Answer(
      @Nullable RepId rep,
      @Nullable Integer number,
      @Nullable String text,
      @Nullable String amount,
      @Nullable String by)
      implements QuotaOperation<Asked> {
    public Answer {
      text = Given.line("text", text, Question.TEXT_MAX);
      by = Given.by(by);
    }
  }

  record Asked(Question question) implements Operation.Answer {}

  /**
   * Lists goals and how far reps have come.
   *
   * @param day absent: today
   */
  @JsonTypeName("goals")
  record ShowGoals(@Nullable LocalDate day) implements QuotaOperation<Goals> {}

  record Goals(LocalDate day, List<GoalLine> lines) implements Operation.Answer {
    public Goals {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Shows how a contest stands, or closes it.
   *
   * @param name absent: all contests
   * @param close whether to close it
   */
  @JsonTypeName("contests")
  record ShowContests(@Nullable String name, boolean close, @Nullable String by)
      implements QuotaOperation<ContestsNow> {
    public ShowContests {
      by = Given.by(by);
    }
  }

  /**
   * @param metric such as {@code REVENUE}
   * @param closedAt absent: it is open
   */
  record ContestNow(
      String name,
      String metric,
      LocalDate from,
      LocalDate until,
      String prize,
      List<Rank> ranks,
      @Nullable Instant closedAt) {
    public ContestNow {
      ranks = List.copyOf(ranks);
    }
  }

  record ContestsNow(String currency, List<ContestNow> contests) implements Operation.Answer {
    public ContestsNow {
      contests = List.copyOf(contests);
    }
  }

  /** Forgets a rep's name; figures stay under a pseudonym. */
  @JsonTypeName("erase")
  record Erase(@Nullable RepId rep) implements QuotaOperation<Erased> {}

  record Erased(String pseudonym) implements Operation.Answer {}
}
