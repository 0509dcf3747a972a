package salesops.quota.commission;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.DealId;
import salesops.quota.people.RepKey;

/**
 * A question about a line of a statement.
 *
 * @param number 1, 2, 3 … for each rep
 * @param payout first day of the statement's payout period
 * @param deal whose line it is
 * @param answer absent: it is open
 */
public record Question(
    RepKey rep,
    int number,
    LocalDate payout,
    DealId deal,
    String text,
    Instant askedAt,
    @Nullable Answer answer) {
  /** Longest question and longest answer, in characters. */
  public static final int TEXT_MAX = 500;

  public Question {
    if (text.isBlank() || text.length() > TEXT_MAX) {
      throw new IllegalArgumentException("a question must have 1 to " + TEXT_MAX + " characters");
    }
  }

  /**
   * @param minor what the next statement pays or takes; 0: nothing
   * @param by who answered
   */
  public record Answer(String text, long minor, String by, Instant at) {}

  Question answered(Answer with) {
    return new Question(rep, number, payout, deal, text, askedAt, with);
  }
}
