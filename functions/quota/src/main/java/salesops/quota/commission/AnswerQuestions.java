package salesops.quota.commission;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import salesops.model.deal.DealId;
import salesops.quota.people.RepKey;

/** Questions about lines of statements, and their answers. */
public final class AnswerQuestions {
  /** Tries to number a question while others are asked. */
  private static final int TRIES_MAX = 8;

  private final StatementStore store;
  private final Clock clock;

  public AnswerQuestions(StatementStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Asks about a deal's line; asking the same again answers the question that is open. */
  public Question ask(RepKey rep, LocalDate payout, DealId deal, String text) {
    for (int i = 0; i < TRIES_MAX; i++) {
      List<Question> asked = store.questions(rep);
      Optional<Question> same =
          asked.stream()
              .filter(q -> q.payout().equals(payout) && q.deal().equals(deal))
              .filter(q -> q.text().equals(text) && q.answer() == null)
              .findFirst();
      if (same.isPresent()) {
        return same.get();
      }
      Question question =
          new Question(rep, asked.size() + 1, payout, deal, text, clock.instant(), null);
      if (store.ask(question)) {
        return question;
      }
    }
    throw new IllegalStateException("too many questions at once");
  }

  /**
   * Answers an open question.
   *
   * @param minor what the next statement pays more or less
   * @return empty: there is no such open question
   */
  public Optional<Question> answer(RepKey rep, int number, String text, long minor, String by) {
    Optional<Question> open =
        store.questions(rep).stream()
            .filter(q -> q.number() == number && q.answer() == null)
            .findFirst();
    return open.map(q -> q.answered(new Question.Answer(text, minor, by, clock.instant())))
        .filter(store::answer);
  }
}
