package salesops.quota.goals;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;

/**
 * What reps did, counted by day: each activity once, however often it is delivered. In the table
 * {@code quota}.
 */
public final class ActivityLog {
  /** Most activities of one call: with their months they fit into one transaction. */
  public static final int AT_ONCE_MAX = 40;

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
   * Something that a rep did.
   *
   * @param id unique
   */
  public record Done(RepKey rep, LocalDate day, String id, Map<Metric, Integer> counts) {
    public Done {
      counts = Map.copyOf(counts);
    }
  }

  /**
   * Counts what was not counted before, all together.
   *
   * @param all at most {@link #AT_ONCE_MAX}
   * @return how many were new
   */
  public int count(Collection<Done> all) {
    if (all.size() > AT_ONCE_MAX) {
      throw new IllegalArgumentException("too many activities at once: " + all.size());
    }
    return all.isEmpty()
        ? 0
        : BookDeals.RETRY
            .untilAnswered(waiting, () -> tryCount(all))
            .orElseThrow(() -> new IllegalStateException("too many activities of one rep"));
  }

  private Optional<Integer> tryCount(Collection<Done> all) {
    Map<SeenItem, Done> fresh = new LinkedHashMap<>();
    all.forEach(done -> fresh.put(seenItem(done), done));
    Map<String, MonthItem> before = new TreeMap<>();
    read(fresh, before);
    if (fresh.isEmpty()) {
      return Optional.of(0);
    }
    Map<String, Map<String, Long>> sums = new TreeMap<>();
    before.forEach((pk, month) -> sums.put(pk, new TreeMap<>(month.counts())));
    for (Map.Entry<SeenItem, Done> each : fresh.entrySet()) {
      Map<String, Long> counts = sums.computeIfAbsent(each.getKey().pk(), pk -> new TreeMap<>());
      Done done = each.getValue();
      done.counts()
          .forEach((metric, n) -> counts.merge(name(done.day(), metric), (long) n, Long::sum));
    }
    TransactWriteItemsEnhancedRequest.Builder transaction =
        TransactWriteItemsEnhancedRequest.builder();
    for (SeenItem once : fresh.keySet()) {
      // Delivered twice at once: one of them counts.
      transaction.addPutItem(seen, put(SeenItem.class, once, ConditionalPut.ABSENT));
    }
    sums.forEach(
        (pk, counts) -> {
          int revision = Optional.ofNullable(before.get(pk)).map(MonthItem::revision).orElse(0);
          // Another activity of the month was counted meanwhile.
          transaction.addPutItem(
              months,
              put(
                  MonthItem.class,
                  new MonthItem(pk, 0, revision + 1, counts),
                  ConditionalPut.at(revision)));
        });
    return ConditionalPut.all(enhanced, transaction.build())
        ? Optional.of(fresh.size())
        : Optional.empty();
  }

  /** Leaves those that were not counted yet, and reads their months. */
  private void read(Map<SeenItem, Done> fresh, Map<String, MonthItem> found) {
    ReadBatch.Builder<SeenItem> once = ReadBatch.builder(SeenItem.class).mappedTableResource(seen);
    ReadBatch.Builder<MonthItem> month =
        ReadBatch.builder(MonthItem.class).mappedTableResource(months);
    fresh.keySet().forEach(item -> once.addGetItem(item));
    fresh.keySet().stream()
        .map(SeenItem::pk)
        .distinct()
        .forEach(
            pk ->
                month.addGetItem(
                    r -> r.key(k -> k.partitionValue(pk).sortValue(0)).consistentRead(true)));
    enhanced
        .batchGetItem(r -> r.readBatches(once.build()))
        .resultsForTable(seen)
        .forEach(fresh::remove);
    enhanced
        .batchGetItem(r -> r.readBatches(month.build()))
        .resultsForTable(months)
        .forEach(item -> found.put(item.pk(), item));
  }

  private static SeenItem seenItem(Done done) {
    return new SeenItem(
        key(done.rep(), YearMonth.from(done.day())),
        ItemSchema.sortKey(done.id()).add(BigInteger.ONE));
  }

  private static <T> TransactPutItemEnhancedRequest<T> put(
      Class<T> type, T item, Expression condition) {
    return TransactPutItemEnhancedRequest.builder(type)
        .item(item)
        .conditionExpression(condition)
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
