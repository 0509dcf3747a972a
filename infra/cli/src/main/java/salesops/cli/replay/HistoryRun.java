package salesops.cli.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import salesops.deals.crm.ChangeResult;
import salesops.deals.crm.ChangesBody;
import salesops.local.engine.LocalSuite;
import salesops.local.platform.LocalSecrets;
import salesops.model.deal.DealId;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.CommissionPlans.Span;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.Settings;
import salesops.quota.QuotaOperation;
import salesops.quota.QuotaOperation.ClosePeriod;
import salesops.quota.QuotaOperation.Closing;
import salesops.replay.history.History;
import salesops.replay.history.History.Unread;
import salesops.replay.history.Timeline;
import salesops.runtime.Json;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationJson;
import salesops.runtime.secrets.Signature;
import salesops.settings.Compiled;
import salesops.testkit.clock.DiscreteClock;
import salesops.wiring.Function;
import salesops.wiring.Wiring;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * A company's past played on a suite of its own: a CRM reports what opens and closes on each day,
 * and periods are closed when they are over.
 */
final class HistoryRun implements AutoCloseable {
  private static final LocalTime MORNING = LocalTime.of(9, 0);
  private static final LocalTime EVENING = LocalTime.of(17, 0);

  /** Longest that the events of a day take, in the suite's time. */
  private static final Duration SETTLE_MAX = Duration.ofHours(1);

  /** Tries of a call that was not answered. */
  private static final int TRIES_MAX = 5;

  /** Leaves room for a signature's header in the hook's limit. */
  private static final int BODY_BYTES_MAX = ChangesBody.BYTES_MAX - 1_024;

  private static final String OPERATIONS = "quota-operations";
  private static final String BY = "replay";
  private static final String EVEN_SO = "replay: what is held in the past stays held";

  /** Services that would tell people what is long over. */
  private static final Set<String> SILENT = Set.of("slack", "webhooks");

  private final History history;
  private final Settings settings;
  private final ZoneId zone;
  private final FiscalCalendar calendar;
  private final LocalSuite suite;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Unread> refused = new ArrayList<>();
  private final Set<DealId> refusedDeals = new HashSet<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private int changes;
  private int closings;

  private HistoryRun(History history, LocalSuite suite) {
    this.history = history;
    this.settings = history.settings();
    this.zone = settings.company().zoneId();
    this.calendar = FiscalCalendar.of(settings.company());
    this.suite = suite;
  }

  /** Starts a suite at the midnight before the first day. */
  static HistoryRun start(History history) {
    Settings settings = history.settings();
    Instant start = history.timeline().from().atStartOfDay(settings.company().zoneId()).toInstant();
    LocalSuite suite =
        LocalSuite.start(
            new LocalSuite.Options(
                0, 0, new DiscreteClock(start, 0), false, Map.of(), null, line -> {}),
            silent(Wiring.SUITE));
    boolean applied = false;
    try {
      applied =
          suite
              .settings()
              .apply(Compiled.stamped(settings, 1, settings.salt(), start, settings.appliedBy()));
      if (!applied) {
        throw new IllegalStateException("a fresh suite refused its first settings");
      }
      return new HistoryRun(history, suite);
    } finally {
      if (!applied) {
        suite.close();
      }
    }
  }

  private static Wiring silent(Wiring all) {
    List<Function> functions =
        all.functions().stream().filter(f -> !SILENT.contains(f.service())).toList();
    return new Wiring(all.tables(), functions);
  }

  LocalSuite suite() {
    return suite;
  }

  History history() {
    return history;
  }

  /** Rows whose changes the suite refused. */
  List<Unread> refused() {
    return List.copyOf(refused);
  }

  Set<DealId> refusedDeals() {
    return Set.copyOf(refusedDeals);
  }

  /** Changes reported. */
  int changes() {
    return changes;
  }

  /** Periods closed. */
  int closings() {
    return closings;
  }

  /**
   * Plays all days.
   *
   * @param progress receives the days gone
   */
  void play(IntConsumer progress) {
    LocalDate done = history.timeline().from();
    for (Timeline.Day day : history.timeline().days()) {
      closePeriods(done, day.date());
      report(day);
      progress.accept((int) ChronoUnit.DAYS.between(done, day.date()));
      done = day.date();
    }
    LocalDate end = history.timeline().until();
    closePeriods(done, end);
    advanceTo(over(end));
    progress.accept((int) ChronoUnit.DAYS.between(done, end));
    if (!suite.advanceUntil(suite::idle, SETTLE_MAX)) {
      throw new IllegalStateException("the suite did not come to rest");
    }
  }

