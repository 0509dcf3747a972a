package salesops.slack;

import java.math.BigInteger;
import java.time.Instant;
import salesops.model.Digests;

/**
 * Names and orders a row within its channel: the event's time in milliseconds, then a digest of its
 * id. Derived from nothing but the event, so that a second delivery meets the first one's row, even
 * after the message was sent.
 *
 * @param number milliseconds × {@link #IDS} + digest; at most 34 digits, DynamoDB takes 38
 */
record RowKey(BigInteger number) implements Comparable<RowKey> {
  /** Above every digest: 13 characters of base 36. */
  private static final BigInteger IDS = BigInteger.TEN.pow(21);

  private static final int RADIX = 36;
  private static final long SECONDS_MAX = 9_999_999_999L;

  /** Below every row. */
  static final RowKey NONE = new RowKey(BigInteger.ZERO);

  /** Above every row of this age. */
  static final RowKey LAST = at(Instant.ofEpochSecond(SECONDS_MAX));

  static RowKey of(Instant occurredAt, String eventId) {
    return new RowKey(at(occurredAt).number().add(new BigInteger(Digests.of(eventId), RADIX)));
  }

  /** The lowest key of an instant. */
  static RowKey at(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), 0, SECONDS_MAX);
    long millis = seconds * 1_000 + time.getNano() / 1_000_000;
    return new RowKey(BigInteger.valueOf(millis).multiply(IDS));
  }

  /** When the event happened, to the millisecond. */
  Instant time() {
    return Instant.ofEpochMilli(number.divide(IDS).longValueExact());
  }

  RowKey previous() {
    return new RowKey(number.subtract(BigInteger.ONE).max(BigInteger.ZERO));
  }

  static RowKey min(RowKey a, RowKey b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  static RowKey max(RowKey a, RowKey b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  @Override
  public int compareTo(RowKey other) {
    return number.compareTo(other.number);
  }
}
