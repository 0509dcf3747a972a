package salesops.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Score;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Waiting;

/**
 * Gives each lead of a batch an owner, a hold or a place among the nurtured: once, however often
 * and in whatever order it is asked to.
 *
 * <p>Works in rounds. A round reads everything, decides in memory and writes one transaction for
 * each rotation concerned; leads that met a moved record, and leads that depend on another of the
 * batch, come again in the next round.
 */
final class RouteLeads {
  /** Tries of a lead before its message goes back to the queue. */
  static final int TRIES_MAX = 8;

  /** Between tries of whatever met another writer. */
  static final Backoff BACKOFF =
      Backoff.amongWriters(Duration.ofMillis(20), Duration.ofMillis(640));

  /** Tries of a lead together with others; later ones alone, so that it spoils nobody's. */
  static final int TRIES_TOGETHER_MAX = 4;

  /** When no further round is started; the function is stopped after 20 s. */
  static final Duration ROUNDS_MAX = Duration.ofSeconds(12);

  private final RoutingStore store;
  private final Supplier<Rulebook> current;
  private final Waiting waiting;
  private final Duration roundsMax;

  /**
   * @param current the rules in force, asked for once for each batch
   * @param roundsMax of one batch; {@link #ROUNDS_MAX} in a function
   */
  RouteLeads(RoutingStore store, Supplier<Rulebook> current, Waiting waiting, Duration roundsMax) {
    this.store = store;
    this.current = current;
    this.waiting = waiting;
    this.roundsMax = roundsMax;
  }

  /**
   * A lead to route.
   *
   * @param causationId event that asks for it
   * @param again whether it was held and is tried again; otherwise it was scored
   */
  record Request(
      Lead lead, Score score, int scoreVersion, @Nullable String causationId, boolean again) {
    LeadId id() {
      return lead.leadId();
    }
  }

  /** What became of a lead. */
  sealed interface Result {
    /**
     * @param outcome {@code assigned}, {@code held}, {@code nurtured} or {@code duplicate}
     */
    record Done(String outcome) implements Result {}

    /** It must be asked again. */
    record Failed(RuntimeException error) implements Result {}
  }

  /** One result for each lead; of several requests for one lead the latest score counts. */
  Map<LeadId, Result> route(List<Request> requests) {
    Map<LeadId, RoutingTask> tasks = new LinkedHashMap<>();
    for (Request request : requests) {
      tasks.merge(request.id(), new RoutingTask(request), RoutingTask::newer);
    }
    if (!tasks.isEmpty()) {
      settle(tasks.values().stream().toList());
    }
    Map<LeadId, Result> results = new LinkedHashMap<>();
    tasks.forEach((lead, task) -> results.put(lead, task.result()));
    return results;
  }

  private void settle(List<RoutingTask> tasks) {
    Rulebook rulebook = current.get();
    Clock clock = waiting.clock();
    Instant deadline = clock.instant().plus(roundsMax);
    List<RoutingTask> open = new ArrayList<>(tasks);
    while (!open.isEmpty() && clock.instant().isBefore(deadline)) {
      int triesBefore = tries(open);
      for (List<RoutingTask> round : rounds(open)) {
        new RoutingRound(store, rulebook, clock.instant()).run(round);
      }
      boolean missed = tries(open) > triesBefore;
      open.removeIf(RoutingTask::settled);
      if (missed && !open.isEmpty()) {
        waiting.after(open.stream().mapToInt(RoutingTask::tries).max().orElse(1), BACKOFF);
      }
    }
  }

  /** All together, but for those that failed too often and may be what fails the others. */
  private static List<List<RoutingTask>> rounds(List<RoutingTask> open) {
    List<List<RoutingTask>> rounds = new ArrayList<>();
    List<RoutingTask> together = open.stream().filter(task -> !task.alone()).toList();
    if (!together.isEmpty()) {
      rounds.add(together);
    }
    open.stream().filter(RoutingTask::alone).forEach(task -> rounds.add(List.of(task)));
    return rounds;
  }

  private static int tries(List<RoutingTask> tasks) {
    return tasks.stream().mapToInt(RoutingTask::tries).sum();
  }
}
