package salesops.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Log;
import salesops.slack.ChannelState.Digested;

/**
 * Puts each managers' digest that is due into its channel, as a row among the others. It is counted
 * from rows that are there anyway: what a rep was told, what the managers were told, and what was
 * only kept to be counted.
 *
 * <p>A digest is named by its channel and time, so two senders store it once; the channel remembers
 * up to where digests were made, so a digest that was missed is made later, for its own period. A
 * row belongs to the digest that follows its arrival: each is counted once, in whatever order
 * events come and however often.
 */
final class MakeDigests {
  /**
   * By then every row that was stamped before a digest's time is stored: invocations end sooner.
   */
  static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  /** After a longer standstill the first digest begins here: rows are kept no longer. */
  static final Duration PERIOD_MAX = Duration.ofDays(14);

  private final SlackStore store;
  private final Settings settings;
  private final Teams teams;

  private final Log log;

  /** What came into quarantine, which every channel is told. */
  private final Map<Period, Facts<Fact>> quarantined = new HashMap<>();

  MakeDigests(SlackStore store, Settings settings, Log log) {
    this.store = store;
    this.settings = settings;
    this.teams = new Teams(settings);
    this.log = log;
  }

  /** A digest's time and where the one before ended. */
  private record Period(Instant since, Instant until) {}

  /**
   * Makes what is due. One channel's failure is logged, keeps no other from its digest, and is
   * thrown in the end.
   *
   * @param channels where all channels stand
   * @param deadline no channel's digest begins after it; what is left is made the next time
   */
  void run(List<ChannelState> channels, Clock clock, Instant deadline) {
    Map<Channel, ChannelState> states = new LinkedHashMap<>();
    channels.forEach(state -> states.put(state.channel(), state));
    Map<Channel, Set<RepId>> members =
        settings.slack().managerDigests().isEmpty() ? Map.of() : teams.members();
    Instant now = clock.instant();
    List<RuntimeException> failures = new ArrayList<>();
    for (Channel channel : members.keySet()) {
      if (!clock.instant().isBefore(deadline)) {
        break;
      }
      ChannelState state = states.getOrDefault(channel, ChannelState.of(channel));
      try {
        visit(state, members.getOrDefault(channel, Set.of()), now);
      } catch (RuntimeException e) {
        log.failure("SlackDigest", null, e);
        failures.add(e);
      }
    }
    for (ChannelState state : channels) {
      if (state.digested().through() != null && !members.containsKey(state.channel())) {
        // Nothing is counted while there are no digests; later ones begin anew.
        remember(state.channel(), Digested.NEVER, null);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void visit(ChannelState state, Set<RepId> members, Instant now) {
    Instant through = state.digested().through();
    if (through == null) {
      remember(state.channel(), new Digested(start(now)), null);
      return;
    }
    Instant earliest = now.minus(PERIOD_MAX);
    List<Period> due =
        due(through.isBefore(earliest) ? earliest : through, now.minus(SETTLED_AFTER));
    RowKey lowest = null;
    for (Period period : due) {
      Optional<Note> note = note(state.channel(), members, period);
      if (note.isPresent()) {
        RowKey key = RowKey.of(period.until(), "digest");
        store.add(state.channel(), key, note.get(), null); // another sender may have been first
        lowest = lowest == null ? key : lowest;
      }
    }
    if (!due.isEmpty()) {
      remember(state.channel(), new Digested(due.getLast().until()), lowest);
    }
  }

  /**
   * The first digest begins with the settings that ask for it, if that is not long ago; else where
   * the last one would have ended.
   */
  private Instant start(Instant now) {
    Instant applied = settings.appliedAt();
    Instant earliest = now.minus(Duration.ofDays(2));
    if (applied.isAfter(earliest) && !applied.isAfter(now)) {
      return applied;
    }
    return due(earliest, now).getLast().until();
  }

  /** The periods that ended after {@code since}, not later than {@code now}, in order. */
  private List<Period> due(Instant since, Instant now) {
    ZoneId zone = settings.company().zoneId();
    LocalDate first = since.atZone(zone).toLocalDate();
    List<Instant> ends =
        Stream.iterate(first, day -> day.plusDays(1))
            .takeWhile(day -> !day.atStartOfDay(zone).toInstant().isAfter(now))
            .flatMap(
                day ->
                    settings.slack().managerDigests().stream()
                        .map(time -> day.atTime(time).atZone(zone).toInstant()))
            .filter(end -> end.isAfter(since) && !end.isAfter(now))
            .sorted()
            .toList();
    List<Period> periods = new ArrayList<>();
    Instant from = since;
    for (Instant end : ends) {
      periods.add(new Period(from, end));
      from = end;
    }
    return periods;
  }

  private Optional<Note> note(Channel channel, Set<RepId> members, Period period) {
    Map<RepId, Facts<Fact.Assigned>> given = new LinkedHashMap<>();
    for (RepId member : members) {
      given.put(member, facts(new Channel(member.email()), period).only(Fact.Assigned.class));
    }
    Facts<Fact> own = facts(channel, period);
    TeamDigest digest =
        new TeamDigest(
            given,
            own.only(Fact.Held.class),
            own.only(Fact.Returned.class),
            quarantined
                .computeIfAbsent(period, p -> facts(Channel.QUARANTINE, p))
                .only(Fact.Quarantined.class),
            settings.slack().managerGrades());
    return digest.note(
        period.since(), period.until(), settings.company().zoneId(), teams.manager(channel));
  }

  private Facts<Fact> facts(Channel channel, Period period) {
    SlackStore.Arrivals arrivals = store.counted(channel, period.since(), period.until());
    return new Facts<>(
        arrivals.rows().stream().flatMap(row -> Fact.parse(row.fact()).stream()).toList(),
        arrivals.more());
  }

  /**
   * Moves a channel on, in whatever state a sender leaves it meanwhile.
   *
   * @param row a row that comes late for its place; absent: none
   */
  private void remember(Channel channel, Digested digested, @Nullable RowKey row) {
    store.change(
        channel,
        ChannelState.of(channel),
        found ->
            found.with(digested, row == null ? found.progress() : found.progress().reporting(row)));
  }
}
