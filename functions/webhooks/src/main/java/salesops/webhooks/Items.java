package salesops.webhooks;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.webhooks.Delivery.Box;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** How deliveries and endpoints lie in the table. */
final class Items {
  /** Partition of a lead's deliveries to an endpoint: this, the endpoint, #, the lead. */
  static final String DELIVERIES = "d#";

  /** The one partition of all endpoints. */
  static final String ENDPOINTS = "endpoints";

  /** Index over what waits or is dead; both attributes are absent from what arrived. */
  static final String INDEX = "kept";

  private Items() {}

  /**
   * A delivery, or with none but the first two and the last, one that arrived.
   *
   * @param expiresAt second in which DynamoDB may delete it
   */
  record DeliveryItem(
      String pk,
      BigInteger sk,
      @Nullable String kept,
      @Nullable Long dueAt,
      @Nullable String type,
      @Nullable String eventId,
      @Nullable SdkBytes body,
      @Nullable Integer attempts,
      @Nullable Long since,
      @Nullable String error,
      @Nullable Long expiresAt) {}

  static String partition(String endpoint, String lead) {
    return DELIVERIES + endpoint + "#" + lead;
  }

  /** Value of the index's partition key. */
  static String kept(Box box, String endpoint) {
    return box.name().toLowerCase(Locale.ROOT) + "#" + endpoint;
  }

  /**
   * @throws IllegalArgumentException when the partition holds no deliveries
   */
  static DeliveryKey key(String pk, BigInteger sk) {
    String[] parts = pk.split("#", 3);
    if (parts.length < 3 || !pk.startsWith(DELIVERIES)) {
      throw new IllegalArgumentException("no partition of deliveries");
    }
    return new DeliveryKey(parts[1], parts[2], sk);
  }

  static DeliveryItem item(Delivery delivery, @Nullable Long expiresAt) {
    DeliveryKey key = delivery.key();
    return new DeliveryItem(
        partition(key.endpoint(), key.lead()),
        key.number(),
        kept(delivery.box(), key.endpoint()),
        delivery.dueAt().toEpochMilli(),
        delivery.type(),
        delivery.eventId(),
        delivery.packed(),
        delivery.attempts(),
        delivery.since().toEpochMilli(),
        delivery.error(),
        expiresAt);
  }

  /** What is missing or damaged must not stop those behind it: it shows when it is to be posted. */
  static Delivery delivery(DeliveryItem item) {
    SdkBytes body = item.body();
    Integer attempts = item.attempts();
    return new Delivery(
        key(item.pk(), item.sk()),
        item.type() == null ? "" : item.type(),
        item.eventId() == null ? "" : item.eventId(),
        body == null ? SdkBytes.fromByteArray(new byte[0]) : body,
        isDead(item) ? Box.DEAD : Box.WAITING,
        attempts == null ? 0 : attempts,
        instant(item.since()),
        instant(item.dueAt()),
        item.error());
  }

  private static boolean isDead(DeliveryItem item) {
    DeliveryKey key = key(item.pk(), item.sk());
    return kept(Box.DEAD, key.endpoint()).equals(item.kept());
  }

  private static Instant instant(@Nullable Long millis) {
    return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(millis);
  }

  /** Collects the attributes of a delivery as the mapper reads them. */
  static final class DeliveryBuilder {
    private String pk = "";
    private BigInteger sk = BigInteger.ZERO;
    private @Nullable String kept;
    private @Nullable Long dueAt;
    private @Nullable String type;
    private @Nullable String eventId;
    private @Nullable SdkBytes body;
    private @Nullable Integer attempts;
    private @Nullable Long since;
    private @Nullable String error;
    private @Nullable Long expiresAt;

    DeliveryItem build() {
      return new DeliveryItem(
          pk, sk, kept, dueAt, type, eventId, body, attempts, since, error, expiresAt);
    }
  }

  static final TableSchema<DeliveryItem> DELIVERY_SCHEMA =
      ItemSchema.of(
              DeliveryItem.class,
              DeliveryBuilder.class,
              DeliveryBuilder::new,
              DeliveryBuilder::build)
          .partitionKey(DeliveryItem::pk, (b, v) -> b.pk = v)
          .sortKey(BigInteger.class, DeliveryItem::sk, (b, v) -> b.sk = v)
          .indexPartitionKey(INDEX, "kept", DeliveryItem::kept, (b, v) -> b.kept = v)
          .indexSortKey(INDEX, "dueAt", Long.class, DeliveryItem::dueAt, (b, v) -> b.dueAt = v)
          .attribute("type", String.class, DeliveryItem::type, (b, v) -> b.type = v)
          .attribute("eventId", String.class, DeliveryItem::eventId, (b, v) -> b.eventId = v)
          .attribute("body", SdkBytes.class, DeliveryItem::body, (b, v) -> b.body = v)
          .attribute("attempts", Integer.class, DeliveryItem::attempts, (b, v) -> b.attempts = v)
          .attribute("since", Long.class, DeliveryItem::since, (b, v) -> b.since = v)
          .attribute("error", String.class, DeliveryItem::error, (b, v) -> b.error = v)
          .attribute("expiresAt", Long.class, DeliveryItem::expiresAt, (b, v) -> b.expiresAt = v)
          .build();

  /** Collects the attributes of an endpoint as the mapper reads them. */
  static final class EndpointBuilder {
    private String name = "";
    private long revision;
    private @Nullable String owner;
    private Instant leasedUntil = Instant.EPOCH;
    private int failures;
    private boolean slow;
    private Instant notBefore = Instant.EPOCH;
    private @Nullable String error;
    private @Nullable String goneUrl;

    EndpointState build() {
      return new EndpointState(
          name, revision, owner, leasedUntil, failures, slow, notBefore, error, goneUrl);
    }
  }

  static BigInteger sortKey(String endpoint) {
    return new BigInteger(Digests.of(endpoint), 36);
  }

  static final TableSchema<EndpointState> ENDPOINT_SCHEMA =
      ItemSchema.of(
              EndpointState.class,
              EndpointBuilder.class,
              EndpointBuilder::new,
              EndpointBuilder::build)
          .partitionKey(s -> ENDPOINTS, (b, v) -> {})
          .sortKey(BigInteger.class, s -> sortKey(s.name()), (b, v) -> {})
          .attribute("endpoint", String.class, EndpointState::name, (b, v) -> b.name = v)
          .attribute(
              ConditionalPut.REVISION,
              Long.class,
              EndpointState::revision,
              (b, v) -> b.revision = v)
          .attribute("owner", String.class, EndpointState::owner, (b, v) -> b.owner = v)
          .millis("leasedUntil", EndpointState::leasedUntil, (b, v) -> b.leasedUntil = v)
          .attribute("failures", Integer.class, EndpointState::failures, (b, v) -> b.failures = v)
          .attribute("slow", Boolean.class, EndpointState::slow, (b, v) -> b.slow = v)
          .millis("notBefore", EndpointState::notBefore, (b, v) -> b.notBefore = v)
          .attribute("error", String.class, EndpointState::error, (b, v) -> b.error = v)
          .attribute("goneUrl", String.class, EndpointState::goneUrl, (b, v) -> b.goneUrl = v)
          .build();
}
