package salesops.routing;

import static salesops.routing.Items.number;
import static salesops.routing.Items.string;
import static salesops.routing.Items.text;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.routing.LeadRecord.Place;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The table {@code routing}. */
final class DynamoRoutingStore implements RoutingStore {
  /** Keys of one BatchGetItem; DynamoDB's limit. */
  static final int KEYS_MAX = 100;

  /** Times that keys DynamoDB left unprocessed are asked for again. */
  static final int READS_MAX = 8;

  /** Longest that a lease keeps others waiting when its holder died. */
  static final long LEASE_MILLIS = 2_000;

  /** Longest wait for a lease; past it the version condition alone decides. */
  static final long LEASE_WAIT_MILLIS = 2_500;

  private static final String UNWRITTEN = "attribute_not_exists(pk)";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;
  private final Pause pause;
  private final RandomGenerator random;

  DynamoRoutingStore(DynamoDbClient dynamo, String table, Clock clock, RandomGenerator random) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.random = random;
    this.pause = new Pause(random);
  }

  @Override
  public Seen look(Set<PersonKey> persons, Set<String> companies, Collection<RepId> reps) {
    Set<Map<String, AttributeValue>> keys = new HashSet<>();
    persons.forEach(person -> keys.add(Items.key(new Place(person, 1))));
    companies.forEach(company -> keys.add(Items.companyKey(company)));
    reps.forEach(rep -> keys.add(Items.repKey(rep)));
    Map<String, Map<String, AttributeValue>> found =
        read(keys).stream().collect(Collectors.toMap(item -> string(item, Items.PK), i -> i));
    return new Seen(
        Set.copyOf(persons),
        persons.stream()
            .filter(person -> found.containsKey(Items.personKey(person)))
            .collect(Collectors.toSet()),
        companies.stream()
            .collect(
                Collectors.toMap(c -> c, c -> Items.company(c, at(found, Items.companyKey(c))))),
        Set.copyOf(reps).stream()
            .collect(Collectors.toMap(r -> r, r -> Items.rep(r, at(found, Items.repKey(r))))));
  }

  private static Map<String, AttributeValue> at(
      Map<String, Map<String, AttributeValue>> found, Map<String, AttributeValue> key) {
    return found.getOrDefault(string(key, Items.PK), Map.of());
  }

  private List<Map<String, AttributeValue>> read(Set<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> all = List.copyOf(keys);
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int from = 0; from < all.size(); from += KEYS_MAX) {
      readOnce(all.subList(from, Math.min(all.size(), from + KEYS_MAX)), items);
    }
    return items;
  }

  private void readOnce(
      List<Map<String, AttributeValue>> keys, List<Map<String, AttributeValue>> into) {
    Map<String, KeysAndAttributes> left =
        Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      if (attempt > READS_MAX) {
        throw SdkClientException.create("keys stay unprocessed");
      }
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse answer = dynamo.batchGetItem(r -> r.requestItems(asked));
      into.addAll(answer.responses().getOrDefault(table, List.of()));
      left = answer.unprocessedKeys();
      if (!left.isEmpty()) {
        pause.beforeTry(attempt + 1);
      }
    }
  }

  @Override
  public Person.Partition partition(PersonKey person) {
    List<LeadRecord.Summary> records = new ArrayList<>();
    long last = 0;
    PersonKey next = null;
    Map<String, AttributeValue> after = Map.of();
    do {
      QueryResponse page = queryPartition(person, after);
      for (Map<String, AttributeValue> item : page.items()) {
        last = number(item, Items.SK, 0);
        AttributeValue to = item.get(Items.NEXT_KEY);
        next = to == null ? null : new PersonKey(to.s());
        if (Items.isRecord(item)) {
          records.add(Items.summary(item));
        }
      }
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
    return new Person.Partition(person, last, records, next);
  }

  private QueryResponse queryPartition(PersonKey person, Map<String, AttributeValue> after) {
    return dynamo.query(
        r ->
            r.tableName(table)
                .keyConditionExpression("pk = :pk")
                .projectionExpression("pk, sk, a, l, s, o, t, w")
                .expressionAttributeValues(Map.of(":pk", text(Items.personKey(person))))
                .exclusiveStartKey(after.isEmpty() ? null : after)
                .consistentRead(true));
  }

  @Override
  public List<LeadRecord> records(Collection<Place> places) {
    return read(places.stream().map(Items::key).collect(Collectors.toSet())).stream()
        .filter(Items::isRecord)
        .map(Items::record)
        .toList();
  }

  private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return dynamo.getItem(r -> r.tableName(table).key(key).consistentRead(true)).item();
  }

  @Override
  public PoolState takeTurn(PoolState.Key rotation) {
    // With the time, since a simulation may give two functions the same sequence of numbers.
    String token =
        Long.toString(random.nextLong() & Long.MAX_VALUE, 36)
            + Long.toString(System.nanoTime(), 36);
    long giveUp = System.nanoTime() + LEASE_WAIT_MILLIS * 1_000_000;
    while (true) {
      try {
        return Items.pool(rotation, lease(rotation, token), token);
      } catch (ConditionalCheckFailedException e) {
        Map<String, AttributeValue> seen = awaitLease(rotation, giveUp);
        if (System.nanoTime() >= giveUp) {
          return Items.pool(rotation, seen, "");
        }
      }
    }
  }

  /** Takes the lease if it is free, and reads the state in the same request. */
  private Map<String, AttributeValue> lease(PoolState.Key rotation, String token) {
    long now = clock.millis();
    return dynamo
        .updateItem(
            r ->
                r.tableName(table)
                    .key(Items.poolKey(rotation))
                    .updateExpression("SET lo = :me, lu = :until")
                    // The holder again: an SDK retry whose first request arrived after all.
                    .conditionExpression("attribute_not_exists(lu) OR lu < :now OR lo = :me")
                    .expressionAttributeValues(
                        Map.of(
                            ":me", text(token),
                            ":until", number(now + LEASE_MILLIS),
                            ":now", number(now)))
                    .returnValues(ReturnValue.ALL_NEW))
        .attributes();
  }

  private Map<String, AttributeValue> awaitLease(PoolState.Key rotation, long giveUp) {
    while (true) {
      pause.briefly();
      Map<String, AttributeValue> item = get(Items.poolKey(rotation));
      boolean free = number(item, Items.LEASE_UNTIL, 0) < clock.millis();
      if (free || System.nanoTime() >= giveUp) {
        return item;
      }
    }
  }

  @Override
  public void letGo(PoolState pool) {
    if (pool.lease().isEmpty()) {
      return;
    }
    try {
      dynamo.updateItem(
          r ->
              r.tableName(table)
                  .key(Items.poolKey(pool.key()))
                  .updateExpression("REMOVE lo, lu")
                  .conditionExpression("lo = :me")
                  .expressionAttributeValues(Map.of(":me", text(pool.lease()))));
    } catch (ConditionalCheckFailedException e) {
      // It ran out and is another's by now, or a write ended it.
    }
  }

  @Override
  public boolean write(Change change) {
    List<TransactWriteItem> items = new ArrayList<>();
    change.records().forEach(record -> items.add(put(Items.of(record), unchanged(record))));
    // Number taken by another: somebody gave the person an owner or merged two persons meanwhile.
    change.pointers().forEach(p -> items.add(put(Items.pointer(p), Condition.unwritten())));
    change.claims().forEach(place -> items.add(put(Items.key(place), Condition.unwritten())));
    // Versions: another lead of the company, of the rep, of the pool came first.
    change.companies().forEach(c -> items.add(put(Items.of(c), Condition.version(c.version()))));
    change.reps().forEach(rep -> items.add(update(rep)));
    if (change.pool() != null) {
      items.add(put(Items.of(change.pool()), poolUnchanged(change.pool())));
    }
    try {
      dynamo.transactWriteItems(r -> r.transactItems(items));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
  }

  private record Condition(String expression, Map<String, AttributeValue> values) {
    static Condition unwritten() {
      return new Condition(UNWRITTEN, Map.of());
    }

    static Condition version(long version) {
      return version == 0 ? unwritten() : new Condition("v = :v", Map.of(":v", number(version)));
    }
  }

  /** The same lead twice, or a record that an operator changed meanwhile. */
  private static Condition unchanged(LeadRecord record) {
    return record.version() == 1
        ? new Condition("attribute_exists(pk) AND attribute_not_exists(v)", Map.of())
        : Condition.version(record.version());
  }

  /** A lease alone makes an item without a version. */
  private static Condition poolUnchanged(PoolState pool) {
    return pool.version() == 0
        ? new Condition("attribute_not_exists(v)", Map.of())
        : Condition.version(pool.version());
  }

  private TransactWriteItem put(Map<String, AttributeValue> item, Condition condition) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition.expression())
                .expressionAttributeValues(condition.values().isEmpty() ? null : condition.values())
                .build())
        .build();
  }

  /** Counts only: whether the rep is away is for {@link #markAway} to say. */
  private TransactWriteItem update(RepRow rep) {
    Condition condition =
        rep.version() == 0
            ? new Condition("attribute_not_exists(v)", Map.of())
            : Condition.version(rep.version());
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    values.put(":next", number(rep.version() + 1));
    values.put(":open", text(rep.open().encode()));
    values.put(":returns", number(rep.returns()));
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table)
                .key(Items.repKey(rep.rep()))
                .updateExpression("SET v = :next, b = :open, x = :returns")
                .conditionExpression(condition.expression())
                .expressionAttributeValues(values)
                .build())
        .build();
  }

  @Override
  public void markAway(RepId rep, @Nullable Instant until) {
    // Idempotent, and moves the version: a batch that counted on the rep looks again.
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":one", number(1)));
    if (until != null) {
      values.put(":until", number(until.getEpochSecond()));
    }
    dynamo.updateItem(
        r ->
            r.tableName(table)
                .key(Items.repKey(rep))
                .updateExpression(
                    until == null ? "REMOVE w ADD v :one" : "SET w = :until ADD v :one")
                .expressionAttributeValues(values));
  }

  @Override
  public HeldPage held(int limit, @Nullable HeldKey after) {
    QueryResponse page =
        dynamo.query(
            r ->
                r.tableName(table)
                    .indexName(Items.HELD)
                    .keyConditionExpression("held = :held")
                    .expressionAttributeValues(Map.of(":held", text(Items.HELD)))
                    .limit(limit)
                    .exclusiveStartKey(after == null ? null : heldKey(after)));
    return new HeldPage(
        page.items().stream().map(DynamoRoutingStore::heldKey).toList(),
        page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty()
            ? heldKey(page.lastEvaluatedKey())
            : null);
  }

  private static Map<String, AttributeValue> heldKey(HeldKey key) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(Items.key(key.place()));
    item.put(Items.HELD, text(Items.HELD));
    item.put(Items.DUE_AT, number(key.dueAt().getEpochSecond()));
    return item;
  }

  private static HeldKey heldKey(Map<String, AttributeValue> item) {
    return new HeldKey(Items.place(item), Instant.ofEpochSecond(number(item, Items.DUE_AT, 0)));
  }

  @Override
  public RecordPage records(Instant since, int limit, @Nullable String after) {
    ScanResponse page =
        dynamo.scan(
            r ->
                r.tableName(table)
                    .filterExpression("attribute_exists(s) AND t >= :since")
                    .expressionAttributeValues(Map.of(":since", number(since.getEpochSecond())))
                    .limit(limit)
                    .exclusiveStartKey(after == null ? null : Items.cursorKey(after)));
    return new RecordPage(
        page.items().stream().map(Items::record).toList(),
        page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty()
            ? Items.cursor(page.lastEvaluatedKey())
            : null);
  }
}
