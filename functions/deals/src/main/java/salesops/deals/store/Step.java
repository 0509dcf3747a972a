package salesops.deals.store;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.model.Digests;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Something that happened, which is never rewritten.
 *
 * @param subject key of what it happened to
 * @param at when it happened; steps are in this order, whenever they were stored
 * @param id tells steps of one instant apart; the same step sent twice has the same one
 * @param events what it told others; empty: nothing
 * @param change what was asked for, as packed JSON; absent when the events say it all
 */
public record Step(
    String subject, Instant at, String id, List<Envelope<?>> events, @Nullable SdkBytes change) {
  /** Above every digest: 13 characters of base 32 read as base 36. */
  private static final BigInteger IDS = BigInteger.TEN.pow(21);

  private static final int RADIX = 36;

  public Step {
    events = List.copyOf(events);
  }

  /** The step's place: its time in milliseconds, then a digest of its id. */
  BigInteger number() {
    long millis = Math.max(0, at.toEpochMilli());
    return BigInteger.valueOf(millis).multiply(IDS).add(new BigInteger(Digests.of(id), RADIX));
  }

  static Instant time(BigInteger number) {
    return Instant.ofEpochMilli(number.divide(IDS).longValueExact());
  }
}
