package salesops.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import salesops.events.Envelope;
import salesops.events.LeadAssigned;
import salesops.events.LeadScored;
import salesops.events.Turn;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Waiting;

/**
 * Routes leads under one version of the settings in a world where nobody has a lead yet, by the use
 * cases that the function runs. The clock stands at each lead's submission; held leads are tried
 * again when they are due, and once a day. Nobody is away by command, nothing is returned or
 * closed. For trying rules out, in one thread.
 */
public final class RoutingReplay {
  /** Longest wait, after the last lead, for holds that end as planned. */
  private static final Duration SETTLE_MAX = Duration.ofDays(14);

  /** How often held leads are tried while more of them wait than one run takes. */
  private static final Duration RUN_INTERVAL = Duration.ofMinutes(1);

  /** Nobody waits for a function here, and a busy machine must not change what comes out. */
  private static final Duration UNHURRIED = Duration.ofDays(1);

  private final MemoryRoutingStore store;
  private final Map<PoolState.Key, RotationAudit> audits = new LinkedHashMap<>();
  private Instant now = Instant.EPOCH;
  private final RouteLeads routeLeads;
  private final RetryHeldLeads retryHeldLeads;
  private boolean behind;

  /**
   * @param decided told of a lead whenever it is assigned, held or nurtured; the last time counts
   */
  public RoutingReplay(Settings settings, Consumer<LeadRecord> decided) {
    Rulebook rulebook = new Rulebook(settings);
    Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    this.store = new MemoryRoutingStore(decided.andThen(this::audit));
    this.routeLeads =
        new RouteLeads(
            store, () -> rulebook, new Waiting(clock, Pause.NONE, new Random(0)), UNHURRIED);
    this.retryHeldLeads = new RetryHeldLeads(store, routeLeads, clock, UNHURRIED);
  }

  /**
   * Routes the next lead at the time of its submission, which is not before those of the leads
   * before it.
   */
  public void route(LeadScored scored) {
    goOnTo(scored.lead().submittedAt());
    RouteLeads.Request request =
        new RouteLeads.Request(scored.lead(), scored.score(), scored.scoreVersion(), null, false);
    if (routeLeads.route(List.of(request)).get(request.id())
        instanceof RouteLeads.Result.Failed failed) {
      throw failed.error();
    }
  }

  /** Lets the time go on until no hold that ends as planned is left. */
  public void settle() {
    Instant end = now.plus(SETTLE_MAX);
    while (store.nextDue(now).isPresent() && now.isBefore(end)) {
      goOnTo(nextRun().filter(run -> run.isBefore(end)).orElse(end));
    }
    while (behind) {
      goOnTo(now.plus(RUN_INTERVAL));
    }
  }

  private void audit(LeadRecord record) {
    record
        .told(LeadAssigned.class)
        .map(Envelope::data)
        .ifPresent(
            assigned -> {
              Turn turn = assigned.turn();
              if (turn != null) {
                audits
                    .computeIfAbsent(
                        new PoolState.Key(turn.pool(), turn.band()), key -> new RotationAudit())
                    .give(turn, assigned.rep());
              }
            });
  }

  /** How fair the rotations were so far. */
  public FairnessAudit.Report fairness() {
    return RotationAudit.report(
        audits.entrySet().stream()
            .map(e -> e.getValue().rotation(e.getKey().pool(), e.getKey().band(), 0))
            .toList());
  }

  private void goOnTo(Instant time) {
    for (Optional<Instant> run = nextRun();
        run.filter(at -> !at.isAfter(time)).isPresent();
        run = nextRun()) {
      now = run.get();
      behind = retryHeldLeads.run().more();
    }
    now = time;
  }

  /** When held leads are tried next; empty while there are none. */
  private Optional<Instant> nextRun() {
    List<RoutingStore.HeldKey> first = store.held(1, null).keys();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (behind) {
      return Optional.of(now.plus(RUN_INTERVAL));
    }
    Optional<Instant> due = store.nextDue(now);
    Instant tomorrow = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    boolean overdue = !first.getFirst().dueAt().isAfter(now);
    return overdue ? due.filter(tomorrow::isAfter).or(() -> Optional.of(tomorrow)) : due;
  }
}
