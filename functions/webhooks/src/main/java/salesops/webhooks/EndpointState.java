package salesops.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.dynamo.Lease;
import salesops.runtime.dynamo.Leased;
import salesops.runtime.dynamo.Revision;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * Where posting to an endpoint stands.
 *
 * @param name as in the settings
 */
record EndpointState(
    @Attribute("endpoint") String name,
    @Attribute(ConditionalPut.REVISION) Revision revision,
    Lease lease,
    Health health)
    implements Leased<EndpointState> {
  /** The one partition of all endpoints. */
  static final String ENDPOINTS = "endpoints";

  static final TableSchema<EndpointState> SCHEMA =
      ItemSchema.inPartition(ENDPOINTS, EndpointState.class, EndpointState::name);

  /** An endpoint that nobody posted to yet. */
  static EndpointState of(String name) {
    return new EndpointState(name, Revision.NONE, Lease.FREE, Health.UNKNOWN);
  }

  /** What {@code found} says of failures stands, since only an operator changed it. */
  @Override
  public EndpointState onTopOf(EndpointState found) {
    return with(found.revision, found.health.slow(health.slow));
  }

  /**
   * Health of an endpoint.
   *
   * @param failures posts in a row that failed
   * @param slow whether its last answer took longer than {@link Pace#SLOW}
   * @param notBefore earliest next post
   * @param error code of the last failure; absent: none since the last success
   * @param goneUrl the address that answered 410; absent: none
   */
  record Health(
      int failures,
      boolean slow,
      Instant notBefore,
      @Nullable String error,
      @Nullable String goneUrl) {
    static final Health UNKNOWN = new Health(0, false, Instant.EPOCH, null, null);

    boolean isDown() {
      return failures >= Pace.DOWN_AFTER;
    }

    /** Whether a post may take long or fail: nobody who is waited for should try. */
    boolean isTroubled() {
      return slow || error != null;
    }

    Health answered(boolean slowly) {
      return new Health(0, slowly, notBefore, null, goneUrl);
    }

    Health failed(String why, Instant again) {
      Instant latest = again.isAfter(notBefore) ? again : notBefore;
      return new Health(failures + 1, slow, latest, why, goneUrl);
    }

    /** Nothing can be posted for a reason on this side. */
    Health unusable(String why, Instant again) {
      return new Health(failures, slow, again, why, goneUrl);
    }

    Health gone(String url) {
      return new Health(failures, slow, notBefore, "http_410", url);
    }

    /** Tried again at once, whatever it said before. */
    Health givenAnotherChance() {
      return UNKNOWN.slow(slow);
    }

    private Health slow(boolean slowly) {
      return new Health(failures, slowly, notBefore, error, goneUrl);
    }
  }
}
