package salesops.routing;

import static salesops.routing.Items.number;
import static salesops.routing.Items.string;
import static salesops.routing.Items.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.routing.LeadRecord.Place;
import salesops.runtime.dynamo.Cursor;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The table {@code routing}. */
final class DynamoRoutingStore implements RoutingStore {
  /** Keys of one BatchGetItem; DynamoDB's limit. */
  static final int KEYS_MAX = 100;

  /** For keys that DynamoDB leaves unprocessed. */
  static final Retry READS = new Retry(8, RouteLeads.BACKOFF);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Waiting waiting;
  private final DynamoTurns turns;

  DynamoRoutingStore(DynamoDbClient dynamo, String table, Waiting waiting) {
    this.dynamo = dynamo;
    this.table = table;
    this.waiting = waiting;
    this.turns = new DynamoTurns(dynamo, table, waiting);
  }

  @Override
  public Seen look(Set<PersonKey> persons, Set<String> companies, Collection<RepId> reps) {
    Set<Map<String, AttributeValue>> keys = new HashSet<>();
    persons.forEach(person -> keys.add(LeadItems.key(new Place(person, 1))));
    companies.forEach(company -> keys.add(Items.companyKey(company)));
    reps.forEach(rep -> keys.add(Items.repKey(rep)));
    Map<String, Map<String, AttributeValue>> found =
        read(keys).stream().collect(Collectors.toMap(item -> string(item, Items.PK), i -> i));
    return new Seen(
        Set.copyOf(persons),
        persons.stream()
            .filter(person -> found.containsKey(LeadItems.personKey(person)))
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
    if (!READS.untilNoneIsLeft(waiting, keys, some -> unprocessed(some, into)).isEmpty()) {
      throw SdkClientException.create("keys stay unprocessed");
    }
  }

  private List<Map<String, AttributeValue>> unprocessed(
      List<Map<String, AttributeValue>> keys, List<Map<String, AttributeValue>> into) {
    BatchGetItemResponse answer =
        dynamo.batchGetItem(
            r ->
                r.requestItems(
                    Map.of(
                        table,
                        KeysAndAttributes.builder().keys(keys).consistentRead(true).build())));
    into.addAll(answer.responses().getOrDefault(table, List.of()));
    KeysAndAttributes left = answer.unprocessedKeys().get(table);
    return left == null ? List.of() : left.keys();
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
        AttributeValue to = item.get(LeadItems.NEXT_KEY);
        next = to == null ? null : new PersonKey(to.s());
        if (LeadItems.isRecord(item)) {
          records.add(LeadItems.summary(item));
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
                .expressionAttributeValues(Map.of(":pk", text(LeadItems.personKey(person))))
                .exclusiveStartKey(after.isEmpty() ? null : after)
                .consistentRead(true));
  }

  @Override
  public List<LeadRecord> records(Collection<Place> places) {
    return read(places.stream().map(LeadItems::key).collect(Collectors.toSet())).stream()
        .filter(LeadItems::isRecord)
        .map(LeadItems::record)
        .toList();
  }

  @Override
  public PoolState takeTurn(PoolState.Key rotation) {
    return turns.take(rotation);
  }

  @Override
  public void letGo(PoolState pool) {
    turns.letGo(pool);
  }

  @Override
  public boolean write(Change change) {
    try {
      dynamo.transactWriteItems(r -> r.transactItems(DynamoTransaction.of(change, table)));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
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
  public void raise(RepId rep, Raise raise) {
    // Idempotent, and moves the version, as above.
    dynamo.updateItem(
        r ->
            r.tableName(table)
                .key(Items.repKey(rep))
                .updateExpression("SET k = :raisedTo, ku = :raisedUntil, kb = :raisedBy ADD v :one")
                .expressionAttributeValues(
                    Map.of(
                        ":raisedTo", number(raise.capacity()),
                        ":raisedUntil", number(raise.until().getEpochSecond()),
                        ":raisedBy", text(raise.by()),
                        ":one", number(1))));
  }

  @Override
  public boolean importAccount(String domain, Account account) {
    Map<String, AttributeValue> part = Items.of(account);
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":one", number(1)));
    List<String> sets = new ArrayList<>();
    List<String> removes = new ArrayList<>();
    List<String> news = new ArrayList<>(List.of("attribute_not_exists(it)"));
    for (String name : Items.ACCOUNT) {
      AttributeValue value = part.get(name);
      if (value == null) {
        removes.add("#" + name);
        news.add("attribute_exists(#" + name + ")");
      } else {
        sets.add("#" + name + " = :" + name);
        values.put(":" + name, value);
        if (!name.equals(Items.ACCOUNT_AT)) {
          news.add("#" + name + " <> :" + name);
        }
      }
    }
    try {
      // The same file again writes nothing; a new owner moves the version, so that a batch that
      // counted on the old one looks again.
      dynamo.updateItem(
          r ->
              r.tableName(table)
                  .key(Items.companyKey(domain))
                  .updateExpression(
                      "SET "
                          + String.join(", ", sets)
                          + (removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes))
                          + " ADD v :one")
                  .conditionExpression(String.join(" OR ", news))
                  .expressionAttributeNames(
                      Items.ACCOUNT.stream().collect(Collectors.toMap(n -> "#" + n, n -> n)))
                  .expressionAttributeValues(values));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  @Override
  public HeldPage held(int limit, @Nullable HeldKey after) {
    QueryResponse page =
        dynamo.query(
            r ->
                r.tableName(table)
                    .indexName(LeadItems.HELD)
                    .keyConditionExpression("held = :held")
                    .expressionAttributeValues(Map.of(":held", text(LeadItems.HELD)))
                    .limit(limit)
                    .exclusiveStartKey(after == null ? null : heldKey(after)));
    return new HeldPage(
        page.items().stream().map(DynamoRoutingStore::heldKey).toList(),
        page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty()
            ? heldKey(page.lastEvaluatedKey())
            : null);
  }

  private static Map<String, AttributeValue> heldKey(HeldKey key) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(LeadItems.key(key.place()));
    item.put(LeadItems.HELD, text(LeadItems.HELD));
    item.put(LeadItems.DUE_AT, number(key.dueAt().getEpochSecond()));
    return item;
  }

  private static HeldKey heldKey(Map<String, AttributeValue> item) {
    return new HeldKey(
        LeadItems.place(item), Instant.ofEpochSecond(number(item, LeadItems.DUE_AT, 0)));
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
                    .exclusiveStartKey(after == null ? null : Cursor.key(after)));
    return new RecordPage(
        page.items().stream().map(LeadItems::record).toList(),
        page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty()
            ? Cursor.of(page.lastEvaluatedKey())
            : null);
  }
}
