package salesops.slack;

import java.time.Instant;

/**
 * What a digest counts, and for which digest: the one whose time follows the arrival.
 *
 * @param fact as {@link Fact#text} writes it
 */
record Counted(Instant arrivedAt, String fact) {}
