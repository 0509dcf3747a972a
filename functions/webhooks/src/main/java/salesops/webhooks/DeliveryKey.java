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
 * @param pk {@link #DELIVERIES}, the endpoint, #, the lead
 * @param sk milliseconds of the event × {@link #IDS} + digest of its id; at most 34 digits
 */
record DeliveryKey(String pk, BigInteger sk) implements Comparable<DeliveryKey> {
  /** What every partition of deliveries begins with. */
  static final String DELIVERIES = "d#";

  /** Above every digest: 13 characters of base 36. */
  private static final BigInteger IDS = BigInteger.TEN.pow(21);

  private static final int RADIX = 36;
  private static final long MILLIS_MAX = 9_999_999_999_999L;

  DeliveryKey {
    if (!pk.startsWith(DELIVERIES) || pk.indexOf('#', DELIVERIES.length()) < 0) {
      throw new IllegalArgumentException("no partition of deliveries");
    }
  }

  static DeliveryKey of(String endpoint, String lead, Envelope.Meta meta) {
    long millis = Math.clamp(meta.occurredAt().toEpochMilli(), 0, MILLIS_MAX);
    return new DeliveryKey(
        partition(endpoint, lead),
        BigInteger.valueOf(millis).multiply(IDS).add(digest(meta.eventId())));
  }

  /** Where the deliveries of a lead to an endpoint lie, in order. */
  static String partition(String endpoint, String lead) {
    return DELIVERIES + endpoint + "#" + lead;
  }

  String endpoint() {
    return pk.substring(DELIVERIES.length(), pk.indexOf('#', DELIVERIES.length()));
  }

  String lead() {
    return pk.substring(pk.indexOf('#', DELIVERIES.length()) + 1);
  }

  private static BigInteger digest(String eventId) {
    return new BigInteger(Digests.of(eventId), RADIX);
  }

  /** When the event happened, to the millisecond. */
  Instant occurredAt() {
    return Instant.ofEpochMilli(sk.divide(IDS).longValueExact());
  }

  boolean isOf(String eventId) {
    return sk.mod(IDS).equals(digest(eventId));
  }

  @Override
  public int compareTo(DeliveryKey other) {
    return sk.compareTo(other.sk);
  }
}
