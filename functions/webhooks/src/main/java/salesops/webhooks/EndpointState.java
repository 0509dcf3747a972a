package salesops.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint does. Changes only by compare-and-set on {@code revision}.
 *
 * @param name as in the settings
 * @param revision 0 before the first write
 * @param owner token of the sender that holds the lease; absent: nobody
 * @param leasedUntil end of the lease
 * @param failures posts in a row that failed
 * @param slow whether its last answer took longer than {@link Pace#SLOW}
 * @param notBefore earliest next post
 * @param error code of the last failure; absent: none since the last success
 * @param goneUrl the address that answered 410; absent: none
 */
record EndpointState(
    String name,
    long revision,
    @Nullable String owner,
    Instant leasedUntil,
    int failures,
    boolean slow,
    Instant notBefore,
    @Nullable String error,
    @Nullable String goneUrl) {

  /** An endpoint that nobody posted to yet. */
  static EndpointState of(String name) {
    return new EndpointState(name, 0, null, Instant.EPOCH, 0, false, Instant.EPOCH, null, null);
  }

  boolean isLeased(Instant now) {
    return owner != null && now.isBefore(leasedUntil);
  }

  boolean isDown() {
    return failures >= Pace.DOWN_AFTER;
  }

  /** Whether a post may take long or fail: nobody who is waited for should try. */
  boolean isTroubled() {
    return slow || error != null;
  }

  EndpointState leasedBy(String sender, Instant until) {
    return new EndpointState(
        name, revision, sender, until, failures, slow, notBefore, error, goneUrl);
  }

  EndpointState released() {
    return new EndpointState(
        name, revision, null, Instant.EPOCH, failures, slow, notBefore, error, goneUrl);
  }

  private EndpointState over(long seen) {
    return new EndpointState(
        name, seen, owner, leasedUntil, failures, slow, notBefore, error, goneUrl);
  }

  /**
   * This state, intended when an older revision was seen, written over {@code found}: what that
   * says of failures stands, since only an operator changes it while somebody else has the lease.
   */
  EndpointState onTopOf(EndpointState found) {
    return new EndpointState(
        name,
        found.revision,
        owner,
        leasedUntil,
        found.failures,
        slow,
        found.notBefore,
        found.error,
        found.goneUrl);
  }

  EndpointState written() {
    return over(revision + 1);
  }

  EndpointState answered(boolean slowly) {
    return new EndpointState(
        name, revision, owner, leasedUntil, 0, slowly, notBefore, null, goneUrl);
  }

  EndpointState failed(String why, Instant again) {
    Instant latest = again.isAfter(notBefore) ? again : notBefore;
    return new EndpointState(
        name, revision, owner, leasedUntil, failures + 1, slow, latest, why, goneUrl);
  }

  /** Nothing can be posted for a reason on this side. */
  EndpointState unusable(String why, Instant again) {
    return new EndpointState(
        name, revision, owner, leasedUntil, failures, slow, again, why, goneUrl);
  }

  EndpointState gone(String url) {
    return new EndpointState(
        name, revision, owner, leasedUntil, failures, slow, notBefore, "http_410", url);
  }

  /** Tried again at once, whatever it said before. */
  EndpointState givenAnotherChance() {
    return new EndpointState(
        name, revision, owner, leasedUntil, 0, slow, Instant.EPOCH, null, null);
  }
}
