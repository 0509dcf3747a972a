package salesops.webhooks;

import java.math.BigInteger;
import java.time.Instant;
import salesops.events.Envelope;
import salesops.model.Digests;

/**
 * Names a delivery and orders it among those of its endpoint and lead. Derived from nothing but the
 * event, so that a second delivery over the queue meets the first one's row, even after it was
 * posted.
 *
 * @param number milliseconds of the event × {@link #IDS} + digest of its id; at most 34 digits
 */
record DeliveryKey(String endpoint, String lead, BigInteger number)
    implements Comparable<DeliveryKey> {
  /** Above every digest: 13 characters of base 36. */
  private static final BigInteger IDS = BigInteger.TEN.pow(21);

  private static final int RADIX = 36;
  private static final long MILLIS_MAX = 9_999_999_999_999L;

  static DeliveryKey of(String endpoint, String lead, Envelope.Meta meta) {
    long millis = Math.clamp(meta.occurredAt().toEpochMilli(), 0, MILLIS_MAX);
    return new DeliveryKey(
        endpoint, lead, BigInteger.valueOf(millis).multiply(IDS).add(digest(meta.eventId())));
  }

  private static BigInteger digest(String eventId) {
    return new BigInteger(Digests.of(eventId), RADIX);
  }

  /** When the event happened, to the millisecond. */
  Instant occurredAt() {
    return Instant.ofEpochMilli(number.divide(IDS).longValueExact());
  }

  boolean isOf(String eventId) {
    return number.mod(IDS).equals(digest(eventId));
  }

  @Override
  public int compareTo(DeliveryKey other) {
    return number.compareTo(other.number);
  }
}
