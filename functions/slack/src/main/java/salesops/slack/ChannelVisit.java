package salesops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.runtime.SignedTokens;
import salesops.slack.SlackStore.Pending;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One sender's work on one channel: posts what waits, oldest first, while it holds the channel's
 * lease and until its deadline.
 *
 * <p>Each step is safe to die after. Rows are named as in flight before they are posted and marked
 * sent after, so a successor that finds them named and waiting knows that nobody knows: it posts
 * them once more, when Slack is seen to answer, and then never again.
 */
final class ChannelVisit {
  /** Times a write is tried again on a newer state. */
  private static final int WRITES_MAX = 10;

  private final Sending with;
  private final Channel channel;
  private final @Nullable RowKey wokenFor;
  private final Instant deadline;
  private final String sender;
  private ChannelState state;

  /** Rows that this visit read and that still wait, oldest first. */
  private final List<Pending> read = new ArrayList<>();

  /** This visit read every row up to here; absent: none so far. */
  private @Nullable RowKey readThrough;

  /** The state says until when to wait, and the table does not yet. */
  private boolean toldToWait;

  private boolean plain;
  private boolean tokenReread;

  /**
   * @param wokenFor lowest of the rows whose arrival is the reason to come; absent: just looking
   * @param deadline no step begins after it
   */
  ChannelVisit(Sending with, Channel channel, @Nullable RowKey wokenFor, Instant deadline) {
    this.with = with;
    this.channel = channel;
    this.wokenFor = wokenFor;
    this.deadline = deadline;
    this.sender = Long.toHexString(with.random().nextLong());
    this.state = ChannelState.of(channel);
  }

  /** Returns when nothing waits, another sender is at it, or the time is up. */
  void run() {
    try {
      boolean more = look();
      while (more) {
        more = step();
      }
    } catch (RuntimeException e) {
      giveBack(e);
      throw e;
    }
  }

