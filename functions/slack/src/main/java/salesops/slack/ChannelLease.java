package salesops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.slack.SlackStore.Pending;

/**
 * What one sender has of a channel: its lease, where the channel stands, and the rows that wait. A
 * change that somebody else made meanwhile is kept, and rows are read anew behind it.
 */
final class ChannelLease {
  /** Times a write is tried again on a newer state. */
  private static final int WRITES_MAX = 10;

  private final Sending with;
  private final Channel channel;
  private final @Nullable RowKey wokenFor;
  private final String sender;
  private ChannelState state;

  /** Rows that this sender read and that still wait, oldest first. */
  private final List<Pending> read = new ArrayList<>();

  /** This sender read every row up to here; absent: none so far. */
  private @Nullable RowKey readThrough;

  /** The state says until when to wait, and the table does not yet. */
  private boolean toldToWait;

  /**
   * @param wokenFor lowest of the rows whose arrival is the reason to come; absent: just looking
   */
  ChannelLease(Sending with, Channel channel, @Nullable RowKey wokenFor) {
    this.with = with;
    this.channel = channel;
    this.wokenFor = wokenFor;
    this.sender = Long.toHexString(with.waiting().random().nextLong());
    this.state = ChannelState.of(channel);
  }

  /** Where the channel stands, as far as this sender knows. */
  ChannelState state() {
    return state;
  }

  boolean isHeld() {
    return state.ownedBy(sender);
  }

  /** Reads where the channel stands; false when another sender is at it. */
  boolean look() {
    for (int i = 0; i < WRITES_MAX; i++) {
      ChannelState found = load();
      if (!found.leasedByOther(sender, with.now())) {
        if (found.revision() != state.revision()) {
          forgetRead();
        }
        state = found.withReportsTakenUp();
        if (wokenFor != null && wokenFor.compareTo(state.sentThrough()) <= 0) {
          state = state.lowered(wokenFor);
        }
        return true;
      }
      if (isFoundWithoutReport(found) || with.store().replace(reported(found))) {
        return false;
      }
    }
    throw contended();
  }

  /** Whether the holder of the lease will find the row, which it does unless it came very late. */
  private boolean isFoundWithoutReport(ChannelState found) {
    if (wokenFor == null) {
      return true;
    }
    Instant recently = with.now().minus(ChannelState.LATE_MAX.dividedBy(2));
    RowKey reported = found.reported();
    return wokenFor.compareTo(RowKey.at(recently)) >= 0
        || (reported != null && reported.compareTo(wokenFor) <= 0);
  }

  private ChannelState reported(ChannelState found) {
    return found.change().reported(wokenFor).build();
  }

  private ChannelState load() {
    return with.store().find(channel).orElseGet(() -> ChannelState.of(channel));
  }

  /** After a lost race for a free channel: whether it is free again. A lost lease is the end. */
  boolean lookAgain() {
    return !isHeld() && look();
  }

  /** Rows whose post got no answer and that still wait, oldest first. */
  List<Pending> unanswered() {
    return with.store().pendingAmong(channel, state.inFlight());
  }

  /**
   * The oldest waiting rows, at most so many; each is read once. One that came too late for its
   * place is found by the look at the end, or by the next visit.
   */
  List<Pending> waiting(int limit) {
    int missing = limit - read.size();
    if (missing > 0) {
      RowKey after = readThrough == null ? state.sentThrough() : readThrough;
      List<Pending> more = with.store().pending(channel, after, missing);
      readThrough = more.isEmpty() ? after : more.getLast().key();
      read.addAll(more);
    }
    return List.copyOf(read.subList(0, Math.min(read.size(), limit)));
  }

  private void forgetRead() {
    read.clear();
    readThrough = null;
  }

  /** In memory; the next write of the state carries it. */
  void knowUser(String user) {
    state = state.change().user(user).build();
  }

  /** In memory; the next write of the state carries it. */
  void postpone(Instant notBefore) {
    state = state.change().notBefore(notBefore).build();
    toldToWait = true;
  }

  /** Rows up to {@code last} wait no longer. In memory; the next write of the state carries it. */
  void settled(RowKey last) {
    Instant now = with.now();
    // Rows in flight that another sender left say nothing of what lies before them.
    RowKey through = readThrough == null ? RowKey.NONE : last;
    read.removeIf(row -> row.key().compareTo(last) <= 0);
    state =
        state
            .delivered(through, now)
            .withPost(now)
            .change()
            .notBefore(now.plus(Pace.INTERVAL))
            .build();
  }

  /** Takes or keeps the lease with this state; false when another sender has the channel. */
  boolean write(ChannelState next) {
    Instant now = with.now();
    return store(
        next.change().owner(sender).leasedUntil(now.plus(Pace.LEASE)).touchedAt(now).build());
  }

  /** Lets a sweep know that rows wait. */
  void leave() {
    if (isHeld()) {
      release(true);
      return;
    }
    ChannelState found = state;
    boolean known = found.left() && !toldToWait;
    for (int i = 0; !known && i < WRITES_MAX; i++) {
      known = with.store().replace(found.change().left(true).touchedAt(with.now()).build());
      if (!known) {
        // Whoever wrote meanwhile may have known nothing of rows: a digest's maker, for one.
        found = load();
        known = found.left() || found.leasedByOther(sender, with.now());
      }
    }
    if (!known) {
      throw contended();
    }
  }

  /** Nothing waits: gives the lease back, then looks once more whether something does. */
  boolean finish() {
    if (!isHeld() || !release(false)) {
      return false;
    }
    // A row that came since its place was read was left to this sender, since it held the lease.
    forgetRead();
    return look() && !waiting(1).isEmpty();
  }

  private boolean release(boolean left) {
    return store(
        state
            .change()
            .owner(null)
            .leasedUntil(Instant.EPOCH)
            .left(left)
            .touchedAt(with.now())
            .build());
  }

  private boolean store(ChannelState next) {
    ChannelState intended = next;
    for (int i = 0; i < WRITES_MAX; i++) {
      if (with.store().replace(intended)) {
        state = intended.change().revision(intended.revision() + 1).build();
        return true;
      }
      ChannelState current = load();
      if (!current.ownedBy(sender)) {
        return false;
      }
      intended = intended.onTopOf(current);
      forgetRead(); // a row before those may have been reported
    }
    throw contended();
  }

  /** After a failure of the store: frees the channel at once if that still works. */
  void giveBack(RuntimeException failure) {
    try {
      if (load().ownedBy(sender)) {
        release(true);
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // the lease ends by itself
    }
  }

  private static IllegalStateException contended() {
    return new IllegalStateException("a channel's state kept changing");
  }
}
