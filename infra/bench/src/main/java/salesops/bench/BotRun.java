package salesops.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import salesops.bench.Visit.Habit;

/**
 * A day of web leads in virtual time against intake's handler and DynamoDB Local: each visit at its
 * own time, several at once.
 */
final class BotRun {
  /** Most honest leads that may be kept back, of all. */
  private static final double HONEST_KEPT_BACK_MAX = 0.005;

  /** Most leads of bots that may go on to a rep, of all. */
  private static final double BOTS_THROUGH_MAX = 0.01;

  private static final int THREADS = 8;
  private static final Duration REPLAYED_FOR = Duration.ofMinutes(119);

  private static final Instant MIDNIGHT = Instant.parse("2026-11-03T00:00:00Z");

  /** Time as the visit sees it that the thread is on. */
  private final ThreadLocal<Instant> now = ThreadLocal.withInitial(() -> MIDNIGHT);

  private final Browser browser;
  private final Map<Long, String> replayed = new ConcurrentHashMap<>();

  private BotRun(IntakeWorld world) {
    this.browser = new Browser(world.intake(((InstantSource) now::get).withZone(ZoneOffset.UTC)));
  }

  /**
   * @return whether both bounds were kept
   */
  static boolean run(long seed, int leads) throws InterruptedException {
    List<Visit> visits = BotDay.of(seed, leads);
    long start = System.nanoTime();
    try (IntakeWorld world = IntakeWorld.start()) {
      new BotRun(world).play(visits);
      BotReport report = BotReport.of(visits, world.items());
      System.out.print(report.text(seed, (System.nanoTime() - start) / 1e9));
      return report.honestKeptBack() <= HONEST_KEPT_BACK_MAX
          && report.botsThrough() <= BOTS_THROUGH_MAX;
    }
  }

  private void play(List<Visit> visits) throws InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      visits.forEach(visit -> running.add(threads.submit(() -> visit(visit))));
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a visit failed", e.getCause());
      }
    }
  }

  /** From here on it is this late for the thread. */
  private void at(long millisOfDay) {
    now.set(MIDNIGHT.plusMillis(millisOfDay));
  }

  private void visit(Visit visit) {
    at(visit.openedMillis());
    switch (visit.kind()) {
      case SCRIPTED -> browser.postJson(visit.fields(), null, visit.address());
      case REPLAYED -> browser.postJson(visit.fields(), sharedToken(visit), visit.address());
      case HEADLESS, DISTRIBUTED, DISPOSABLE, QUIET -> {
        String token = browser.token(visit.address());
        at(visit.openedMillis() + visit.fillMillis());
        browser.postJson(visit.fields(), token, visit.address());
      }
      case HONEST -> person(visit);
    }
  }

  /** One token for two hours, fetched in good time before its first use. */
  private String sharedToken(Visit visit) {
    long slot = visit.openedMillis() / REPLAYED_FOR.toMillis();
    return replayed.computeIfAbsent(
        slot,
        s -> {
          at(s * REPLAYED_FOR.toMillis() - 10_000);
          String token = browser.token(visit.address());
          at(visit.openedMillis());
          return token;
        });
  }

  private void person(Visit visit) {
    String token = browser.token(visit.address());
    long sent =
        visit.openedMillis()
            + (visit.habit() == Habit.LEAVES_OPEN
                ? Duration.ofHours(3).toMillis()
                : visit.fillMillis());
    at(sent);
    if (visit.byScript()) {
      browser.postJson(visit.fields(), token, visit.address());
      return;
    }
    send(visit, visit.fields(), token, sent);
    if (visit.habit() == Habit.DOUBLE_CLICK) {
      send(visit, visit.fields(), token, sent + 300);
    } else if (visit.habit() == Habit.EDITS) {
      Map<String, String> edited = new HashMap<>(visit.fields());
      edited.put("message", "One more thing");
      send(visit, edited, token, sent + 20_000);
    }
  }

  /** Sends; whoever is shown the form once more looks at it and sends it once more. */
  private void send(Visit visit, Map<String, String> fields, String token, long millis) {
    at(millis);
    APIGatewayV2HTTPResponse page = browser.postForm(fields, token, visit.address());
    if (page.getStatusCode() == 422) {
      String fresh = browser.tokenOf(page, visit.address());
      at(millis + 8_000);
      browser.postForm(fields, fresh, visit.address());
    }
  }
}
