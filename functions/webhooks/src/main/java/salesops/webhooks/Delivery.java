package salesops.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.dynamo.Parts;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * An event that an endpoint is to hear of and has not, as far as anybody knows. What is missing or
 * damaged in the table must not stop those behind it: it shows when it is to be posted.
 *
 * @param type of the event
 * @param packed the body as it is posted, made once, so that every try posts the same bytes
 */
record Delivery(
    DeliveryKey key,
    String type,
    String eventId,
    @Attribute("body") SdkBytes packed,
    Kept kept,
    Tries tries)
    implements Parts<Delivery> {

  static final TableSchema<Delivery> SCHEMA = ItemSchema.of(Delivery.class);

  /** Index over what waits or is dead; its keys are absent from what arrived. */
  static final String INDEX = "kept";

  /** How long a dead one can be resent. */
  static final Duration DEAD_KEPT = Duration.ofDays(30);

  /** Where a delivery lies. */
  enum Box {
    /** To be posted. */
    WAITING,
    /** Given up; kept for people to look at and resend. */
    DEAD;

    /** Its name in the index, for an endpoint. */
    String of(String endpoint) {
      return name().toLowerCase(Locale.ROOT) + "#" + endpoint;
    }
  }

  /**
   * Where and until when it is kept.
   *
   * @param box as {@link Box#of} names it
   * @param dueAt earliest next try; of a dead one, when it died
   * @param expiresAt when DynamoDB may delete it
   */
  record Kept(
      @Attribute(value = "kept", partitionKeyOf = INDEX) String box,
      @Attribute(sortKeyOf = INDEX) Instant dueAt,
      @Attribute(epochSecond = true) @Nullable Instant expiresAt) {}

  /**
   * How posting it went.
   *
   * @param attempts tries that failed
   * @param since when it was stored, or resent: tries end {@link Pace#TRIED_FOR} later
   * @param error code of the last failure; absent: none yet
   */
  record Tries(int attempts, Instant since, @Nullable String error) {}

  /** What is left of one that arrived: its key, to know duplicates by. */
  record Arrived(DeliveryKey key, @Attribute(epochSecond = true) Instant expiresAt) {
    static final TableSchema<Arrived> SCHEMA = ItemSchema.of(Arrived.class);
  }

  /** What receivers read: as on the bus, and the type, since some of them see no headers. */
  private record Body(String type, Envelope.Meta meta, Event data) {}

  static Delivery of(String endpoint, Envelope<? extends Event> event, Instant now) {
    Event data = event.data();
    byte[] packed = Packed.pack(new Body(data.type(), event.meta(), data));
    return new Delivery(
        DeliveryKey.of(endpoint, data.aggregate(), event.meta()),
        data.type(),
        event.meta().eventId(),
        SdkBytes.fromByteArrayUnsafe(packed),
        new Kept(Box.WAITING.of(endpoint), now, null),
        new Tries(0, now, null));
  }

  /**
   * The body as it is posted.
   *
   * @throws IllegalArgumentException when what was stored is damaged
   */
  byte[] body() {
    return Packed.inflate(packed.asByteArrayUnsafe());
  }

  boolean isIn(Box box) {
    return kept.box.equals(box.of(key.endpoint()));
  }

  /** Whether it may be posted; one that only waited behind another is as soon as that is gone. */
  boolean isReady(Instant now) {
    return tries.attempts == 0 || !kept.dueAt.isAfter(now);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(tryUntil());
  }

  /** After a failure: the next try, the last one when the time is up. */
  Delivery again(Instant at, String why) {
    return postponed(at.isBefore(tryUntil()) ? at : tryUntil())
        .with(new Tries(tries.attempts + 1, tries.since, why));
  }

  /** Waits without a failure of its own. */
  Delivery postponed(Instant until) {
    return with(new Kept(Box.WAITING.of(key.endpoint()), until, null));
  }

  Delivery dead(Instant now, String why) {
    return with(
        new Kept(Box.DEAD.of(key.endpoint()), now, now.plus(DEAD_KEPT)),
        new Tries(tries.attempts, tries.since, why));
  }

  /** As if it had just been stored. */
  Delivery resent(Instant now) {
    return postponed(now).with(new Tries(0, now, tries.error));
  }

  private Instant tryUntil() {
    return tries.since.plus(Pace.TRIED_FOR);
  }
}
