package salesops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.Lease;
import salesops.runtime.dynamo.Leased;
import salesops.runtime.dynamo.Revision;

/**
 * Where sending to a channel stands.
 *
 * @param user Slack's id of a person
 * @param digested up to here the managers' digests were made
 */
record ChannelState(
    Channel channel,
    @Attribute(ConditionalPut.REVISION) Revision revision,
    Lease lease,
    InFlight inFlight,
    Progress progress,
    Health health,
    User user,
    Visited visited,
    Minute minute,
    Digested digested)
    implements Leased<ChannelState> {
  /** Rows this late are found without being reported: queries begin so far back. */
  static final Duration LATE_MAX = Duration.ofMinutes(10);

  /** A channel that nobody sent to yet. */
  static ChannelState of(Channel channel) {
    return new ChannelState(
        channel,
        Revision.NONE,
        Lease.FREE,
        InFlight.NONE,
        new Progress(RowKey.NONE, null),
        new Health(Instant.EPOCH, 0, null),
        User.UNKNOWN,
        new Visited(false, Instant.EPOCH),
        new Minute(Instant.EPOCH, 0),
        Digested.NEVER);
  }

  @Override
  public ChannelState onTopOf(ChannelState found) {
    RowKey late = found.progress.reported;
    return with(found.revision, found.digested, late == null ? progress : progress.lowered(late));
  }

  /** The rows in flight arrived, and up to {@code through} nothing waits that was there. */
  ChannelState delivered(RowKey through, Instant now) {
    RowKey settled = RowKey.min(through, RowKey.at(now.minus(LATE_MAX)));
    return with(
        InFlight.NONE,
        progress.through(settled),
        new Health(now.plus(Pace.INTERVAL), 0, null),
        minute.withPost(now));
  }

  /** Nothing is tried before then, and rows were left pending. */
  ChannelState later(Health since) {
    return with(since, visited.leaving());
  }

  /**
   * Rows that are being posted together, or whose post got no answer.
   *
   * @param attempts posts of these rows begun and not answered
   */
  record InFlight(@Attribute("inFlight") List<RowKey> rows, int attempts) {
    static final InFlight NONE = new InFlight(List.of(), 0);

    InFlight {
      rows = List.copyOf(rows);
    }

    boolean isEmpty() {
      return rows.isEmpty();
    }

    /** One more post of these begins. */
    InFlight posting(List<RowKey> keys) {
      return new InFlight(keys, attempts + 1);
    }

    /** The last post is known not to have arrived. */
    InFlight notDelivered() {
      return attempts <= 1 ? NONE : new InFlight(rows, attempts - 1);
    }
  }

  /**
   * How far rows were sent.
   *
   * @param sentThrough no row up to here is pending, unless reported
   * @param reported lowest row that arrived late while another sender held the lease
   */
  record Progress(RowKey sentThrough, @Nullable RowKey reported) {
    /** Reported rows are taken up: nothing from them on counts as sent. */
    Progress withReportsTakenUp() {
      return reported == null ? this : new Progress(sentThrough, null).lowered(reported);
    }

    /** Nothing from {@code row} on counts as sent. */
    Progress lowered(RowKey row) {
      return new Progress(RowKey.min(sentThrough, row.previous()), reported);
    }

    Progress through(RowKey row) {
      return new Progress(RowKey.max(sentThrough, row), reported);
    }

    Progress reporting(RowKey row) {
      return new Progress(sentThrough, reported == null ? row : RowKey.min(reported, row));
    }
  }

  /**
   * How Slack answered.
   *
   * @param notBefore earliest next call to Slack
   * @param failures calls in a row that failed
   * @param error Slack's last permanent error; absent: none since the last success
   */
  record Health(Instant notBefore, int failures, @Nullable String error) {
    /** Whether Slack refuses the channel, fails it, or asked to wait. */
    boolean isTroubled(Instant now) {
      return notBefore.isAfter(now) || failures > 0 || error != null;
    }

    Health until(Instant again) {
      return new Health(again, failures, error);
    }

    Health failed(Instant again) {
      return new Health(again, failures + 1, error);
    }

    Health refused(String why, Instant again) {
      return new Health(again, failures, why);
    }
  }

  /** Slack's id of a person. */
  record User(@Nullable String id) {
    static final User UNKNOWN = new User(null);
  }

  /**
   * A sender's last write.
   *
   * @param left rows were left pending
   */
  record Visited(boolean left, Instant touchedAt) {
    Visited leaving() {
      return new Visited(true, touchedAt);
    }

    Visited at(Instant now) {
      return new Visited(left, now);
    }
  }

  /** Messages of the minute that began with the first of them. */
  record Minute(@Attribute("minute") Instant begun, int posted) {
    /** How many messages were posted in the minute that this instant lies in. */
    int postedAt(Instant now) {
      return now.isBefore(end()) ? posted : 0;
    }

    /** From here on a new minute is counted. */
    Instant end() {
      return begun.plus(Pace.MINUTE);
    }

    /** One more message was posted. */
    Minute withPost(Instant now) {
      return now.isBefore(end()) ? new Minute(begun, posted + 1) : new Minute(now, 1);
    }
  }

  /** Up to when the managers' digests were made; absent: none is due here. */
  record Digested(@Nullable Instant through) {
    static final Digested NEVER = new Digested(null);
  }
}
