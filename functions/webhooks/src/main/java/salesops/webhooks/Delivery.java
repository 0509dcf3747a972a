package salesops.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.runtime.dynamo.Packed;
import software.amazon.awssdk.core.SdkBytes;

/**
 * An event that an endpoint is to hear of and has not, as far as anybody knows.
 *
 * @param type of the event
 * @param packed the body as it is posted, made once, so that every try posts the same bytes
 * @param attempts tries that failed
 * @param since when it was stored, or resent: tries end {@link Pace#TRIED_FOR} later
 * @param dueAt earliest next try; of a dead one, when it died
 * @param error code of the last failure; absent: none yet
 */
record Delivery(
    DeliveryKey key,
    String type,
    String eventId,
    SdkBytes packed,
    Box box,
    int attempts,
    Instant since,
    Instant dueAt,
    @Nullable String error) {

  /** Where a delivery lies. */
  enum Box {
    /** To be posted. */
    WAITING,
    /** Given up; kept for people to look at and resend. */
    DEAD
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
        Box.WAITING,
        0,
        now,
        now,
        null);
  }

  /**
   * The body as it is posted.
   *
   * @throws IllegalArgumentException when what was stored is damaged
   */
  byte[] body() {
    return Packed.inflate(packed.asByteArrayUnsafe());
  }

  /** Whether it may be posted; one that only waited behind another is as soon as that is gone. */
  boolean isReady(Instant now) {
    return attempts == 0 || !dueAt.isAfter(now);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(tryUntil());
  }

  /** After a failure: the next try, the last one when the time is up. */
  Delivery again(Instant at, String why) {
    Instant due = at.isBefore(tryUntil()) ? at : tryUntil();
    return new Delivery(key, type, eventId, packed, Box.WAITING, attempts + 1, since, due, why);
  }

  /** Waits without a failure of its own. */
  Delivery postponed(Instant until) {
    return new Delivery(key, type, eventId, packed, Box.WAITING, attempts, since, until, error);
  }

  Delivery dead(Instant now, String why) {
    return new Delivery(key, type, eventId, packed, Box.DEAD, attempts, since, now, why);
  }

  /** As if it had just been stored. */
  Delivery resent(Instant now) {
    return new Delivery(key, type, eventId, packed, Box.WAITING, 0, now, now, error);
  }

  private Instant tryUntil() {
    return since.plus(Pace.TRIED_FOR);
  }
}