  private void advanceTo(Instant time) {
    Duration left = Duration.between(suite.clock().instant(), time);
    if (left.isPositive()) {
      suite.advance(left);
    }
  }

  /** When a day begins in the last zone of anybody. */
  private Instant over(LocalDate day) {
    Instant over = day.atStartOfDay(zone).toInstant();
    for (var rep : settings.reps()) {
      Instant there = day.atStartOfDay(rep.zoneId()).toInstant();
      over = there.isAfter(over) ? there : over;
    }
    return over;
  }

  /** Closes the periods of statements that end after one day, up to another. */
  private void closePeriods(LocalDate after, LocalDate upTo) {
    if (settings.commission().plans().isEmpty()) {
      return;
    }
    for (Period month = calendar.month(after);
        !month.until().isAfter(upTo);
        month = calendar.month(month.until())) {
      advanceTo(over(month.until()));
      for (Span span : Span.values()) {
        Period period = calendar.period(span, month.from());
        if (period.until().equals(month.until()) && isPaid(span)) {
          close(period);
        }
      }
    }
  }

  private boolean isPaid(Span span) {
    return settings.commission().plans().stream().map(Plan::payout).anyMatch(span::equals);
  }

  private void close(Period period) {
    String name = calendar.name(period).orElse(period.from().toString());
    int from = 0;
    while (true) {
      Closing closing = ask(new ClosePeriod(name, EVEN_SO, BY, from));
      if (closing.closed() != null) {
        closings++;
        return;
      }
      from = closing.reps();
    }
  }

  /** Asks about quotas as an operator does. */
  <A extends Operation.Answer> A ask(QuotaOperation<A> operation) {
    Map<String, Object> request = Json.MAPPER.convertValue(operation, new TypeReference<>() {});
    return OperationJson.answer(operation, Json.bytes(suite.invoke(OPERATIONS, request)));
  }

  /** A change and when it happened. */
  private record Dated(Timeline.Change change, Instant at) {
    DealId deal() {
      return change.deal().id();
    }

    Map<String, Object> json() {
      return Map.of("deal", deal().value(), "at", at.toString(), "fields", change.fields());
    }
  }

  /** Reports a day in the evening: what opened in the morning first, then what closed. */
  private void report(Timeline.Day day) {
    List<Dated> all = new ArrayList<>();
    Instant morning = day.date().atTime(MORNING).atZone(zone).toInstant();
    Instant evening = day.date().atTime(EVENING).atZone(zone).toInstant();
    day.opened().forEach(change -> all.add(new Dated(change, morning)));
    day.closed().stream()
        .filter(change -> !refusedDeals.contains(change.deal().id()))
        .forEach(change -> all.add(new Dated(change, evening)));
    advanceTo(evening);
    for (int from = 0; from < all.size(); from += ChangesBody.CHANGES_MAX) {
      send(all.subList(from, Math.min(all.size(), from + ChangesBody.CHANGES_MAX)));
    }
  }

  private void send(List<Dated> some) {
    byte[] body = Json.bytes(Map.of("changes", some.stream().map(Dated::json).toList()));
    if (body.length > BODY_BYTES_MAX && some.size() > 1) {
      send(some.subList(0, some.size() / 2));
      send(some.subList(some.size() / 2, some.size()));
      return;
    }
    JsonNode results = Json.MAPPER.readTree(post(body)).path("results");
    for (int i = 0; i < some.size(); i++) {
      JsonNode result = results.path(i);
      Dated dated = some.get(i);
      if (result.path("outcome").asString("").equals(ChangeResult.Outcome.REFUSED.code())
          && refusedDeals.add(dated.deal())) {
        refused.add(
            new Unread(
                dated.change().deal().row().row().number(), result.path("message").asString("")));
      }
    }
    changes += some.size();
  }

  private byte[] post(byte[] body) {
    for (int attempt = 1; ; attempt++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(suite.url() + "/hooks/crm"))
              .header("Content-Type", "application/json")
              .header(
                  Signature.HEADER,
                  Signature.of(LocalSecrets.CRM_KEY, suite.clock().instant(), body))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      try {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() == 200) {
          return response.body();
        }
        if (attempt == TRIES_MAX || response.statusCode() < 500) {
          throw new IllegalStateException("the CRM hook answered " + response.statusCode());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Whether {@link #close} was called; failures after that are expected. */
  boolean isClosed() {
    return closed.get();
  }

  /** Stops everything and leaves nothing behind; does nothing the second time. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      suite.close();
      http.shutdownNow();
    }
  }
}
