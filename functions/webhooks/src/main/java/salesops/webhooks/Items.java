package salesops.webhooks;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.webhooks.Delivery.Box;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

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
      StaticImmutableTableSchema.builder(DeliveryItem.class, DeliveryBuilder.class)
          .newItemBuilder(DeliveryBuilder::new, DeliveryBuilder::build)
          .addAttribute(
              String.class,
              a ->
                  a.name("pk")
                      .getter(DeliveryItem::pk)
                      .setter((b, v) -> b.pk = v)
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .addAttribute(
              BigInteger.class,
              a ->
                  a.name("sk")
                      .getter(DeliveryItem::sk)
                      .setter((b, v) -> b.sk = v)
                      .tags(StaticAttributeTags.primarySortKey()))
          .addAttribute(
              String.class,
              a ->
                  a.name("kept")
                      .getter(DeliveryItem::kept)
                      .setter((b, v) -> b.kept = v)
                      .tags(StaticAttributeTags.secondaryPartitionKey(INDEX)))
          .addAttribute(
              Long.class,
              a ->
                  a.name("dueAt")
                      .getter(DeliveryItem::dueAt)
                      .setter((b, v) -> b.dueAt = v)
                      .tags(StaticAttributeTags.secondarySortKey(INDEX)))
          .addAttribute(
              String.class,
              a -> a.name("type").getter(DeliveryItem::type).setter((b, v) -> b.type = v))
          .addAttribute(
              String.class,
              a -> a.name("eventId").getter(DeliveryItem::eventId).setter((b, v) -> b.eventId = v))
          .addAttribute(
              SdkBytes.class,
              a -> a.name("body").getter(DeliveryItem::body).setter((b, v) -> b.body = v))
          .addAttribute(
              Integer.class,
              a ->
                  a.name("attempts")
                      .getter(DeliveryItem::attempts)
                      .setter((b, v) -> b.attempts = v))
          .addAttribute(
              Long.class,
              a -> a.name("since").getter(DeliveryItem::since).setter((b, v) -> b.since = v))
          .addAttribute(
              String.class,
              a -> a.name("error").getter(DeliveryItem::error).setter((b, v) -> b.error = v))
          .addAttribute(
              Long.class,
              a ->
                  a.name("expiresAt")
                      .getter(DeliveryItem::expiresAt)
                      .setter((b, v) -> b.expiresAt = v))
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
      StaticImmutableTableSchema.builder(EndpointState.class, EndpointBuilder.class)
          .newItemBuilder(EndpointBuilder::new, EndpointBuilder::build)
          .addAttribute(
              String.class,
              a ->
                  a.name("pk")
                      .getter(s -> ENDPOINTS)
                      .setter((b, v) -> {})
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .addAttribute(
              BigInteger.class,
              a ->
                  a.name("sk")
                      .getter(s -> sortKey(s.name()))
                      .setter((b, v) -> {})
                      .tags(StaticAttributeTags.primarySortKey()))
          .addAttribute(
              String.class,
              a -> a.name("endpoint").getter(EndpointState::name).setter((b, v) -> b.name = v))
          .addAttribute(
              Long.class,
              a -> a.name("rev").getter(EndpointState::revision).setter((b, v) -> b.revision = v))
          .addAttribute(
              String.class,
              a -> a.name("owner").getter(EndpointState::owner).setter((b, v) -> b.owner = v))
          .addAttribute(
              Long.class,
              a ->
                  a.name("leasedUntil")
                      .getter(s -> s.leasedUntil().toEpochMilli())
                      .setter((b, v) -> b.leasedUntil = Instant.ofEpochMilli(v)))
          .addAttribute(
              Integer.class,
              a ->
                  a.name("failures")
                      .getter(EndpointState::failures)
                      .setter((b, v) -> b.failures = v))
          .addAttribute(
              Boolean.class,
              a -> a.name("slow").getter(EndpointState::slow).setter((b, v) -> b.slow = v))
          .addAttribute(
              Long.class,
              a ->
                  a.name("notBefore")
                      .getter(s -> s.notBefore().toEpochMilli())
                      .setter((b, v) -> b.notBefore = Instant.ofEpochMilli(v)))
          .addAttribute(
              String.class,
              a -> a.name("error").getter(EndpointState::error).setter((b, v) -> b.error = v))
          .addAttribute(
              String.class,
              a -> a.name("goneUrl").getter(EndpointState::goneUrl).setter((b, v) -> b.goneUrl = v))
          .build();
}
