package salesops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.runtime.secrets.SignedTokens;
import salesops.slack.ChannelState.Health;
import salesops.slack.ChannelState.User;
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
  private final Sending with;
  private final Channel channel;
  private final Instant deadline;
  private final ChannelLease lease;
  private boolean plain;
  private boolean tokenReread;

  /**
   * @param wokenFor lowest of the rows whose arrival is the reason to come; absent: just looking
   * @param deadline no step begins after it
   */
  ChannelVisit(Sending with, Channel channel, @Nullable RowKey wokenFor, Instant deadline) {
    this.with = with;
    this.channel = channel;
    this.deadline = deadline;
    this.lease = new ChannelLease(with, channel, wokenFor);
  }

  /** Returns when nothing waits, another sender is at it, or the time is up. */
  void run() {
    try {
      boolean more = lease.look();
      while (more) {
        more = step();
      }
    } catch (RuntimeException e) {
      lease.giveBack(e);
      throw e;
    }
  }

  /** Does the next thing; false when there is nothing more to do here. */
  private boolean step() {
    ChannelState state = lease.state();
    Instant now = with.now();
    boolean quiet = with.rules().isQuiet(channel, now);
    boolean unanswered = !state.inFlight().isEmpty();
    List<Pending> rows =
        unanswered ? lease.unanswered() : lease.waiting(quiet ? 1 : with.rules().rowsToRead());
    if (unanswered && rows.size() < state.inFlight().rows().size()) {
      // Marking had begun, so the post was answered.
      delivered(rows, state.inFlight().rows().getLast());
      return lease.write(lease.state());
    }
    if (rows.isEmpty()) {
      return lease.finish();
    }
    if (quiet) {
      lease.leave(); // for the sweep that finds the channel's hours begun
      return false;
    }
    if (now.isBefore(state.health().notBefore()) || !now.isBefore(deadline)) {
      return await(now);
    }
    if (unanswered && state.inFlight().attempts() >= Pace.ATTEMPTS_MAX) {
      return giveUp(rows);
    }
    int together =
        Pace.together(rows.size(), state.minute().postedAt(now), with.rules().perMinuteMax());
    if (!unanswered && together == 0) {
      lease.postpone(state.minute().end());
      return await(now);
    }
    if (!prepared(unanswered)) {
      return lease.lookAgain();
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
    String to = channel.isPerson() ? String.valueOf(lease.state().user().id()) : channel.address();
    return new Outgoing(
        batch, plain ? Messages.plain(to, batch) : with.messages().of(channel, to, batch, now));
  }

  private List<Pending> batch(List<Pending> rows, int together, Instant now) {
    List<Pending> first = rows.subList(0, together);
    return together == 1 ? first : with.messages().digest(channel, first, now);
  }

  /** Waits while the time allows; false when it does not. */
  private boolean await(Instant now) {
    Instant notBefore = lease.state().health().notBefore();
    if (notBefore.isAfter(deadline) || !now.isBefore(deadline)) {
      lease.leave();
      return false;
    }
    with.waiting().until(notBefore);
    return lease.isHeld() || lease.look();
  }

  /** Sees to what a post needs; false when the channel was lost to another sender. */
  private boolean prepared(boolean unanswered) {
    return (!isUserUnknown() && !unanswered) || lease.write(lease.state());
  }

  private boolean isUserUnknown() {
    return channel.isPerson() && lease.state().user().id() == null;
  }

  private boolean post(List<Pending> rows, int together, boolean unanswered) {
    Optional<Answer> obstacle = obstacle(unanswered);
    if (obstacle.isPresent()) {
      return failed(lease.state(), obstacle.get());
    }
    Outgoing next;
    try {
      next = outgoing(rows, together, unanswered);
    } catch (SdkException | SignedTokens.ShortKeyException e) {
      with.log().failure("SlackPost", null, e); // else nobody would know why nothing is posted
      return failed(lease.state(), new Answer.Failed("no_signing_key"));
    }
    List<Pending> batch = next.batch();
    List<RowKey> keys = batch.stream().map(Pending::key).toList();
    ChannelState state = lease.state();
    if (!lease.write(state.with(state.inFlight().posting(keys), state.visited().leaving()))) {
      return lease.lookAgain();
    }
    Instant begun = with.now();
    if (begun.plus(Pace.LEASE_MARGIN).isAfter(lease.state().lease().until())) {
      return false; // stopped for so long that another sender may be about to take over
    }
    Answer answer = with.api().post(next.message());
    if (answer instanceof Answer.Done) {
      delivered(batch, keys.getLast());
      log(batch, begun);
      return true;
    }
    ChannelState after = lease.state();
    boolean known = !(answer instanceof Answer.Unknown);
    return failed(known ? after.with(after.inFlight().notDelivered()) : after, answer);
  }

  /** What Slack answered instead of being ready for the post. */
  private Optional<Answer> obstacle(boolean unanswered) {
    if (isUserUnknown()) {
      Answer answer = with.api().lookUp(channel.address());
      if (!(answer instanceof Answer.Done(var body))) {
        return Optional.of(answer);
      }
      lease.knowUser(body.at("/user/id").asString(""));
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
    lease.settled(last);
    plain = false;
  }

  /** Nobody knows whether these arrived, and another try could be a second duplicate. */
  private boolean giveUp(List<Pending> rows) {
    if (!lease.write(lease.state())) {
      return false;
    }
    with.store().markUnconfirmed(channel, rows, with.now());
    rows.forEach(row -> with.log().outcome("SlackPost", lead(row), "unconfirmed", 0));
    lease.settled(rows.getLast().key());
    return true;
  }

  /** Remembers when to come again; {@code base} is what is known of the rows. */
  private boolean failed(ChannelState base, Answer answer) {
    Instant now = with.now();
    Health health = base.health();
    return switch (answer) {
      case Answer.Done _ -> true;
      case Answer.Limited(Duration after) -> lease.write(base.later(health.until(now.plus(after))));
      case Answer.Failed _, Answer.Unknown _ -> {
        Duration backoff = Pace.BACKOFF.after(health.failures() + 1, with.waiting().random());
        yield lease.write(base.later(health.failed(now.plus(backoff))));
      }
      case Answer.Refused(String error) -> refused(base, error, now);
    };
  }

  private boolean refused(ChannelState base, String error, Instant now) {
    if (Pace.ABOUT_TOKEN.contains(error) && !tokenReread) {
      tokenReread = true;
      with.token().forget();
      return lease.write(base);
    }
    if (Pace.ABOUT_MESSAGE.contains(error) && !plain) {
      plain = true;
      return lease.write(base.later(base.health().until(now.plus(Pace.INTERVAL))));
    }
    with.log().outcome("SlackPost", null, "refused_" + error, 0);
    with.log().count("SlackRefused", 1, now.toEpochMilli());
    User user = Pace.ABOUT_USER.contains(error) ? User.UNKNOWN : base.user();
    return lease.write(
        base.with(user).later(base.health().refused(error, now.plus(Pace.REFUSED_RETRY))));
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
}
