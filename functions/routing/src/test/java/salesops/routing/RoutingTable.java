package salesops.routing;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadScored;
import salesops.events.Turn;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Platform;
import salesops.runtime.outbox.Outbox;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.TestSettings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A fresh routing table and settings table in DynamoDB Local, with the handlers on them. */
final class RoutingTable {
  private static final DynamoDbClient DYNAMO = LocalDynamo.database();
  private static final AtomicInteger TABLES = new AtomicInteger();

  final TestClock clock = new TestClock();
  final String name = "routing-" + TABLES.incrementAndGet();
  final String settingsName = "settings-" + TABLES.get();

  RoutingTable(TestSettings settings) {
    TestPlatform.createTable(
        DYNAMO, name, new TestPlatform.Index("held", LeadItems.HELD, LeadItems.DUE_AT));
    TestPlatform.createTable(DYNAMO, settingsName);
    apply(settings.build());
  }

  void apply(Settings settings) {
    if (!new SettingsTable(DYNAMO, settingsName, clock).apply(settings)) {
      throw new IllegalStateException("settings version " + settings.version() + " is not next");
    }
    clock.advance(SettingsTable.AGE_MAX.plusMillis(1));
  }

  DynamoDbClient dynamo() {
    return DYNAMO;
  }

  Platform platform() {
    return platform(DYNAMO);
  }

  Platform platform(DynamoDbClient dynamo) {
    return new TestPlatform(dynamo, clock)
        .with(
            Map.of(
                Platform.TABLE, name,
                Platform.SETTINGS_TABLE, settingsName,
                Platform.SERVICE, "routing"));
  }

  static LeadScored scored(Lead lead, Score score) {
    return new LeadScored(lead, score, 1, 1);
  }

  static SQSEvent batch(List<LeadScored> events) {
    return QueueMessages.batch(events.stream().map(RoutingTable::message).toList());
  }

  static SQSEvent.SQSMessage message(LeadScored event) {
    return QueueMessages.of(event, TestClock.START);
  }

  /** Routes these leads of grade A2 in one batch by a handler of its own. */
  SQSBatchResponse route(Lead... leads) {
    return route(Sample.A2, leads);
  }

  SQSBatchResponse route(Score score, Lead... leads) {
    return new RoutingHandler(platform())
        .handleRequest(batch(List.of(leads).stream().map(l -> scored(l, score)).toList()), null);
  }

  /** Every item. */
  List<Map<String, AttributeValue>> items() {
    return DYNAMO.scanPaginator(r -> r.tableName(name).consistentRead(true)).items().stream()
        .toList();
  }

  /** Every lead's record. */
  List<LeadRecord> records() {
    return items().stream().filter(LeadItems::isRecord).map(LeadItems::record).toList();
  }

  LeadRecord record(Lead lead) {
    return records().stream()
        .filter(r -> r.leadId().equals(lead.leadId()))
        .findFirst()
        .orElseThrow();
  }

  LeadAssigned assigned(Lead lead) {
    return record(lead).told(LeadAssigned.class).orElseThrow().data();
  }

  Turn turn(Lead lead) {
    return Objects.requireNonNull(assigned(lead).turn());
  }

  RepId owner(Lead lead) {
    return assigned(lead).rep();
  }

  /** Every event that lies in an outbox. */
  <T extends Event> List<T> told(Class<T> type) {
    return items().stream()
        .flatMap(item -> Optional.ofNullable(item.get(Outbox.ATTRIBUTE)).stream())
        .flatMap(outbox -> Outbox.readAll(outbox).stream())
        .map(Envelope::data)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  Map<RepId, Long> owned() {
    Map<RepId, Long> owned = new HashMap<>();
    told(LeadAssigned.class).forEach(a -> owned.merge(a.rep(), 1L, Long::sum));
    return owned;
  }
}
