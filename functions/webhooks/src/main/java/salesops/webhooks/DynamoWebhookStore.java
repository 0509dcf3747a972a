package salesops.webhooks;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.webhooks.Delivery.Arrived;
import salesops.webhooks.Delivery.Box;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbIndex;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The store on DynamoDB: the table's layout is described in the function's README. */
final class DynamoWebhookStore implements WebhookStore {
  /** How long one that arrived is remembered: SQS keeps a message 14 days at most. */
  static final Duration KEPT_DELIVERED = Duration.ofDays(15);

  private static final int PAGE_MAX = 1_000;

  private final DynamoDbTable<Delivery> deliveries;
  private final DynamoDbIndex<Delivery> kept;
  private final DynamoDbTable<Arrived> arrived;
  private final DynamoDbTable<EndpointState> endpoints;

  DynamoWebhookStore(DynamoDbClient dynamo, String table) {
    DynamoDbEnhancedClient enhanced =
        DynamoDbEnhancedClient.builder().dynamoDbClient(dynamo).extensions().build();
    deliveries = enhanced.table(table, Delivery.SCHEMA);
    kept = deliveries.index(Delivery.INDEX);
    arrived = enhanced.table(table, Arrived.SCHEMA);
    endpoints = enhanced.table(table, EndpointState.SCHEMA);
  }

  @Override
  public boolean add(Delivery delivery) {
    // A second delivery over the queue finds the row, waiting, dead or arrived, and changes
    // nothing.
    return ConditionalPut.put(deliveries, delivery, ConditionalPut.ABSENT);
  }

  @Override
  public List<Delivery> waiting(String endpoint, String lead) {
    return deliveries
        .query(
            r ->
                r.queryConditional(
                        QueryConditional.keyEqualTo(
                            k -> k.partitionValue(DeliveryKey.partition(endpoint, lead))))
                    .consistentRead(true))
        .items()
        .stream()
        .filter(delivery -> delivery.isIn(Box.WAITING))
        .toList();
  }

  @Override
  public Optional<Delivery> find(DeliveryKey key) {
    Key named = Key.builder().partitionValue(key.pk()).sortValue(key.sk()).build();
    return Optional.ofNullable(deliveries.getItem(r -> r.key(named).consistentRead(true)))
        .filter(delivery -> !delivery.kept().box().isEmpty());
  }

  @Override
  public List<DeliveryKey> kept(String endpoint, Box box, Instant from, Instant to, int limit) {
    QueryConditional between =
        QueryConditional.sortBetween(
            k -> k.partitionValue(box.of(endpoint)).sortValue(from.toEpochMilli()),
            k -> k.partitionValue(box.of(endpoint)).sortValue(to.toEpochMilli()));
    return kept.query(r -> r.queryConditional(between).limit(Math.min(limit, PAGE_MAX))).stream()
        .flatMap(page -> page.items().stream())
        .limit(limit)
        .map(Delivery::key)
        .toList();
  }

  @Override
  public boolean replace(Delivery seen, Delivery next) {
    // Not one that arrived meanwhile, was given up, or was tried by another sender.
    Expression unchanged =
        Expression.builder()
            .expression("kept = :kept AND dueAt = :due AND attempts = :attempts")
            .expressionValues(
                Map.of(
                    ":kept", AttributeValue.fromS(seen.kept().box()),
                    ":due", number(seen.kept().dueAt().toEpochMilli()),
                    ":attempts", number(seen.tries().attempts())))
            .build();
    return ConditionalPut.put(deliveries, next, unchanged);
  }

  @Override
  public void markDelivered(DeliveryKey key, Instant now) {
    // Whoever posts it once more writes the same; a duplicate that comes later finds the key.
    arrived.putItem(new Arrived(key, now.plus(KEPT_DELIVERED)));
  }

  @Override
  public Optional<EndpointState> find(String endpoint) {
    BigInteger number = ItemSchema.sortKey(endpoint);
    Key key = Key.builder().partitionValue(EndpointState.ENDPOINTS).sortValue(number).build();
    return Optional.ofNullable(endpoints.getItem(r -> r.key(key).consistentRead(true)));
  }

  @Override
  public List<EndpointState> endpoints() {
    return endpoints
        .query(QueryConditional.keyEqualTo(k -> k.partitionValue(EndpointState.ENDPOINTS)))
        .items()
        .stream()
        .toList();
  }

  @Override
  public boolean replace(EndpointState next) {
    return ConditionalPut.replace(endpoints, next);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
