package salesops.bench;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import salesops.cli.demo.Prices;
import salesops.events.DealWon;
import salesops.model.RepId;
import salesops.model.deal.Change;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.deal.Way;
import salesops.model.settings.Settings;
import salesops.quota.DueHandler;
import salesops.quota.OperationsHandler;
import salesops.quota.QuotaHandler;
import salesops.runtime.Json;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;
import salesops.settings.SettingsFile;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestPlatform;
import salesops.testkit.metering.Capacity;
import salesops.testkit.metering.CapacityMeter;
import salesops.testkit.metering.Meter;
import salesops.testkit.metering.TransactionUnits;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deals that close all at once, over many reps and all on one, as the queue delivers them: batches
 * of ten, two at a time.
 */
final class CloseRun {
  private static final int REPS = 1_000;
  private static final int BATCH = 10;
  private static final int WORKERS = 2;
  private static final TestPlatform.Index INDEX = new TestPlatform.Index("due", "due", "dueAt");
  private static final String TABLE = "quota";
  private static final LocalDate CLOSED = LocalDate.of(2026, 11, 3);

  private CloseRun() {}

  static void run(int deals) throws InterruptedException {
    run("over " + REPS + " reps", deals, REPS);
    run("all on one rep", deals, 1);
  }

  private static void run(String what, int deals, int reps) throws InterruptedException {
    try (LocalDynamo local = LocalDynamo.start()) {
      DynamoDbClient plain = local.client();
      TestPlatform.createTable(plain, TABLE, INDEX);
      TestPlatform.createTable(plain, Wiring.SETTINGS_TABLE);
      new SettingsTable(plain, Wiring.SETTINGS_TABLE, Clock.systemUTC()).apply(settings());
      Meter meter = new Meter();
      DynamoDbClient metered =
          local
              .configure(DynamoDbClient.builder())
              .overrideConfiguration(
                  o ->
                      o.addExecutionInterceptor(
                          new CapacityMeter(
                              meter.of(TABLE),
                              new TransactionUnits(
                                  Map.of(TABLE, List.of(INDEX), Wiring.SETTINGS_TABLE, List.of()),
                                  (table, key) ->
                                      Capacity.size(
                                          plain
                                              .getItem(r -> r.tableName(table).key(key))
                                              .item())))))
              .build();
      Platform platform =
          new TestPlatform(metered, Clock.systemUTC(), Pause.REAL)
              .with(Map.of(Platform.TABLE, TABLE, Platform.SETTINGS_TABLE, Wiring.SETTINGS_TABLE));
      double seconds = close(deals, reps, platform);
      Meter.Use used = meter.total();
      System.out.printf(
          "%,d deals closed %s: %.1f s, %.0f a second%n", deals, what, seconds, deals / seconds);
      System.out.printf(
          "  %.1f calls, %.1f write units, %.1f read units = $%.2f per million%n",
          (double) used.calls() / deals,
          used.writeUnits() / deals,
          used.readUnits() / deals,
          Prices.dollarsPerMillion(used, deals));
      long started = System.nanoTime();
      new DueHandler(platform).handleRequest(Map.of(), null);
      System.out.printf(
          "  commission and what else follows: %.1f s%n", (System.nanoTime() - started) / 1e9);
      read(platform, meter);
    }
  }

  private static double close(int deals, int reps, Platform platform) throws InterruptedException {
    ConcurrentLinkedQueue<List<SQSMessage>> queue = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < deals; i += BATCH) {
      List<SQSMessage> batch = new ArrayList<>();
      for (int j = i; j < Math.min(deals, i + BATCH); j++) {
        batch.add(QueueMessages.of(won(j, j % reps), Instant.parse("2026-11-03T10:00:00Z")));
      }
      queue.add(batch);
    }
    long started = System.nanoTime();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (int i = 0; i < WORKERS; i++) {
        workers.execute(() -> work(new QuotaHandler(platform), queue));
      }
      workers.shutdown();
      if (!workers.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("not done after ten minutes");
      }
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /** What fails is delivered again at the end, as the queue would. */
  private static void work(QuotaHandler handler, ConcurrentLinkedQueue<List<SQSMessage>> queue) {
    for (List<SQSMessage> batch = queue.poll(); batch != null; batch = queue.poll()) {
      var failed = handler.handleRequest(QueueMessages.batch(batch), null).getBatchItemFailures();
      if (!failed.isEmpty()) {
        queue.add(batch);
      }
    }
  }

  private static void read(Platform platform, Meter meter) {
    Meter.Use before = meter.total();
    long started = System.nanoTime();
    new OperationsHandler(platform)
        .handleRequest(Map.of("operation", "attainment", "period", "2026-Q4"), null);
    Meter.Use used = meter.total().minus(before);
    System.out.printf(
        "  attainment of everybody: %d calls, %.0f read units, %.2f s%n",
        used.calls(), used.readUnits(), (System.nanoTime() - started) / 1e9);
  }

  private static RepId rep(int number) {
    return new RepId("rep%04d@northwind.example".formatted(number));
  }

  private static DealWon won(int number, int rep) {
    Instant at = Instant.parse("2026-11-03T10:00:00Z");
    Deal deal =
        new Deal(
            new DealId("D-" + number),
            1,
            "Deal " + number,
            "Account " + number,
            null,
            rep(rep),
            "",
            Deal.WON,
            Deal.State.WON,
            new Money(100_000 + number, "GBP"),
            0,
            List.of(),
            CLOSED,
            null,
            CLOSED,
            "",
            List.of(),
            "",
            "",
            "",
            null);
    return new DealWon(deal, new Change(at, at, Way.CRM, "bench", List.of()), List.of(), null);
  }

  /** The sample with a thousand reps, each with a quota of the quarter. */
  private static Settings settings() {
    ObjectNode json =
        Json.MAPPER.valueToTree(SettingsFile.sample().as(1, "salt", Instant.EPOCH, "bench"));
    ArrayNode reps = (ArrayNode) json.path("reps");
    ObjectNode pattern = (ObjectNode) reps.get(0);
    ArrayNode many = Json.MAPPER.createArrayNode();
    ArrayNode quotas = Json.MAPPER.createArrayNode();
    for (int i = 0; i < REPS; i++) {
      many.add(pattern.deepCopy().put("id", rep(i).email()));
      ObjectNode quota = Json.MAPPER.createObjectNode();
      quota.withObject("of").put("rep", rep(i).email());
      quotas.add(
          quota.put("from", "2026-11-01").put("until", "2027-02-01").put("minor", 10_000_000));
    }
    json.set("reps", many);
    ((ObjectNode) json.path("quotas")).set("quotas", quotas);
    return Json.MAPPER.treeToValue(json, Settings.class);
  }
}
