package salesops.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import salesops.routing.LeadRecord.Place;
import salesops.routing.LeadRecord.State;
import salesops.routing.RouteLeads.Request;
import salesops.routing.RouteLeads.Result;

/** Tries held leads again, the earliest due first; a lead that still has nobody stays as it is. */
final class RetryHeldLeads {
  /** Most leads of one run; the next run goes on where this one stopped. */
  static final int LEADS_MAX = 200;

  /** When no further ten are started, which may take 12 s; the functions are stopped after 30 s. */
  static final Duration RUN_MAX = Duration.ofSeconds(15);

  private final RoutingStore store;
  private final RouteLeads routeLeads;
  private final Clock clock;
  private final Duration runMax;

  /** Lost with the process: then the next run starts with the earliest again. */
  private final AtomicReference<RoutingStore.@Nullable HeldKey> resume = new AtomicReference<>();

  /**
   * @param runMax after which no further ten are started
   */
  RetryHeldLeads(RoutingStore store, RouteLeads routeLeads, Clock clock, Duration runMax) {
    this.store = store;
    this.routeLeads = routeLeads;
    this.clock = clock;
    this.runMax = runMax;
  }

  /**
   * What a run came to, in leads.
   *
   * @param more whether leads are left that the next run takes
   */
  record Outcome(int tried, int assigned, int failed, boolean more) {}

  Outcome run() {
    Instant deadline = clock.instant().plus(runMax);
    List<Result> results = new ArrayList<>();
    RoutingStore.HeldKey after = resume.get();
    int tried = 0;
    do {
      RoutingStore.HeldPage page = store.held(Change.LEADS_MAX, after);
      results.addAll(retry(page));
      tried += page.keys().size();
      after = page.next();
    } while (after != null && tried < LEADS_MAX && clock.instant().isBefore(deadline));
    resume.set(after);
    return new Outcome(
        tried,
        (int) results.stream().filter(new Result.Done("assigned")::equals).count(),
        (int) results.stream().filter(Result.Failed.class::isInstance).count(),
        after != null);
  }

  private List<Result> retry(RoutingStore.HeldPage page) {
    List<Place> places = page.keys().stream().map(RoutingStore.HeldKey::place).toList();
    List<Request> requests =
        places.isEmpty()
            ? List.of()
            : store.records(places).stream().flatMap(r -> request(r).stream()).toList();
    return List.copyOf(routeLeads.route(requests).values());
  }

  /** The index lags: a lead may have an owner by now. */
  private static Optional<Request> request(LeadRecord record) {
    if (record.state() != State.HELD) {
      return Optional.empty();
    }
    LeadRecord.Content content = record.content();
    return Optional.of(
        new Request(
            content.lead(), content.score(), record.scoreVersion(), record.causationId(), true));
  }
}
