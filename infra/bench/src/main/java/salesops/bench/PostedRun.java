package salesops.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import salesops.local.Stage;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Wins at ten a minute in one channel, in real time: until each is posted in Slack. */
final class PostedRun {
  private static final int DEALS = 20;
  private static final Duration BETWEEN = Duration.ofSeconds(6);
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final int PER_MINUTE = 20;

  private PostedRun() {}

  static void run() {
    try (Stage stage = Stage.start(0, 0, settings(), line -> {})) {
      Map<String, Instant> wonAt = new HashMap<>();
      for (int i = 0; i < DEALS; i++) {
        String deal = "Posted " + i + ".";
        win(stage, i, deal);
        wonAt.put(deal, stage.suite().clock().instant());
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
      LockSupport.parkNanos(WAIT_MAX.toNanos());
      List<Long> millis = new ArrayList<>();
      wonAt.forEach(
          (deal, at) ->
              stage.slack().messages().stream()
                  .filter(message -> message.toString().contains("won " + deal))
                  .findFirst()
                  .ifPresent(message -> millis.add(Duration.between(at, message.at()).toMillis())));
      millis.sort(null);
      System.out.printf("%d of %d wins were posted", millis.size(), DEALS);
      if (!millis.isEmpty()) {
        System.out.printf(
            ": p50 %.2f s, p95 %.2f s, max %.2f s after the win",
            millis.get((millis.size() - 1) / 2) / 1e3,
            millis.get((millis.size() - 1) * 95 / 100) / 1e3,
            millis.getLast() / 1e3);
      }
      System.out.println();
    }
  }

  private static void win(Stage stage, int number, String name) {
    JsonNode answer =
        Json.MAPPER.valueToTree(
            stage
                .suite()
                .invoke(
                    "deals-operations",
                    Map.of(
                        "operation",
                        "openDeal",
                        "deal",
                        "P-" + number,
                        "fields",
                        Map.of(
                            "owner",
                            "ana@northwind.example",
                            "name",
                            name,
                            "stage",
                            "won",
                            "amount",
                            "1000",
                            "products",
                            "Router Pro",
                            "expectedClose",
                            "2026-12-18"),
                        "by",
                        "tom@northwind.example")));
    if (!answer.path("ok").asBoolean(false)) {
      throw new IllegalStateException(answer.toString());
    }
  }

  /**
   * The sample with enough single messages a minute, and no quota whose milestones come between.
   */
  private static Settings settings() {
    ObjectNode json =
        Json.MAPPER.valueToTree(SettingsFile.sample().as(1, "salt", Instant.EPOCH, "bench"));
    ((ObjectNode) json.path("slack")).put("perMinuteMax", PER_MINUTE);
    ((ObjectNode) json.path("quotas")).set("quotas", Json.MAPPER.createArrayNode());
    return Json.MAPPER.treeToValue(json, Settings.class);
  }
}
