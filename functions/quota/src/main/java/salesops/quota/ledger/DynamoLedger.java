package salesops.quota.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar;
import salesops.quota.ledger.LedgerItems.CounterItem;
import salesops.quota.ledger.LedgerItems.EntryItem;
import salesops.quota.ledger.LedgerItems.HeadItem;
import salesops.quota.ledger.LedgerItems.HeldItem;
import salesops.quota.people.RepKey;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ledger of credits in the table {@code quota}. */
public final class DynamoLedger {
  /** Items of one transaction; DynamoDB takes 100. A deal of 20 participants needs 82 at most. */
  static final int ITEMS_MAX = 90;

  /** Keys of one BatchGetItem; DynamoDB's limit. */
  private static final int KEYS_MAX = 100;

  private final DynamoDbEnhancedClient enhanced;
  private final DynamoDbTable<HeadItem> heads;
  private final DynamoDbTable<HeldItem> held;
  private final DynamoDbTable<CounterItem> counters;
  private final DynamoDbTable<EntryItem> entries;

  public DynamoLedger(DynamoDbEnhancedClient enhanced, String table) {
    this.enhanced = enhanced;
    heads = enhanced.table(table, HeadItem.SCHEMA);
    held = enhanced.table(table, HeldItem.SCHEMA);
    counters = enhanced.table(table, CounterItem.SCHEMA);
    entries = enhanced.table(table, EntryItem.SCHEMA);
  }

  public Head head(DealId deal) {
    return heads(List.of(deal)).getFirst();
  }

  /** What the ledger knows of deals, in their order. */
  public List<Head> heads(Collection<DealId> deals) {
    Map<String, Head> found = new HashMap<>();
    List<Key> keys = deals.stream().map(deal -> key(HeadItem.key(deal), 0)).toList();
    for (HeadItem item : batch(heads, HeadItem.class, keys)) {
      found.put(item.pk(), item.head());
    }
    return deals.stream()
        .map(deal -> found.getOrDefault(HeadItem.key(deal), Head.unknown(deal)))
        .toList();
  }

  /** The counters of these slots, in their order; one without entries is 0. */
  List<Counter> counters(Collection<Slot> slots) {
    Map<Slot, Counter> found = new HashMap<>();
    List<Key> keys = slots.stream().map(DynamoLedger::counterKey).toList();
    for (CounterItem item : batch(counters, CounterItem.class, keys)) {
      found.put(item.counter().slot(), item.counter());
    }
    return slots.stream().map(slot -> found.getOrDefault(slot, Counter.none(slot))).toList();
  }

  private <T> List<T> batch(DynamoDbTable<T> from, Class<T> type, List<Key> keys) {
    List<T> all = new ArrayList<>();
    for (int at = 0; at < keys.size(); at += KEYS_MAX) {
      ReadBatch.Builder<T> batch = ReadBatch.builder(type).mappedTableResource(from);
      for (Key key : keys.subList(at, Math.min(keys.size(), at + KEYS_MAX))) {
        batch.addGetItem(r -> r.key(key).consistentRead(true));
      }
      // Its pages go on until no key is left unprocessed.
      enhanced.batchGetItem(r -> r.readBatches(batch.build())).resultsForTable(from).stream()
          .forEach(all::add);
    }
    return all;
  }

  /** All counters of a fiscal year: a company of 1,000 reps is one query of less than 1 MB. */
  public List<Counter> year(int year) {
    return counters(QueryConditional.keyEqualTo(k -> k.partitionValue(CounterItem.key(year))));
  }

  /** The counters of a team in a fiscal year. */
  public List<Counter> team(int year, String team) {
    return counters(
        QueryConditional.sortBetween(
            k -> k.partitionValue(CounterItem.key(year)).sortValue(CounterItem.teamFrom(team)),
            k -> k.partitionValue(CounterItem.key(year)).sortValue(CounterItem.teamTo(team))));
  }

  private List<Counter> counters(QueryConditional which) {
    return counters.query(r -> r.queryConditional(which).consistentRead(true)).items().stream()
        .map(CounterItem::counter)
        .toList();
  }

  /** What a rep has in some teams in a period of a fiscal year. */
  public Sums sum(
      RepKey rep,
      Collection<String> teams,
      int year,
      FiscalCalendar.Period period,
      FiscalCalendar calendar) {
    int from = calendar.monthOf(period.from());
    int until = calendar.monthOf(period.until().minusDays(1)) + 1;
    return counters(teams.stream().map(team -> new Slot(year, team, rep)).toList()).stream()
        .map(counter -> counter.sum(from, until))
        .reduce(Sums.ZERO, Sums::plus);
  }

  Counter counter(Slot slot) {
    return counters(List.of(slot)).getFirst();
  }

  /** The entries of a slot, by number. */
  public List<Entry> entries(Slot slot) {
    QueryConditional all = QueryConditional.keyEqualTo(k -> k.partitionValue(EntryItem.key(slot)));
    return entries.query(r -> r.queryConditional(all).consistentRead(true)).items().stream()
        .map(item -> item.entry(slot))
        .toList();
  }

  /** Deals that are held. */
  public List<DealId> held() {
    QueryConditional all = QueryConditional.keyEqualTo(k -> k.partitionValue(HeldItem.PARTITION));
    return held.query(r -> r.queryConditional(all).consistentRead(true)).items().stream()
        .map(HeldItem::deal)
        .toList();
  }

