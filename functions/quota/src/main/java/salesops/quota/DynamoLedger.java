package salesops.quota;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.quota.LedgerItems.CounterItem;
import salesops.quota.LedgerItems.EntryItem;
import salesops.quota.LedgerItems.HeadItem;
import salesops.quota.LedgerItems.MilestonesItem;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.Cursor;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The ledger of credits in the table {@code quota}. */
final class DynamoLedger {
  /** Items of one transaction; DynamoDB's limit. A deal of 20 participants needs 81 at most. */
  static final int ITEMS_MAX = 100;

  /** Keys of one BatchGetItem; DynamoDB's limit. */
  private static final int KEYS_MAX = 100;

  private final DynamoDbClient dynamo;
  private final DynamoDbEnhancedClient enhanced;
  private final String table;
  private final DynamoDbTable<HeadItem> heads;
  private final DynamoDbTable<CounterItem> counters;
  private final DynamoDbTable<EntryItem> entries;
  private final DynamoDbTable<MilestonesItem> milestones;

  DynamoLedger(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    // No extensions: the default ones look for versions and counters in every item.
    enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(dynamo).extensions().build();
    heads = enhanced.table(table, HeadItem.SCHEMA);
    counters = enhanced.table(table, CounterItem.SCHEMA);
    entries = enhanced.table(table, EntryItem.SCHEMA);
    milestones = enhanced.table(table, MilestonesItem.SCHEMA);
  }

  Head head(DealId deal) {
    return get(heads, HeadItem.key(deal)).map(HeadItem::head).orElseGet(() -> Head.unknown(deal));
  }

  Counter counter(RepMonth of) {
    return get(counters, of.key()).map(CounterItem::counter).orElseGet(() -> Counter.none(of));
  }

  private static <T> Optional<T> get(DynamoDbTable<T> from, String pk) {
    return Optional.ofNullable(from.getItem(r -> r.key(key(pk)).consistentRead(true)));
  }

  private static Key key(String pk) {
    return Key.builder().partitionValue(pk).sortValue(CounterItem.NUMBER).build();
  }

  /** The counters of these months, in no order; one without entries is 0. */
  List<Counter> counters(Collection<RepMonth> months) {
    Map<RepMonth, Counter> found = new HashMap<>();
    List<RepMonth> all = List.copyOf(months);
    for (int from = 0; from < all.size(); from += KEYS_MAX) {
      ReadBatch.Builder<CounterItem> batch =
          ReadBatch.builder(CounterItem.class).mappedTableResource(counters);
      for (RepMonth month : all.subList(from, Math.min(all.size(), from + KEYS_MAX))) {
        batch.addGetItem(r -> r.key(key(month.key())).consistentRead(true));
      }
      // Its pages go on until no key is left unprocessed.
      enhanced.batchGetItem(r -> r.readBatches(batch.build())).resultsForTable(counters).stream()
          .map(CounterItem::counter)
          .forEach(counter -> found.put(counter.of(), counter));
    }
    return all.stream().map(month -> found.getOrDefault(month, Counter.none(month))).toList();
  }

  /** The entries of a month, by number. */
  List<Entry> entries(RepMonth of) {
    QueryConditional numbered =
        QueryConditional.sortGreaterThan(
            k -> k.partitionValue(of.key()).sortValue(CounterItem.NUMBER));
    return entries.query(r -> r.queryConditional(numbered).consistentRead(true)).items().stream()
        .map(EntryItem::entry)
        .toList();
  }

  /** What reps closed in a period. */
  Map<RepId, Sums> sums(Collection<RepId> reps, Period period) {
    List<RepMonth> whole = new ArrayList<>();
    Map<RepId, Sums> sums = new HashMap<>();
    for (RepId rep : Set.copyOf(reps)) {
      sums.put(rep, Sums.ZERO);
      period.wholeMonths().forEach(month -> whole.add(new RepMonth(rep, month)));
      period
          .brokenMonths()
          .forEach(m -> sums.merge(rep, part(new RepMonth(rep, m), period), Sums::plus));
    }
    counters(whole).forEach(c -> sums.merge(c.of().rep(), c.sums(), Sums::plus));
    return sums;
  }

  private Sums part(RepMonth of, Period period) {
    return Sums.of(
        entries(of).stream().filter(entry -> period.covers(entry.share().closed())).toList());
  }

