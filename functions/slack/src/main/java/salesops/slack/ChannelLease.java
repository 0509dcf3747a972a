package salesops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Lease;
import salesops.runtime.dynamo.LeasedStates;
import salesops.slack.ChannelState.Progress;
import salesops.slack.ChannelState.User;
import salesops.slack.ChannelState.Visited;
import salesops.slack.SlackStore.Pending;

/**
 * What one sender has of a channel: its lease, where the channel stands, and the rows that wait. A
 * change that somebody else made meanwhile is kept, and rows are read anew behind it.
 */
final class ChannelLease {
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
    return state.lease().isOwnedBy(sender);
  }

  /** Reads where the channel stands; false when another sender is at it. */
  boolean look() {
    for (int i = 0; i < LeasedStates.WRITES_MAX; i++) {
      ChannelState found = load();
      if (!found.lease().isHeldByOther(sender, with.now())) {
        take(found);
        return true;
      }
      if (wokenFor == null
          || isFoundWithoutReport(wokenFor, found)
          || with.store().replace(found.with(found.progress().reporting(wokenFor)))) {
        return false;
      }
    }
    throw contended();
  }

  private void take(ChannelState found) {
    if (!found.revision().equals(state.revision())) {
      forgetRead();
    }
    Progress progress = found.progress().withReportsTakenUp();
    if (wokenFor != null && wokenFor.compareTo(progress.sentThrough()) <= 0) {
      progress = progress.lowered(wokenFor);
    }
    state = found.with(progress);
  }

  /** Whether the holder of the lease will find the row, which it does unless it came very late. */
  private boolean isFoundWithoutReport(RowKey row, ChannelState found) {
    Instant recently = with.now().minus(ChannelState.LATE_MAX.dividedBy(2));
    RowKey reported = found.progress().reported();
    return row.compareTo(RowKey.at(recently)) >= 0
        || (reported != null && reported.compareTo(row) <= 0);
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
    return with.store().pendingAmong(channel, state.inFlight().rows());
  }

  /**
   * The oldest waiting rows, at most so many; each is read once. One that came too late for its
   * place is found by the look at the end, or by the next visit.
   */
  List<Pending> waiting(int limit) {
    int missing = limit - read.size();
    if (missing > 0) {
      RowKey after = readThrough == null ? state.progress().sentThrough() : readThrough;
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
  void knowUser(String id) {
    state = state.with(new User(id));
  }

  /** In memory; the next write of the state carries it. */
  void postpone(Instant notBefore) {
    state = state.with(state.health().until(notBefore));
    toldToWait = true;
  }

  /** Rows up to {@code last} wait no longer. In memory; the next write of the state carries it. */
  void settled(RowKey last) {
    // Rows in flight that another sender left say nothing of what lies before them.
    RowKey through = readThrough == null ? RowKey.NONE : last;
    read.removeIf(row -> row.key().compareTo(last) <= 0);
    state = state.delivered(through, with.now());
  }

  /** Takes or keeps the lease with this state; false when another sender has the channel. */
  boolean write(ChannelState next) {
    Instant now = with.now();
    return store(next.with(new Lease(sender, now.plus(Pace.LEASE)), next.visited().at(now)));
  }

  /** Lets a sweep know that rows wait. */
  void leave() {
    if (isHeld()) {
      release(true);
      return;
    }
    ChannelState found = state;
    boolean known = found.visited().left() && !toldToWait;
    for (int i = 0; !known && i < LeasedStates.WRITES_MAX; i++) {
      known = with.store().replace(found.with(new Visited(true, with.now())));
      if (!known) {
        // Whoever wrote meanwhile may have known nothing of rows: a digest's maker, for one.
        found = load();
        known = found.visited().left() || found.lease().isHeldByOther(sender, with.now());
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
    return store(state.with(Lease.FREE, new Visited(left, with.now())));
  }

  private boolean store(ChannelState next) {
    Optional<ChannelState> written = with.store().write(channel, next, sender);
    written.ifPresent(
        now -> {
          if (!now.revision().equals(next.revision().next())) {
            forgetRead(); // somebody else wrote: a row before those may have been reported
          }
          state = now;
        });
    return written.isPresent();
  }

  /** After a failure of the store: frees the channel at once if that still works. */
  void giveBack(RuntimeException failure) {
    try {
      if (load().lease().isOwnedBy(sender)) {
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