  /**
   * Writes all of a booking or nothing.
   *
   * @param due when what follows from it is due; absent: nothing does
   * @return false when a deal or a counter moved on meanwhile: nothing changed
   * @throws IllegalArgumentException when a deal has more participants than one transaction holds
   */
  boolean write(Booking booking, @Nullable Instant due) {
    int changed = 0;
    TransactWriteItemsEnhancedRequest.Builder transaction =
        TransactWriteItemsEnhancedRequest.builder();
    for (Booking.Change change : booking.changes()) {
      HeadItem head = HeadItem.of(change.next());
      // Another change of the deal, or the same one a second time, was booked meanwhile.
      Expression sameRevision = unchanged(ConditionalPut.REVISION, change.seen().revision());
      if (booking.changes().size() == 1 && change.items() == 1) {
        return ConditionalPut.put(heads, head, sameRevision);
      }
      transaction.addPutItem(heads, put(HeadItem.SCHEMA, head, sameRevision));
      changed += change.items();
      holdOrRelease(change, transaction);
    }
    for (Booking.Counted each : booking.counted()) {
      // Another deal added entries to this slot: their numbers are taken.
      Expression sameCount = unchanged("entries", each.before().entries());
      transaction.addPutItem(
          counters, put(CounterItem.SCHEMA, CounterItem.of(each.after(), due), sameCount));
    }
    for (Entry entry : booking.entries()) {
      // The counter guards the number already; whatever happens, no entry is overwritten.
      transaction.addPutItem(
          entries, put(EntryItem.SCHEMA, EntryItem.of(entry), ConditionalPut.ABSENT));
    }
    int items = changed + booking.counted().size();
    if (items > ITEMS_MAX) {
      throw new IllegalArgumentException("a booking needs " + items + " items in one transaction");
    }
    return ConditionalPut.all(enhanced, transaction.build());
  }

  private void holdOrRelease(
      Booking.Change change, TransactWriteItemsEnhancedRequest.Builder transaction) {
    Standing.Held before = change.seen().standing().held();
    Standing.Held after = change.next().standing().held();
    if (before == after) {
      return;
    }
    HeldItem item = HeldItem.of(change.next().deal());
    if (after == null) {
      transaction.addDeleteItem(held, item);
    } else {
      transaction.addPutItem(held, item);
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

  /** The key of an item that is due. */
  public record DueKey(String pk, BigInteger sk) {}

  /**
   * Keys of what is due by then, the earliest first: counters whose new entries were not followed
   * up yet, and chores. The index may lag: read the items.
   *
   * @param max most keys
   */
  public List<DueKey> due(Instant until, int max) {
    QueryConditional byThen =
        QueryConditional.sortLessThanOrEqualTo(
            k -> k.partitionValue(LedgerItems.DUE_PARTITION).sortValue(until.getEpochSecond()));
    return counters
        .index(LedgerItems.DUE)
        .query(r -> r.queryConditional(byThen).limit(max))
        .stream()
        .limit(1)
        .flatMap(page -> page.items().stream())
        .map(item -> new DueKey(item.pk(), item.sk()))
        .toList();
  }

  /** The counters among what is due that still are. */
  public List<Counter> dueCounters(List<DueKey> due) {
    List<Key> keys =
        due.stream()
            .filter(key -> key.pk().startsWith(CounterItem.PREFIX))
            .map(key -> Key.builder().partitionValue(key.pk()).sortValue(key.sk()).build())
            .toList();
    return batch(counters, CounterItem.class, keys).stream()
        .filter(item -> item.due() != null)
        .map(CounterItem::counter)
        .toList();
  }

  /** Marks a counter as followed up, unless it got entries meanwhile. */
  public void followedUp(Counter counter) {
    // A counter with more entries stays due.
    boolean ignored =
        ConditionalPut.put(
            counters, CounterItem.of(counter, null), unchanged("entries", counter.entries()));
  }

  /**
   * A page of the ledger.
   *
   * @param next where the next page begins; absent: this was the last
   */
  record Page<T>(List<T> items, @Nullable String next) {}

  /** One page of all heads, in no order. */
  Page<Head> heads(int max, @Nullable String after) {
    return page(heads, "d#", max, after, HeadItem::head);
  }

  /** One page of all counters, in no order. */
  Page<Counter> counters(int max, @Nullable String after) {
    return page(counters, "y#", max, after, CounterItem::counter);
  }

  private static <I, T> Page<T> page(
      DynamoDbTable<I> from, String prefix, int max, @Nullable String after, Function<I, T> make) {
    Map<String, AttributeValue> start = after == null ? null : Cursor.key(after);
    var page =
        from
            .scan(
                r ->
                    r.limit(max)
                        .exclusiveStartKey(start)
                        .consistentRead(true)
                        .filterExpression(
                            Expression.builder()
                                .expression("begins_with(pk, :prefix)")
                                .putExpressionValue(":prefix", AttributeValue.fromS(prefix))
                                .build()))
            .stream()
            .findFirst()
            .orElseThrow();
    Map<String, AttributeValue> last = page.lastEvaluatedKey();
    return new Page<>(
        page.items().stream().map(make).toList(),
        last == null || last.isEmpty() ? null : Cursor.of(last));
  }

  private static Key counterKey(Slot slot) {
    return Key.builder()
        .partitionValue(CounterItem.key(slot.year()))
        .sortValue(CounterItem.number(slot))
        .build();
  }

  private static Key key(String pk, long sk) {
    return Key.builder().partitionValue(pk).sortValue(sk).build();
  }
}