  /**
   * Writes all of a booking or nothing.
   *
   * @return false when the deal or a counter moved on meanwhile: nothing changed
   * @throws IllegalArgumentException when a deal has more participants than one transaction holds
   */
  boolean write(Booking booking) {
    HeadItem head = HeadItem.of(booking.next());
    // Another version of the deal, or the same one a second time, was booked meanwhile.
    Expression sameVersion = unchanged("version", booking.seen().version());
    if (booking.entries().isEmpty()) {
      return ConditionalPut.put(heads, head, sameVersion);
    }
    int items = 1 + booking.counted().size() + booking.entries().size();
    if (items > ITEMS_MAX) {
      throw new IllegalArgumentException("a deal needs " + items + " items in one transaction");
    }
    TransactWriteItemsEnhancedRequest.Builder transaction =
        TransactWriteItemsEnhancedRequest.builder();
    transaction.addPutItem(heads, put(HeadItem.SCHEMA, head, sameVersion));
    for (Booking.Counted each : booking.counted()) {
      // Another deal added entries of this rep and month: their numbers are taken.
      Expression sameCount = unchanged("entries", each.before().entries());
      transaction.addPutItem(
          counters, put(CounterItem.SCHEMA, CounterItem.of(each.after()), sameCount));
    }
    for (Entry entry : booking.entries()) {
      // The counter guards the number already; whatever happens, no entry is overwritten.
      transaction.addPutItem(
          entries, put(EntryItem.SCHEMA, EntryItem.of(entry), ConditionalPut.ABSENT));
    }
    try {
      enhanced.transactWriteItems(transaction.build());
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
  }

  private static <T> TransactPutItemEnhancedRequest<T> put(
      TableSchema<T> schema, T item, Expression condition) {
    return TransactPutItemEnhancedRequest.builder(schema.itemType().rawClass())
        .item(item)
        .conditionExpression(condition)
        .build();
  }

  /**
   * @param seen 0: there was no such item
   */
  private static Expression unchanged(String attribute, long seen) {
    return seen == 0
        ? ConditionalPut.ABSENT
        : Expression.builder()
            .expression("#seen = :seen")
            .putExpressionName("#seen", attribute)
            .putExpressionValue(":seen", AttributeValue.fromN(Long.toString(seen)))
            .build();
  }

  MilestonesItem milestones(RepId rep, Period period) {
    return get(milestones, MilestonesItem.key(rep, period))
        .orElseGet(() -> MilestonesItem.none(rep, period));
  }

  /** Stores milestones over the revision before; false when another write came first. */
  boolean replace(MilestonesItem next) {
    return ConditionalPut.put(
        milestones, next, unchanged(ConditionalPut.REVISION, next.revision() - 1));
  }

  /**
   * Months that have entries or a counter.
   *
   * @param next where the next page begins; absent: this was the last
   */
  record MonthsPage(Set<RepMonth> months, @Nullable String next) {}

  /**
   * Reads one page of all months of all reps.
   *
   * @param after as the page before told it; absent: the first page
   * @throws IllegalArgumentException when no page told it
   */
  MonthsPage months(int items, @Nullable String after) {
    Map<String, AttributeValue> start = after == null ? null : Cursor.key(after);
    ScanResponse page =
        dynamo.scan(
            r ->
                r.tableName(table)
                    .limit(items)
                    .exclusiveStartKey(start)
                    .consistentRead(true)
                    .filterExpression("begins_with(pk, :months) AND sk <= :first")
                    .projectionExpression("pk")
                    .expressionAttributeValues(
                        Map.of(
                            ":months",
                            AttributeValue.fromS(RepMonth.PREFIX),
                            ":first",
                            AttributeValue.fromN("1"))));
    Set<RepMonth> months = new LinkedHashSet<>();
    page.items().forEach(item -> months.add(RepMonth.of(text(item, "pk"))));
    if (start != null && text(start, "pk").startsWith(RepMonth.PREFIX)) {
      months.remove(RepMonth.of(text(start, "pk"))); // the page before had its beginning
    }
    return new MonthsPage(
        months, page.hasLastEvaluatedKey() ? Cursor.of(page.lastEvaluatedKey()) : null);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item lacks " + name);
    }
    return value.s();
  }
}
