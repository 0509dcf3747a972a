package salesops.slack;

import java.time.Instant;
import salesops.runtime.dynamo.Attribute;

/**
 * What a digest counts, and for which digest: the one whose time follows the arrival.
 *
 * @param fact as {@link Fact#text} writes it
 */
record Counted(@Attribute(ARRIVED_AT) Instant arrivedAt, String fact) {
  static final String ARRIVED_AT = "at";
  static final String FACT = "fact";
}
