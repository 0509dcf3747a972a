package salesops.quota.commission;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.commission.Statement.Frozen;
import salesops.quota.people.RepKey;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;

/** Closed statements, closed periods and questions in the table {@code quota}. */
public final class StatementStore {
  private static final String STATEMENTS = "s#";
  private static final String QUESTIONS = "m#";
  private static final String PERIODS = "periods";
  private static final String EARNINGS = "c#";

  /** Above every period's length in days. */
  private static final int DAYS_MAX = 1_000;

  private final DynamoDbTable<StatementItem> statements;
  private final DynamoDbTable<QuestionItem> questions;
  private final DynamoDbTable<PeriodItem> periods;
  private final DynamoDbTable<EarningsItem> earnings;

  public StatementStore(DynamoDbEnhancedClient enhanced, String table) {
    statements = enhanced.table(table, StatementItem.SCHEMA);
    questions = enhanced.table(table, QuestionItem.SCHEMA);
    periods = enhanced.table(table, PeriodItem.SCHEMA);
    earnings = enhanced.table(table, EarningsItem.SCHEMA);
  }

  /**
   * @param sk first day of the payout period, counted from 1970
   * @param frozen as JSON
   */
  record StatementItem(String pk, long sk, String frozen) {
    static final TableSchema<StatementItem> SCHEMA = ItemSchema.of(StatementItem.class);
  }

  /**
   * @param sk the question's number
   * @param question as JSON
   */
  record QuestionItem(
      String pk, int sk, @Attribute(ConditionalPut.REVISION) int revision, String question) {
    static final TableSchema<QuestionItem> SCHEMA = ItemSchema.of(QuestionItem.class);
  }

  /**
   * A closed period.
   *
   * @param sk days of its first day since 1970, times 1,000, and its length in days
   * @param closed as JSON
   */
  record PeriodItem(String pk, long sk, String closed, @Nullable Map<String, SdkBytes> outbox) {
    static final TableSchema<PeriodItem> SCHEMA = ItemSchema.of(PeriodItem.class);
  }

  /** What was announced of a rep's commission of a payout period. */
  record EarningsItem(
      String pk,
      long sk,
      @Attribute(ConditionalPut.REVISION) int revision,
      long earned,
      @Nullable Map<String, SdkBytes> outbox) {
    static final TableSchema<EarningsItem> SCHEMA = ItemSchema.of(EarningsItem.class);
  }

  /** A rep's closed statements, in order. */
  public List<Frozen> frozen(RepKey rep) {
    return statements
        .query(r -> r.queryConditional(partition(STATEMENTS + rep)).consistentRead(true))
        .items()
        .stream()
        .map(item -> Json.read(item.frozen(), Frozen.class))
        .toList();
  }

  /** Stores a closed statement; false when the period's was closed before. */
  boolean freeze(Frozen frozen) {
    Statement statement = frozen.statement();
    return ConditionalPut.put(
        statements,
        new StatementItem(
            STATEMENTS + statement.rep(),
            statement.payout().from().toEpochDay(),
            Json.text(frozen)),
        // A closed statement is never written again.
        ConditionalPut.ABSENT);
  }

  /** Stores that a period is closed, with its event; false when it was closed before. */
  boolean close(Closed closed, Envelope<?> event) {
    return ConditionalPut.put(
        periods,
        new PeriodItem(PERIODS, number(closed.period()), Json.text(closed), Outbox.letters(event)),
        ConditionalPut.ABSENT);
  }

  /** A closed period; empty: it is open. */
  public Optional<Closed> closed(Period period) {
    return Optional.ofNullable(
            periods.getItem(
                r ->
                    r.key(k -> k.partitionValue(PERIODS).sortValue(number(period)))
                        .consistentRead(true)))
        .map(item -> Json.read(item.closed(), Closed.class));
  }

  private static long number(Period period) {
    return period.from().toEpochDay() * DAYS_MAX
        + ChronoUnit.DAYS.between(period.from(), period.until());
  }

  /** A rep's questions, in order. */
  public List<Question> questions(RepKey rep) {
    return questions
        .query(r -> r.queryConditional(partition(QUESTIONS + rep)).consistentRead(true))
        .items()
        .stream()
        .map(item -> Json.read(item.question(), Question.class))
        .toList();
  }

  /** Stores a new question; false when another one took its number meanwhile. */
  boolean ask(Question question) {
    return ConditionalPut.put(questions, item(question, 1), ConditionalPut.ABSENT);
  }

  /** Stores an answer; false when the question has one. */
  boolean answer(Question answered) {
    return ConditionalPut.put(questions, item(answered, 2), ConditionalPut.at(1));
  }

  private static QuestionItem item(Question question, int revision) {
    return new QuestionItem(
        QUESTIONS + question.rep(), question.number(), revision, Json.text(question));
  }

  /** How often commission of a payout period was announced, and what it was. */
  record Announced(int sequence, long earnedMinor) {}

  Announced announced(RepKey rep, LocalDate payout) {
    EarningsItem item =
        earnings.getItem(
            r ->
                r.key(k -> k.partitionValue(EARNINGS + rep).sortValue(payout.toEpochDay()))
                    .consistentRead(true));
    return item == null ? new Announced(0, 0) : new Announced(item.revision(), item.earned());
  }

  /** Stores what is announced over what was; false when another write came first. */
  boolean announce(RepKey rep, LocalDate payout, Announced next, Envelope<?> event) {
    return ConditionalPut.put(
        earnings,
        new EarningsItem(
            EARNINGS + rep,
            payout.toEpochDay(),
            next.sequence(),
            next.earnedMinor(),
            Outbox.letters(event)),
        ConditionalPut.at(next.sequence() - 1));
  }

  private static QueryConditional partition(String pk) {
    return QueryConditional.keyEqualTo(k -> k.partitionValue(pk));
  }
}
