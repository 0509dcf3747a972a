package salesops.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import salesops.cli.demo.Prices;
import salesops.local.Stage;
import salesops.local.engine.LocalSuite;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;
import salesops.testkit.metering.Meter;
import tools.jackson.databind.JsonNode;

/**
 * Deals that are won at a steady rate in real time: how long until each counts towards its quota
 * and its message is stored, and what a change costs.
 */
final class DealRun {
  private static final Duration QUIET_MAX = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  /** When a function logged that it had handled the win of a deal, by function and deal. */
  private final Map<String, Instant> handled = new ConcurrentHashMap<>();

  private final AtomicReference<LocalSuite> suite = new AtomicReference<>();

  private DealRun() {}

  static void run(int ratePerSecond, int deals) throws InterruptedException {
    new DealRun().measure(ratePerSecond, deals);
  }

  private void measure(int ratePerSecond, int deals) throws InterruptedException {
    Settings settings = SettingsFile.sample().as(1, "salt", Instant.EPOCH, "bench");
    List<String> owners = settings.reps().stream().map(Rep::id).map(r -> r.email()).toList();
    try (Stage stage = Stage.start(0, 0, settings, this::seen)) {
      suite.set(stage.suite());
      for (int i = 0; i < deals; i++) {
        ask(
            "openDeal",
            Map.of(
                "deal",
                "D-" + i,
                "fields",
                Map.of(
                    "owner",
                    owners.get(i % owners.size()),
                    "amount",
                    "1000",
                    "products",
                    "Router Pro",
                    "expectedClose",
                    "2026-12-18"),
                "by",
                "bench"));
      }
      settle();
      cost("changes of an amount", deals, i -> Map.of("amount", Integer.toString(2_000 + i)));
      Map<String, Instant> wonAt = win(ratePerSecond, deals);
      settle();
      System.out.printf("%d deals won at %d a second:%n", deals, ratePerSecond);
      print("counted towards the quota", wonAt, "quota");
      print("message stored", wonAt, "slack");
    }
  }

  private Map<String, Instant> win(int ratePerSecond, int deals) throws InterruptedException {
    Map<String, Instant> wonAt = new ConcurrentHashMap<>();
    long start = System.nanoTime();
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < deals; i++) {
        String deal = "D-" + i;
        LockSupport.parkNanos(
            start + i * TimeUnit.SECONDS.toNanos(1) / ratePerSecond - System.nanoTime());
        calls.execute(
            () -> {
              wonAt.put(deal, now());
              change(deal, Map.of("stage", "won"));
            });
      }
    }
    return wonAt;
  }

  private interface Fields {
    Map<String, String> of(int number);
  }

  private void cost(String what, int deals, Fields fields) {
    Meter.Use before = meter();
    for (int i = 0; i < deals; i++) {
      change("D-" + i, fields.of(i));
    }
    settle();
    Meter.Use used = meter().minus(before);
    System.out.printf(
        "%d %s: %.1f calls, %.1f write units, %.1f read units = $%.2f per million%n",
        deals,
        what,
        (double) used.calls() / deals,
        used.writeUnits() / deals,
        used.readUnits() / deals,
        Prices.dollarsPerMillion(used, deals));
  }

  private Meter.Use meter() {
    return running().meter().total();
  }

  private void change(String deal, Map<String, String> fields) {
    ask("changeDeal", Map.of("deal", deal, "fields", fields, "by", "tom@northwind.example"));
  }

  private void ask(String operation, Map<String, Object> arguments) {
    Map<String, Object> request = new java.util.TreeMap<>(arguments);
    request.put("operation", operation);
    JsonNode answer = Json.MAPPER.valueToTree(running().invoke("deals-operations", request));
    if (!answer.path("ok").asBoolean(false)) {
      throw new IllegalStateException(answer.toString());
    }
  }

  private void seen(String line) {
    if (suite.get() == null || !line.contains("\"DealWon\"")) {
      return;
    }
    JsonNode entry = Json.MAPPER.readTree(line);
    handled.putIfAbsent(
        entry.path("service").asString("") + " " + entry.path("leadId").asString(""), now());
  }

  private void print(String what, Map<String, Instant> wonAt, String service) {
    List<Long> millis = new ArrayList<>();
    wonAt.forEach(
        (deal, at) -> {
          Instant done = handled.get(service + " " + deal);
          if (done != null) {
            millis.add(Duration.between(at, done).toMillis());
          }
        });
    millis.sort(null);
    if (millis.size() < wonAt.size()) {
      System.out.printf("  %s: %d never%n", what, wonAt.size() - millis.size());
    }
    if (!millis.isEmpty()) {
      System.out.printf(
          "  %-26s p50 %.2f s, p95 %.2f s, max %.2f s%n",
          what,
          millis.get((millis.size() - 1) / 2) / 1e3,
          millis.get((millis.size() - 1) * 95 / 100) / 1e3,
          millis.getLast() / 1e3);
    }
  }

  private void settle() {
    long deadline = System.nanoTime() + QUIET_MAX.toNanos();
    while (!running().idleExcept(java.util.Set.of("slack-sender", "webhooks-sender"))
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private Instant now() {
    return running().clock().instant();
  }

  private LocalSuite running() {
    return java.util.Objects.requireNonNull(suite.get());
  }
}
