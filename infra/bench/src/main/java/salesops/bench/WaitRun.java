package salesops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadAssigned;
import salesops.local.Stage;
import salesops.local.engine.BusEvent;
import salesops.local.engine.LocalSuite;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;

/**
 * How long people wait for an owner, with and without bots, over HTTP and in real time: seven
 * honest leads a second all along, and three of bots besides in every other stretch. Both kinds of
 * stretch belong to one run of one suite: how its polls of queues and streams fall relative to each
 * other is drawn once for each start and moves the wait by more than the bots do.
 */
final class WaitRun {
  private static final int RUNS = 3;
  private static final int STRETCH_SECONDS = 10;
  private static final int PEOPLE_PER_SECOND = 7;
  private static final int BOTS_PER_SECOND = 3;

  /** The first stretches are spent on starting and are not counted. */
  private static final int WARM_UP_SECONDS = 2 * STRETCH_SECONDS;

  private static final Duration FILL = Duration.ofSeconds(4);
  private static final long SECOND = 1_000_000_000;

  /** Everybody comes from one address here. */
  private static final Form.Rate NO_LIMIT = new Form.Rate(1_000_000, 600);

  private static final Duration SETTLE_MAX = Duration.ofSeconds(60);

  private final LocalSuite suite;
  private final HttpClient http = HttpClient.newHttpClient();

  private WaitRun(LocalSuite suite) {
    this.suite = suite;
  }

  static void run(int seconds) throws InterruptedException {
    Settings settings =
        IntakeWorld.withForms(
            SettingsFile.sample().as(1, "bench", Instant.EPOCH, "bench"), NO_LIMIT, NO_LIMIT);
    for (int i = 0; i < RUNS; i++) {
      try (Stage stage = Stage.start(0, 0, settings, line -> {})) {
        WaitRun run = new WaitRun(stage.suite());
        run.play(WARM_UP_SECONDS + seconds);
        run.report(i + 1);
      }
    }
  }

  private void play(int seconds) throws InterruptedException {
    List<Future<?>> visits = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < seconds * PEOPLE_PER_SECOND; i++) {
        String email = "person" + i + "@firm" + i + ".com";
        long at = start + i * SECOND / PEOPLE_PER_SECOND;
        visits.add(threads.submit(() -> visit(email, at, true)));
      }
      for (int i = 0; i < seconds * BOTS_PER_SECOND; i++) {
        if (!besideBots(i / BOTS_PER_SECOND)) {
          continue;
        }
        String email = "bot" + i + "@shop" + i + ".com";
        long at = start + i * SECOND / BOTS_PER_SECOND;
        boolean withToken = i % 2 == 0;
        visits.add(threads.submit(() -> visit(email, at, withToken)));
      }
    }
    for (Future<?> visit : visits) {
      if (visit.state() == Future.State.FAILED) {
        throw new IllegalStateException("a visit failed", visit.exceptionNow());
      }
    }
    long end = System.nanoTime() + SETTLE_MAX.toNanos();
    while (!suite.idleExcept(Set.of("slack", "slack-sender")) && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Bots with a token fall into the trap; those without are known anyway. */
  private void visit(String email, long atNanos, boolean withToken) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("form", Browser.FORM);
    fields.put("email", email);
    fields.put("name", "Someone");
    fields.put("country", "DE");
    if (email.startsWith("bot")) {
      fields.put("website2", "x");
    }
    waitUntil(atNanos);
    String token = withToken ? token() : null;
    waitUntil(atNanos + FILL.toNanos());
    post(fields, token);
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private String token() {
    URI uri = suite.url().resolve("/forms/" + Browser.FORM + "/token");
    return Json.MAPPER.readTree(send(HttpRequest.newBuilder(uri).build())).path("token").asString();
  }

  private void post(Map<String, Object> fields, @Nullable String token) {
    if (token != null) {
      fields.put("token", token);
    }
    send(
        HttpRequest.newBuilder(suite.url().resolve("/leads"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(fields)))
            .build());
  }

  private byte[] send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 400) {
        throw new IllegalStateException("the suite answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean besideBots(int second) {
    return second / STRETCH_SECONDS % 2 == 1;
  }

  private void report(int run) {
    List<Long> alone = waits(false);
    List<Long> beside = waits(true);
    System.out.printf(
        Locale.ROOT,
        "run %d  alone %s   beside bots %s   p95 %+.1f %%%n",
        run,
        line(alone),
        line(beside),
        100.0 * p95(beside) / p95(alone) - 100);
  }

  private static String line(List<Long> waits) {
    return String.format(
        Locale.ROOT,
        "%d leads p50 %d p95 %d max %d ms",
        waits.size(),
        waits.get(waits.size() / 2),
        p95(waits),
        waits.getLast());
  }

  private static long p95(List<Long> rising) {
    return rising.get(rising.size() * 95 / 100);
  }

  /** Of honest leads after the warm-up, from the submission to the owner on the bus; rising. */
  private List<Long> waits(boolean beside) {
    List<Long> waits = new ArrayList<>();
    for (BusEvent event : suite.events()) {
      if (event.type().equals("LeadAssigned")) {
        LeadAssigned lead = Json.readEnvelope(event.detail(), LeadAssigned.class).data();
        String email = String.valueOf(lead.lead().fields().get("email"));
        if (email.startsWith("bot")) {
          throw new IllegalStateException("a bot's lead got an owner");
        }
        int number = Integer.parseInt(email.substring("person".length(), email.indexOf('@')));
        int second = number / PEOPLE_PER_SECOND;
        if (second >= WARM_UP_SECONDS
            && besideBots(second) == beside
            && lead.assignmentSeq() == 1) {
          waits.add(Duration.between(lead.lead().submittedAt(), event.at()).toMillis());
        }
      }
    }
    waits.sort(null);
    return waits;
  }
}