  /** Reads where the channel stands; false when another sender is at it. */
  private boolean look() {
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

  /** Does the next thing; false when there is nothing more to do here. */
  private boolean step() {
    Instant now = with.now();
    boolean quiet = with.rules().isQuiet(channel, now);
    boolean unanswered = !state.inFlight().isEmpty();
    List<Pending> rows =
        unanswered
            ? with.store().pendingAmong(channel, state.inFlight())
            : waiting(quiet ? 1 : with.rules().rowsToRead());
    if (unanswered && rows.size() < state.inFlight().size()) {
      // Marking had begun, so the post was answered.
      delivered(rows, state.inFlight().getLast());
      return write(state);
    }
    if (rows.isEmpty()) {
      return finish();
    }
    if (quiet) {
      leave(); // for the sweep that finds the channel's hours begun
      return false;
    }
    if (now.isBefore(state.notBefore()) || !now.isBefore(deadline)) {
      return await(now);
    }
    if (unanswered && state.attempts() >= Pace.ATTEMPTS_MAX) {
      return giveUp(rows);
    }
    int together = Pace.together(rows.size(), state.postedAt(now), with.rules().perMinuteMax());
    if (!unanswered && together == 0) {
      state = state.change().notBefore(state.minuteEnd()).build();
      toldToWait = true;
      return await(now);
    }
    if (!prepared(unanswered)) {
      return lookAgain();
    }
    return post(rows, unanswered ? rows.size() : together, unanswered);
  }

  /** Rows that leave together, as the message that says them. */
  private record Outgoing(List<Pending> batch, SlackMessage message) {}

  /**
   * Made before a post is written down, since its links are signed.
   *
   * @throws SdkException when the signing key cannot be read
   * @throws IllegalStateException when it is too short
   */
  private Outgoing outgoing(List<Pending> rows, int together, boolean unanswered) {
    Instant now = with.now();
    List<Pending> batch = unanswered ? rows : batch(rows, together, now);
    String to = channel.isPerson() ? String.valueOf(state.user()) : channel.address();
    return new Outgoing(
        batch, plain ? Messages.plain(to, batch) : with.messages().of(channel, to, batch, now));
  }

  private List<Pending> batch(List<Pending> rows, int together, Instant now) {
    List<Pending> first = rows.subList(0, together);
    return together == 1 ? first : with.messages().digest(channel, first, now);
  }

  /**
   * The oldest waiting rows, at most so many; each is read once. One that came too late for its
   * place is found by the look at the end, or by the next visit.
   */
  private List<Pending> waiting(int limit) {
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

  /** Waits while the time allows; false when it does not. */
  private boolean await(Instant now) {
    if (state.notBefore().isAfter(deadline) || !now.isBefore(deadline)) {
      leave();
      return false;
    }
    with.waitUntil(state.notBefore());
    return state.ownedBy(sender) || look();
  }

  /** Lets a sweep know that rows wait. */
  private void leave() {
    if (state.ownedBy(sender)) {
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

  /** After a lost race for a free channel: whether it is free again. A lost lease is the end. */
  private boolean lookAgain() {
    return !state.ownedBy(sender) && look();
  }

  /** Sees to what a post needs; false when the channel was lost to another sender. */
  private boolean prepared(boolean unanswered) {
    boolean unknownUser = channel.isPerson() && state.user() == null;
    return (!unknownUser && !unanswered) || write(state);
  }

  private boolean post(List<Pending> rows, int together, boolean unanswered) {
    Optional<Answer> obstacle = obstacle(unanswered);
    if (obstacle.isPresent()) {
      return failed(state, obstacle.get());
    }
    Outgoing next;
    try {
      next = outgoing(rows, together, unanswered);
    } catch (SdkException | SignedTokens.ShortKeyException e) {
      with.log().failure("SlackPost", null, e); // else nobody would know why nothing is posted
      return failed(state, new Answer.Failed("no_signing_key"));
    }
    List<Pending> batch = next.batch();
    List<RowKey> keys = batch.stream().map(Pending::key).toList();
    if (!write(state.change().inFlight(keys).attempts(state.attempts() + 1).left(true).build())) {
      return lookAgain();
    }
    Instant begun = with.now();
    if (begun.plus(Pace.LEASE_MARGIN).isAfter(state.leasedUntil())) {
      return false; // stopped for so long that another sender may be about to take over
    }
    Answer answer = with.api().post(next.message());
    if (answer instanceof Answer.Done) {
      delivered(batch, keys.getLast());
      log(batch, begun);
      return true;
    }
    return failed(answer instanceof Answer.Unknown ? state : state.notDelivered(), answer);
  }

  /** What Slack answered instead of being ready for the post. */
  private Optional<Answer> obstacle(boolean unanswered) {
    if (channel.isPerson() && state.user() == null) {
      Answer answer = with.api().lookUp(channel.address());
      if (!(answer instanceof Answer.Done(var body))) {
        return Optional.of(answer);
      }
      state = state.change().user(body.at("/user/id").asString("")).build();
    }
    if (unanswered) {
      // The last try is not spent on an outage.
      Answer answer = with.api().test();
      if (!(answer instanceof Answer.Done) && !(answer instanceof Answer.Refused)) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  private void delivered(List<Pending> rows, RowKey last) {
    with.store().markSent(channel, rows, with.now());
    settled(last);
    plain = false;
  }

  /** Nobody knows whether these arrived, and another try could be a second duplicate. */
  private boolean giveUp(List<Pending> rows) {
    if (!write(state)) {
      return false;
    }
    with.store().markUnconfirmed(channel, rows, with.now());
    rows.forEach(row -> with.log().outcome("SlackPost", lead(row), "unconfirmed", 0));
    settled(rows.getLast().key());
    return true;
  }

  /** In memory; the next write of the state carries it. */
  private void settled(RowKey last) {
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

  /** Remembers when to come again; {@code base} is what is known of the rows. */
  private boolean failed(ChannelState base, Answer answer) {
    Instant now = with.now();
    return switch (answer) {
      case Answer.Done _ -> true;
      case Answer.Limited(Duration after) -> write(later(base, now.plus(after)));
      case Answer.Failed _, Answer.Unknown _ -> {
        int failures = base.failures() + 1;
        Instant again = now.plus(Pace.BACKOFF.after(failures, with.random()));
        yield write(later(base.change().failures(failures).build(), again));
      }
      case Answer.Refused(String error) -> refused(base, error, now);
    };
  }

  private boolean refused(ChannelState base, String error, Instant now) {
    if (Pace.ABOUT_TOKEN.contains(error) && !tokenReread) {
      tokenReread = true;
      with.token().forget();
      return write(base);
    }
    if (Pace.ABOUT_MESSAGE.contains(error) && !plain) {
      plain = true;
      return write(later(base, now.plus(Pace.INTERVAL)));
    }
    with.log().outcome("SlackPost", null, "refused_" + error, 0);
    String user = Pace.ABOUT_USER.contains(error) ? null : base.user();
    return write(
        later(base.change().error(error).user(user).build(), now.plus(Pace.REFUSED_RETRY)));
  }

  private static ChannelState later(ChannelState base, Instant notBefore) {
    return base.change().notBefore(notBefore).left(true).build();
  }

  /** Nothing waits: gives the lease back, then looks once more. */
  private boolean finish() {
    if (!state.ownedBy(sender) || !release(false)) {
      return false;
    }
    // A row that came since its place was read was left to this sender, since it held the lease.
    forgetRead();
    return look() && !waiting(1).isEmpty();
  }

  /** Takes or keeps the lease with this state; false when another sender has the channel. */
  private boolean write(ChannelState next) {
    Instant now = with.now();
    return store(
        next.change().owner(sender).leasedUntil(now.plus(Pace.LEASE)).touchedAt(now).build());
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
  private void giveBack(RuntimeException failure) {
    try {
      if (load().ownedBy(sender)) {
        release(true);
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // the lease ends by itself
    }
  }

  private void log(List<Pending> batch, Instant begun) {
    boolean single = batch.size() == 1;
    with.log()
        .outcome(
            "SlackPost",
            single ? lead(batch.getFirst()) : null,
            single ? "sent" : "digest_sent",
            Duration.between(begun, with.now()).toMillis());
  }

  /** A digest is about no lead. */
  private static @Nullable String lead(Pending row) {
    return row.note().leadId().isEmpty() ? null : row.note().leadId();
  }

  private static IllegalStateException contended() {
    return new IllegalStateException("a channel's state kept changing");
  }
}
