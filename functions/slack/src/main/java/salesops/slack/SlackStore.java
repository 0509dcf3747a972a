package salesops.slack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages to send, and where each channel stands. */
interface SlackStore {
  /** A message that waits. */
  record Pending(RowKey key, Note note) {}

  /** Adds a message unless it was ever added before; false for such a duplicate. */
  boolean add(Channel channel, RowKey key, Note note);

  Optional<ChannelState> find(Channel channel);

  /** All channels that ever had a message, in no order. */
  List<ChannelState> channels();

  /**
   * Stores {@code next} as the revision after {@code next.revision()}; false when the stored state
   * has another revision by now.
   */
  boolean replace(ChannelState next);

  /**
   * Messages that wait, oldest first, from behind {@code after}: as many as {@code wanted} if there
   * are, and more when they were read anyway.
   */
  List<Pending> pending(Channel channel, RowKey after, int wanted);

  /** Those of {@code keys} that still wait, oldest first. */
  List<Pending> pendingAmong(Channel channel, List<RowKey> keys);

  /** Messages that arrived: their content goes, their key stays to know duplicates by. */
  void markSent(Channel channel, List<RowKey> keys, Instant now);

  /** Messages of which nobody knows whether they arrived: they wait no longer, but are kept. */
  void markUnconfirmed(Channel channel, List<Pending> rows, Instant now);
}
