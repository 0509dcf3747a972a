package salesops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.LeasedStates;

/** Messages to send, and where each channel stands. */
interface SlackStore extends LeasedStates<Channel, ChannelState> {
  /** An event that comes later than this is told, but not counted. */
  Duration COUNTED_LATE_MAX = Duration.ofDays(1);

  /** Rows of a channel that are looked at to count what arrived in a time. */
  int COUNTED_MAX = 5_000;

  /**
   * What arrived in a time.
   *
   * @param more whether there were more rows of this time than {@link #COUNTED_MAX}
   */
  record Arrivals(List<Counted> rows, boolean more) {}

  /**
   * A message that waits.
   *
   * @param counted what a managers' digest counts of it; absent: nothing
   */
  record Pending(RowKey key, Note note, @Nullable Counted counted) {}

  /**
   * Adds a row unless it was ever added before; false for such a duplicate.
   *
   * @param note the message; absent: the row is only counted
   */
  boolean add(Channel channel, RowKey key, @Nullable Note note, @Nullable Counted counted);

  /** All channels that ever had a message, in no order. */
  List<ChannelState> channels();

  /**
   * Messages that wait, oldest first, from behind {@code after}: as many as {@code wanted} if there
   * are, and more when they were read anyway.
   */
  List<Pending> pending(Channel channel, RowKey after, int wanted);

  /** Those of {@code keys} that still wait, oldest first. */
  List<Pending> pendingAmong(Channel channel, List<RowKey> keys);

  /**
   * Messages that arrived: their content goes; their key stays to know duplicates by, and what is
   * counted.
   */
  void markSent(Channel channel, List<Pending> rows, Instant now);

  /** Messages of which nobody knows whether they arrived: they wait no longer, but are kept. */
  void markUnconfirmed(Channel channel, List<Pending> rows, Instant now);

  /**
   * What arrived in a channel in this half-open time, of events not older than {@link
   * #COUNTED_LATE_MAX} then; the newest {@link #COUNTED_MAX} at most, older events among them.
   */
  Arrivals counted(Channel channel, Instant from, Instant to);
}
