package salesops.quota.goals;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Metric;
import salesops.quota.ledger.BookDeals;
import salesops.quota.people.RepKey;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.lambda.Waiting;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What reps did, counted by day: each activity once, however often it is delivered. In the table
 * {@code quota}.
 */
public final class ActivityLog {
  private static final String PREFIX = "t#";

  private final DynamoDbEnhancedClient enhanced;
  private final DynamoDbTable<MonthItem> months;
  private final DynamoDbTable<SeenItem> seen;
  private final Waiting waiting;

  public ActivityLog(DynamoDbEnhancedClient enhanced, String table, Waiting waiting) {
    this.enhanced = enhanced;
    this.months = enhanced.table(table, MonthItem.SCHEMA);
    this.seen = enhanced.table(table, SeenItem.SCHEMA);
    this.waiting = waiting;
  }

  /**
   * A rep's calendar month.
   *
   * @param counts by day and metric, such as {@code 03 CALLS}
   */
  record MonthItem(
      String pk,
      int sk,
      @Attribute(ConditionalPut.REVISION) int revision,
      Map<String, Long> counts) {
    static final TableSchema<MonthItem> SCHEMA = ItemSchema.of(MonthItem.class);
  }

  /** An activity that was counted. */
  record SeenItem(String pk, BigInteger sk) {
    static final TableSchema<SeenItem> SCHEMA = ItemSchema.of(SeenItem.class);
  }

  /**
   * Counts an activity.
   *
   * @param id unique
   * @return false when it was counted before
   */
  public boolean count(RepKey rep, LocalDate day, String id, Map<Metric, Integer> counts) {
    return BookDeals.RETRY
        .untilAnswered(waiting, () -> tryCount(rep, day, id, counts))
        .orElseThrow(() -> new IllegalStateException("too many activities of one rep"));
  }

  private Optional<Boolean> tryCount(
      RepKey rep, LocalDate day, String id, Map<Metric, Integer> counts) {
    String pk = key(rep, YearMonth.from(day));
    SeenItem once = new SeenItem(pk, ItemSchema.sortKey(id).add(BigInteger.ONE));
    if (seen.getItem(r -> r.key(k -> k.partitionValue(pk).sortValue(once.sk()))) != null) {
      return Optional.of(false);
    }
    MonthItem before = month(rep, YearMonth.from(day));
    Map<String, Long> sums = new TreeMap<>(before.counts());
    counts.forEach((metric, count) -> sums.merge(name(day, metric), (long) count, Long::sum));
    MonthItem after = new MonthItem(pk, 0, before.revision() + 1, sums);
    try {
      enhanced.transactWriteItems(
          t ->
              t.addPutItem(
                      seen,
                      // Delivered twice at once: one of them counts.
                      TransactPutItemEnhancedRequest.builder(SeenItem.class)
                          .item(once)
                          .conditionExpression(ConditionalPut.ABSENT)
                          .build())
                  .addPutItem(
                      months,
                      // Another activity of the month was counted meanwhile.
                      TransactPutItemEnhancedRequest.builder(MonthItem.class)
                          .item(after)
                          .conditionExpression(at(before.revision()))
                          .build()));
      return Optional.of(true);
    } catch (TransactionCanceledException e) {
      return Optional.empty();
    }
  }

  private static Expression at(int revision) {
    return revision == 0
        ? ConditionalPut.ABSENT
        : Expression.builder()
            .expression(ConditionalPut.REVISION + " = :seen")
            .putExpressionValue(":seen", AttributeValue.fromN(Integer.toString(revision)))
            .build();
  }

  private MonthItem month(RepKey rep, YearMonth month) {
    String pk = key(rep, month);
    MonthItem item =
        months.getItem(r -> r.key(k -> k.partitionValue(pk).sortValue(0)).consistentRead(true));
    return item == null ? new MonthItem(pk, 0, 0, Map.of()) : item;
  }

  /** What a rep did in a period, by metric. */
  public Map<Metric, Long> sums(RepKey rep, Period period) {
    Map<Metric, Long> sums = new EnumMap<>(Metric.class);
    YearMonth last = YearMonth.from(period.until().minusDays(1));
    for (YearMonth month = YearMonth.from(period.from());
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      YearMonth of = month;
      month(rep, month)
          .counts()
          .forEach(
              (name, count) -> {
                int space = name.indexOf(' ');
                if (period.contains(of.atDay(Integer.parseInt(name.substring(0, space))))) {
                  sums.merge(Metric.valueOf(name.substring(space + 1)), count, Long::sum);
                }
              });
    }
    return sums;
  }

  private static String name(LocalDate day, Metric metric) {
    return "%02d %s".formatted(day.getDayOfMonth(), metric.name());
  }

  private static String key(RepKey rep, YearMonth month) {
    return PREFIX + rep + "#" + month;
  }
}
