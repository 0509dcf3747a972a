package salesops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where sending to a channel stands. Changes only by compare-and-set on {@code revision}.
 *
 * @param revision 0 before the first write
 * @param owner token of the sender that holds the lease; absent: nobody
 * @param leasedUntil end of the lease
 * @param inFlight rows that are being posted together, or whose post got no answer
 * @param attempts posts of {@code inFlight} begun and not answered
 * @param sentThrough no row up to here is pending, unless reported
 * @param reported lowest row that arrived late while another sender held the lease
 * @param notBefore earliest next call to Slack
 * @param failures calls in a row that failed
 * @param error Slack's last permanent error; absent: none since the last success
 * @param user Slack's id of a person
 * @param left rows were left pending
 * @param touchedAt last write by a sender
 * @param minute when the minute began in which {@code posted} messages were posted
 * @param posted messages of that minute
 * @param digestedThrough up to here the managers' digests were made; absent: none is due here
 */
record ChannelState(
    Channel channel,
    long revision,
    @Nullable String owner,
    Instant leasedUntil,
    List<RowKey> inFlight,
    int attempts,
    RowKey sentThrough,
    @Nullable RowKey reported,
    Instant notBefore,
    int failures,
    @Nullable String error,
    @Nullable String user,
    boolean left,
    Instant touchedAt,
    Instant minute,
    int posted,
    @Nullable Instant digestedThrough) {
  /** Rows this late are found without being reported: queries begin so far back. */
  static final Duration LATE_MAX = Duration.ofMinutes(10);

  ChannelState {
    inFlight = List.copyOf(inFlight);
  }

  /** A channel that nobody sent to yet. */
  static ChannelState of(Channel channel) {
    return new Builder().channel(channel).build();
  }

  boolean leasedByOther(String sender, Instant now) {
    return owner != null && !owner.equals(sender) && now.isBefore(leasedUntil);
  }

  boolean ownedBy(String sender) {
    return sender.equals(owner);
  }

  /** Reported rows are taken up: nothing from them on counts as sent. */
  ChannelState withReportsTakenUp() {
    RowKey late = reported;
    return late == null ? this : change().reported(null).build().lowered(late);
  }

  /** Nothing from {@code row} on counts as sent. */
  ChannelState lowered(RowKey row) {
    return change().sentThrough(RowKey.min(sentThrough, row.previous())).build();
  }

  /** This state, intended when an older revision was seen, written over {@code current}. */
  ChannelState onTopOf(ChannelState current) {
    ChannelState rebased =
        change().revision(current.revision).digestedThrough(current.digestedThrough).build();
    RowKey late = current.reported;
    return late == null ? rebased : rebased.lowered(late);
  }

  /** How many messages were posted in the minute that this instant lies in. */
  int postedAt(Instant now) {
    return now.isBefore(minuteEnd()) ? posted : 0;
  }

  /** From here on a new minute is counted. */
  Instant minuteEnd() {
    return minute.plus(Pace.MINUTE);
  }

  /** One more message was posted. */
  ChannelState withPost(Instant now) {
    boolean same = now.isBefore(minuteEnd());
    return change().minute(same ? minute : now).posted(same ? posted + 1 : 1).build();
  }

  /** The rows in flight arrived, and up to {@code through} nothing waits that was there. */
  ChannelState delivered(RowKey through, Instant now) {
    RowKey settled = RowKey.min(through, RowKey.at(now.minus(LATE_MAX)));
    return change()
        .inFlight(List.of())
        .attempts(0)
        .failures(0)
        .error(null)
        .sentThrough(RowKey.max(sentThrough, settled))
        .build();
  }

  /** The post is known not to have arrived. */
  ChannelState notDelivered() {
    return attempts <= 1
        ? change().inFlight(List.of()).attempts(0).build()
        : change().attempts(attempts - 1).build();
  }

  Builder change() {
    return new Builder()
        .channel(channel)
        .revision(revision)
        .owner(owner)
        .leasedUntil(leasedUntil)
        .inFlight(inFlight)
        .attempts(attempts)
        .sentThrough(sentThrough)
        .reported(reported)
        .notBefore(notBefore)
        .failures(failures)
        .error(error)
        .user(user)
        .left(left)
        .touchedAt(touchedAt)
        .minute(minute)
        .posted(posted)
        .digestedThrough(digestedThrough);
  }

  /** Collects a changed state; what is not set is as for a channel nobody sent to yet. */
  static final class Builder {
    private Channel channel = new Channel("#none");
    private long revision;
    private @Nullable String owner;
    private Instant leasedUntil = Instant.EPOCH;
    private List<RowKey> inFlight = List.of();
    private int attempts;
    private RowKey sentThrough = RowKey.NONE;
    private @Nullable RowKey reported;
    private Instant notBefore = Instant.EPOCH;
    private int failures;
    private @Nullable String error;
    private @Nullable String user;
    private boolean left;
    private Instant touchedAt = Instant.EPOCH;
    private Instant minute = Instant.EPOCH;
    private int posted;
    private @Nullable Instant digestedThrough;

    Builder channel(Channel value) {
      channel = value;
      return this;
    }

    Builder revision(long value) {
      revision = value;
      return this;
    }

    Builder owner(@Nullable String value) {
      owner = value;
      return this;
    }

    Builder leasedUntil(Instant value) {
      leasedUntil = value;
      return this;
    }

    Builder inFlight(List<RowKey> value) {
      inFlight = value;
      return this;
    }

    Builder attempts(int value) {
      attempts = value;
      return this;
    }

    Builder sentThrough(RowKey value) {
      sentThrough = value;
      return this;
    }

    Builder reported(@Nullable RowKey value) {
      reported = value;
      return this;
    }

    Builder notBefore(Instant value) {
      notBefore = value;
      return this;
    }

    Builder failures(int value) {
      failures = value;
      return this;
    }

    Builder error(@Nullable String value) {
      error = value;
      return this;
    }

    Builder user(@Nullable String value) {
      user = value;
      return this;
    }

    Builder left(boolean value) {
      left = value;
      return this;
    }

    Builder touchedAt(Instant value) {
      touchedAt = value;
      return this;
    }

    Builder minute(Instant value) {
      minute = value;
      return this;
    }

    Builder posted(int value) {
      posted = value;
      return this;
    }

    Builder digestedThrough(@Nullable Instant value) {
      digestedThrough = value;
      return this;
    }

    ChannelState build() {
      return new ChannelState(
          channel,
          revision,
          owner,
          leasedUntil,
          inFlight,
          attempts,
          sentThrough,
          reported,
          notBefore,
          failures,
          error,
          user,
          left,
          touchedAt,
          minute,
          posted,
          digestedThrough);
    }
  }
}
