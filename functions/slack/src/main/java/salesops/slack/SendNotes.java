package salesops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesops.runtime.lambda.SideBySide;

/** Visits channels side by side, so that one that hangs delays no other. */
final class SendNotes {
  static final int CHANNELS_AT_ONCE = 100;

  /** A channel that a sender wrote to this recently is looked at by each sweep. */
  private static final Duration RECENT = Duration.ofMinutes(5);

  /** Every channel is looked at in full once in so many minutes, whatever its state says. */
  static final int FULL_LOOK_MINUTES = 60;

  private final Sending with;

  SendNotes(Sending with) {
    this.with = with;
  }

  /**
   * Visits channels in which rows arrived.
   *
   * @param lowest the lowest new row of each
   * @return channels whose visit failed for a reason other than Slack
   */
  Set<Channel> wake(Map<Channel, RowKey> lowest, Instant deadline) {
    return SideBySide.visit(
        with.waiting().pause(),
        lowest,
        CHANNELS_AT_ONCE,
        (channel, row) -> new ChannelVisit(with, channel, row, deadline).run(),
        with.log(),
        "SlackPost");
  }

  /**
   * Visits every channel in which something waits or may wait, the longest untouched first.
   *
   * @param channels all that ever had a message
   */
  Set<Channel> sweep(List<ChannelState> channels, Instant deadline) {
    Instant now = with.now();
    Map<Channel, RowKey> due = new LinkedHashMap<>();
    channels.stream()
        .filter(state -> !state.channel().equals(Channel.QUARANTINE))
        .filter(state -> isDue(state, now, deadline))
        .filter(state -> !with.rules().isQuiet(state.channel(), now))
        .sorted(Comparator.comparing(state -> state.visited().touchedAt()))
        .forEach(state -> due.put(state.channel(), from(state, now)));
    return wake(due, deadline);
  }

  /**
   * Emits how long the oldest message has waited in channels that Slack refuses or fails; nothing
   * when there are none. Before a sweep, which may try them again. Channels in their quiet hours
   * keep their messages on purpose.
   */
  void reportWaiting(List<ChannelState> channels) {
    Instant now = with.now();
    channels.stream()
        .filter(state -> state.visited().left() && state.health().isTroubled(now))
        .filter(state -> !with.rules().isQuiet(state.channel(), now))
        .flatMap(
            state ->
                with.store().pending(state.channel(), state.progress().sentThrough(), 1).stream())
        .map(row -> row.key().time())
        .min(Comparator.naturalOrder())
        .ifPresent(
            oldest ->
                with.log()
                    .count(
                        "SlackOldestWaitingSeconds",
                        Duration.between(oldest, now).toSeconds(),
                        now.toEpochMilli()));
  }

  private static boolean isDue(ChannelState state, Instant now, Instant deadline) {
    boolean mayWait =
        state.visited().left()
            || !state.inFlight().isEmpty()
            || state.progress().reported() != null
            || state.lease().owner() != null
            || state.visited().touchedAt().isAfter(now.minus(RECENT));
    return (mayWait && !state.health().notBefore().isAfter(deadline))
        || isFullLook(state.channel(), now);
  }

  private static RowKey from(ChannelState state, Instant now) {
    return isFullLook(state.channel(), now) ? RowKey.NONE : RowKey.LAST;
  }

  private static boolean isFullLook(Channel channel, Instant now) {
    long minute = Math.floorDiv(now.getEpochSecond(), 60L);
    return Math.floorMod(minute - channel.address().hashCode(), FULL_LOOK_MINUTES) == 0;
  }
}
