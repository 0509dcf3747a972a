package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesops.events.LeadScored;
import salesops.model.LeadId;
import salesops.model.ScorePart;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Select;
import tools.jackson.databind.node.ObjectNode;

class ScoringHandlerTest {
  private static final String TABLE = "scoring";
  private static final String SETTINGS = "settings";

  private final TestClock clock = new TestClock();
  private final DynamoDbClient dynamo = LocalDynamo.database();
  private final TestPlatform platform = new TestPlatform(dynamo, clock);
  private final Platform env =
      platform.with(
          Map.of(
              Platform.TABLE, TABLE,
              Platform.SETTINGS_TABLE, SETTINGS,
              Platform.SERVICE, "scoring"));

  @BeforeEach
  void createTables() {
    TestPlatform.createTable(dynamo, TABLE);
    TestPlatform.createTable(dynamo, SETTINGS);
  }

  private void apply() {
    new SettingsTable(dynamo, SETTINGS, clock).apply(Examples.settings(1, Examples.scoring()));
  }

  private static SQSEvent.SQSMessage message(String id, String body) {
    SQSEvent.SQSMessage message = QueueMessages.ofBody(body);
    message.setMessageId(id);
    return message;
  }

  /** The golden sample as EventBridge delivers it to a queue. */
  private static SQSEvent.SQSMessage golden(String id) {
    try (InputStream in = ScoringHandlerTest.class.getResourceAsStream("bus-event.json")) {
      ObjectNode event = (ObjectNode) Json.MAPPER.readTree(in);
      event.set("detail", Json.MAPPER.readTree(QueueMessages.goldenDetail("LeadSubmitted")));
      return message(id, event.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> failed(SQSBatchResponse response) {
    return response.getBatchItemFailures().stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private int items() {
    return dynamo.scan(r -> r.tableName(TABLE).select(Select.COUNT)).count();
  }

  @Test
  void scoresTheGoldenLeadWithReasons() {
    apply();
    assertEquals(
        List.of(),
        failed(new ScoringHandler(env).handleRequest(QueueMessages.batch(golden("1")), null)));
    var scored =
        new DynamoScoringStore(dynamo, TABLE)
            .find(new LeadId("7h2m9c4kq1x8dv3nw5rb6tz0sa"))
            .orElseThrow();
    LeadScored event = scored.data();
    assertEquals("A3", event.score().grade().toString());
    assertEquals(
        List.of(
            "industry Insurance is in our ideal profile",
            "employees 340 is between 50 and 1000",
            "job title \"VP Risk\" matches *VP*",
            "months in role, technology: unknown (could add 20)",
            "form submitted today"),
        event.score().parts().stream().map(ScorePart::reason).toList());
    assertEquals(1, event.settingsVersion());
    assertEquals("g1h6d8bymb5km", scored.meta().causationId());
    assertEquals(TestClock.START, scored.meta().occurredAt());
  }

  @Test
  void aSecondDeliveryChangesNothing() {
    apply();
    ScoringHandler handler = new ScoringHandler(env);
    handler.handleRequest(QueueMessages.batch(golden("1")), null);
    assertEquals(
        List.of(),
        failed(handler.handleRequest(QueueMessages.batch(golden("1"), golden("2")), null)));
    assertEquals(1, items());
  }

  @Test
  void anUnreadableMessageFailsAlone() {
    apply();
    SQSBatchResponse response =
        new ScoringHandler(env)
            .handleRequest(
                QueueMessages.batch(
                    message("a", "poison"), golden("b"), message("c", "{\"detail\":{}}")),
                null);
    assertEquals(List.of("a", "c"), failed(response));
    assertEquals(1, items());
  }

  @Test
  void aRefusedWriteFailsItsMessageAndLogsNoPersonalData() {
    apply();
    dynamo.deleteTable(r -> r.tableName(TABLE));
    SQSBatchResponse response =
        new ScoringHandler(env).handleRequest(QueueMessages.batch(golden("1")), null);
    assertEquals(List.of("1"), failed(response));
    assertTrue(platform.logLines().stream().noneMatch(line -> line.contains("laire")));
  }

  @Test
  void withoutSettingsTheWholeBatchComesAgain() {
    ScoringHandler handler = new ScoringHandler(env);
    assertThrows(
        IllegalStateException.class,
        () -> handler.handleRequest(QueueMessages.batch(golden("1")), null));
  }

  @Test
  void toleratesTheDailyNoOp() {
    assertEquals(List.of(), failed(new ScoringHandler(env).handleRequest(new SQSEvent(), null)));
  }

  @Test
  void rehearsesOnAnEmptyTable() {
    new Rehearsal(new DynamoScoringStore(dynamo, TABLE)).run();
    assertEquals(0, items());
  }
}
