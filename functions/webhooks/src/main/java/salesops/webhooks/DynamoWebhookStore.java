package salesops.webhooks;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.webhooks.Delivery.Box;
import salesops.webhooks.Items.DeliveryItem;
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

  /** How long a dead one can be resent. */
  static final Duration KEPT_DEAD = Duration.ofDays(30);

  private static final int PAGE_MAX = 1_000;

  private final DynamoDbTable<DeliveryItem> deliveries;
  private final DynamoDbIndex<DeliveryItem> kept;
  private final DynamoDbTable<EndpointState> endpoints;

  DynamoWebhookStore(DynamoDbClient dynamo, String table) {
    DynamoDbEnhancedClient enhanced =
        DynamoDbEnhancedClient.builder().dynamoDbClient(dynamo).extensions().build();
    deliveries = enhanced.table(table, Items.DELIVERY_SCHEMA);
    kept = deliveries.index(Items.INDEX);
    endpoints = enhanced.table(table, Items.ENDPOINT_SCHEMA);
  }

  @Override
  public boolean add(Delivery delivery) {
    // A second delivery over the queue finds the row, waiting, dead or arrived, and changes
    // nothing.
    return ConditionalPut.put(deliveries, Items.item(delivery, null), ConditionalPut.ABSENT);
  }

  @Override
  public List<Delivery> waiting(String endpoint, String lead) {
    String waits = Items.kept(Box.WAITING, endpoint);
    return deliveries
        .query(
            r ->
                r.queryConditional(
                        QueryConditional.keyEqualTo(
                            k -> k.partitionValue(Items.partition(endpoint, lead))))
                    .consistentRead(true))
        .items()
        .stream()
        .filter(item -> waits.equals(item.kept()))
        .map(Items::delivery)
        .toList();
  }

  @Override
  public Optional<Delivery> find(DeliveryKey key) {
    Key named =
        Key.builder()
            .partitionValue(Items.partition(key.endpoint(), key.lead()))
            .sortValue(key.number())
            .build();
    return Optional.ofNullable(deliveries.getItem(r -> r.key(named).consistentRead(true)))
        .filter(item -> item.kept() != null)
        .map(Items::delivery);
  }

  @Override
  public List<DeliveryKey> kept(String endpoint, Box box, Instant from, Instant to, int limit) {
    QueryConditional between =
        QueryConditional.sortBetween(
            k -> k.partitionValue(Items.kept(box, endpoint)).sortValue(from.toEpochMilli()),
            k -> k.partitionValue(Items.kept(box, endpoint)).sortValue(to.toEpochMilli()));
    return kept.query(r -> r.queryConditional(between).limit(Math.min(limit, PAGE_MAX))).stream()
        .flatMap(page -> page.items().stream())
        .limit(limit)
        .map(item -> Items.key(item.pk(), item.sk()))
        .toList();
  }

  @Override
  public boolean replace(Delivery seen, Delivery next) {
    Long expiresAt = next.box() == Box.DEAD ? next.dueAt().plus(KEPT_DEAD).getEpochSecond() : null;
    // Not one that arrived meanwhile, was given up, or was tried by another sender.
    Expression unchanged =
        Expression.builder()
            .expression("kept = :kept AND dueAt = :due AND attempts = :attempts")
            .expressionValues(
                Map.of(
                    ":kept", AttributeValue.fromS(Items.kept(seen.box(), seen.key().endpoint())),
                    ":due", number(seen.dueAt().toEpochMilli()),
                    ":attempts", number(seen.attempts())))
            .build();
    return ConditionalPut.put(deliveries, Items.item(next, expiresAt), unchanged);
  }

  @Override
  public void markDelivered(DeliveryKey key, Instant now) {
    // Whoever posts it once more writes the same; a duplicate that comes later finds the key.
    deliveries.putItem(
        new DeliveryItem(
            Items.partition(key.endpoint(), key.lead()),
            key.number(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            now.plus(KEPT_DELIVERED).getEpochSecond()));
  }

  @Override
  public Optional<EndpointState> find(String endpoint) {
    BigInteger number = Items.sortKey(endpoint);
    Key key = Key.builder().partitionValue(Items.ENDPOINTS).sortValue(number).build();
    return Optional.ofNullable(endpoints.getItem(r -> r.key(key).consistentRead(true)));
  }

  @Override
  public List<EndpointState> endpoints() {
    return endpoints
        .query(QueryConditional.keyEqualTo(k -> k.partitionValue(Items.ENDPOINTS)))
        .items()
        .stream()
        .toList();
  }

  @Override
  public boolean replace(EndpointState next) {
    return ConditionalPut.put(
        endpoints, next.written(), ConditionalPut.atRevision(next.revision()));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
