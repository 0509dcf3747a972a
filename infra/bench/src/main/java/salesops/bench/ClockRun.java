package salesops.bench;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import salesops.deals.DueHandler;
import salesops.deals.LeadsHandler;
import salesops.local.Stage;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;
import salesops.settings.SettingsFile;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.metering.Capacity;
import salesops.testkit.metering.CapacityMeter;
import salesops.testkit.metering.Meter;
import salesops.testkit.metering.TransactionUnits;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Response clocks: what they cost while they run, and how late they fire. */
final class ClockRun {
  private static final String TABLE = "deals";
  private static final List<TestPlatform.Index> INDEXES =
      List.of(
          new TestPlatform.Index("due", "due", "dueAt"),
          new TestPlatform.Index("owner", "owner", "closeBy"));
  private static final int AT_ONCE = 25;
  private static final int DUE = 10;
  private static final int POSTED = 12;
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration WAIT_MAX = Duration.ofMinutes(4);

  private ClockRun() {}

  static void run(int leads) throws IOException, InterruptedException {
    cost(leads);
    lateness();
  }

  private static void cost(int leads) {
    try (LocalDynamo local = LocalDynamo.start()) {
      DynamoDbClient plain = local.client();
      TestPlatform.createTable(plain, TABLE, INDEXES.toArray(TestPlatform.Index[]::new));
      TestPlatform.createTable(plain, Wiring.SETTINGS_TABLE);
      TestClock clock = new TestClock();
      new SettingsTable(plain, Wiring.SETTINGS_TABLE, clock).apply(settings(15));
      Meter meter = new Meter();
      Platform platform =
          new TestPlatform(metered(local, plain, meter), clock)
              .with(Map.of(Platform.TABLE, TABLE, Platform.SETTINGS_TABLE, Wiring.SETTINGS_TABLE));
      for (int i = 0; i < DUE; i++) {
        new LeadsHandler(platform).handleRequest(QueueMessages.batch(assigned(i)), null);
      }
      copy(plain, leads);
      DueHandler due = new DueHandler(platform);
      print(leads + " clocks run, none is due", due, meter);
      clock.advance(Duration.ofDays(1));
      print(leads + " clocks run, " + DUE + " are due", due, meter);
    }
  }

  private static DynamoDbClient metered(LocalDynamo local, DynamoDbClient plain, Meter meter) {
    TransactionUnits units =
        new TransactionUnits(
            Map.of(TABLE, INDEXES, Wiring.SETTINGS_TABLE, List.of()),
            (table, key) -> Capacity.size(plain.getItem(r -> r.tableName(table).key(key)).item()));
    return local
        .configure(DynamoDbClient.builder())
        .overrideConfiguration(
            o -> o.addExecutionInterceptor(new CapacityMeter(meter.of(TABLE), units)))
        .build();
  }

  private static SQSMessage assigned(int number) {
    SQSMessage golden = QueueMessages.golden("LeadAssigned");
    JsonNode event = Json.MAPPER.readTree(golden.getBody());
    String lead = event.at("/detail/data/lead/leadId").asString();
    String other = lead.substring(0, lead.length() - 2) + "%02d".formatted(number);
    String now = TestClock.START.toString();
    String assignedAt = event.at("/detail/data/assignedAt").asString();
    return QueueMessages.ofBody(golden.getBody().replace(lead, other).replace(assignedAt, now));
  }

  /** Leads whose clocks run for another year. */
  private static void copy(DynamoDbClient dynamo, int leads) {
    Map<String, AttributeValue> pattern =
        dynamo.scanPaginator(r -> r.tableName(TABLE)).items().stream()
            .filter(item -> item.containsKey("due"))
            .findFirst()
            .orElseThrow();
    long later = TestClock.START.plus(Duration.ofDays(365)).getEpochSecond();
    List<WriteRequest> requests = new ArrayList<>();
    for (int i = 0; i < leads; i++) {
      Map<String, AttributeValue> item = new HashMap<>(pattern);
      item.put("pk", AttributeValue.fromS("l#%026d".formatted(i)));
      item.put("dueAt", AttributeValue.fromN(Long.toString(later + i)));
      requests.add(WriteRequest.builder().putRequest(p -> p.item(item)).build());
      if (requests.size() == AT_ONCE || i == leads - 1) {
        List<WriteRequest> some = List.copyOf(requests);
        dynamo.batchWriteItem(r -> r.requestItems(Map.of(TABLE, some)));
        requests.clear();
      }
    }
  }

  private static void print(String what, DueHandler due, Meter meter) {
    Meter.Use before = meter.total();
    long started = System.nanoTime();
    Map<String, Object> outcome = due.handleRequest(Map.of(), null);
    Meter.Use used = meter.total().minus(before);
    System.out.printf(
        "%s: %d calls, %.1f read units, %.1f write units, %.2f s, %s%n",
        what,
        used.calls(),
        used.readUnits(),
        used.writeUnits(),
        (System.nanoTime() - started) / 1e9,
        outcome);
  }

  /** Leads at short intervals, each of which nobody contacts for a working minute. */
  private static void lateness() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient();
        Stage stage = Stage.start(0, 0, settings(1), line -> {})) {
      for (int i = 0; i < POSTED; i++) {
        SampleLead.post(http, stage.suite().url(), i);
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
      Instant end = Instant.now().plus(WAIT_MAX);
      Map<String, Long> late = Map.of();
      while (Instant.now().isBefore(end) && late.size() < POSTED) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        late = late(stage);
      }
      List<Long> millis = late.values().stream().sorted().toList();
      if (millis.isEmpty()) {
        System.out.println("no clock fired");
        return;
      }
      System.out.printf(
          "%d of %d clocks fired, %.1f to %.1f s after they were due%n",
          millis.size(), POSTED, millis.getFirst() / 1e3, millis.getLast() / 1e3);
    }
  }

  /** How late each lead's first reminder was, in milliseconds. */
  private static Map<String, Long> late(Stage stage) {
    Map<String, Instant> assigned = new HashMap<>();
    Map<String, Long> late = new HashMap<>();
    stage
        .suite()
        .events()
        .forEach(
            event -> {
              JsonNode data = Json.MAPPER.readTree(event.detail()).path("data");
              if (event.type().equals("LeadAssigned")) {
                assigned.put(
                    data.at("/lead/leadId").asString(),
                    Instant.parse(data.path("assignedAt").asString()));
              } else if (event.type().equals("ResponseOverdue")) {
                String lead = data.at("/lead/leadId").asString();
                Instant due =
                    Objects.requireNonNull(assigned.get(lead)).plus(Duration.ofMinutes(1));
                late.putIfAbsent(lead, Duration.between(due, event.at()).toMillis());
              }
            });
    return late;
  }

  /** The sample, with one reminder for every grade. */
  private static Settings settings(int minutes) {
    ObjectNode json =
        Json.MAPPER.valueToTree(SettingsFile.sample().as(1, "salt", Instant.EPOCH, "bench"));
    ArrayNode grades = Json.MAPPER.createArrayNode();
    for (char fit = 'A'; fit <= 'D'; fit++) {
      for (int engagement = 1; engagement <= 4; engagement++) {
        grades.add("" + fit + engagement);
      }
    }
    ObjectNode response = Json.MAPPER.createObjectNode();
    response.set("grades", grades);
    response.put("remindMinutes", minutes);
    ArrayNode responses = Json.MAPPER.createArrayNode().add(response);
    ((ObjectNode) json.path("deals")).set("responses", responses);
    return Json.MAPPER.treeToValue(json, Settings.class);
  }
}
