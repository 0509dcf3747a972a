package salesops.webhooks;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import salesops.events.Envelope;
import salesops.events.LeadReturned;
import salesops.model.settings.Settings.Webhook;
import salesops.runtime.Json;
import salesops.runtime.Platform;
import salesops.runtime.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.WebhookReceiver;
import salesops.webhooks.Delivery.Box;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** The handlers over tables of their own, a clock that is moved by hand, and a receiver. */
final class Suite implements AutoCloseable {
  static final String KEY = "whk_a test's key";
  static final Instant EVER = Instant.ofEpochMilli(9_999_999_999_999L);

  /** For the tests' schedule: half a second for what hangs. */
  private static final Poster.Timeouts SHORT =
      new Poster.Timeouts(Duration.ofMillis(300), Duration.ofMillis(400));

  private static final AtomicInteger COUNTER = new AtomicInteger();

  final TestClock clock = new TestClock();
  final WebhookReceiver crm = WebhookReceiver.start();
  final CrashingDynamo crashing;
  final DynamoWebhookStore store;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger secretReads = new AtomicInteger();
  volatile String secret = "{\"crm\": \"" + KEY + "\", \"other\": \"another key\"}";
  final DynamoDbClient dynamo;
  final String table = "webhooks-" + COUNTER.incrementAndGet();
  private final Platform platform;
  private final SettingsTable settings;
  private int version;
  private int messages;

  Suite(LocalDynamo local) {
    dynamo = local.client();
    crashing = new CrashingDynamo(dynamo);
    createTable();
    TestPlatform.createTable(dynamo, table + "-settings");
    settings = new SettingsTable(dynamo, table + "-settings", clock);
    store = new DynamoWebhookStore(dynamo, table);
    platform = platform("allowed");
    name(new Webhook("crm", crm.url("/hook").toString(), Samples.ALL));
  }

  private Platform platform(String loopback) {
    DynamoDbClient client = crashing.client();
    return new Platform(
        Map.of(
            Platform.TABLE,
            table,
            Platform.SETTINGS_TABLE,
            table + "-settings",
            Platform.SERVICE,
            "webhooks",
            SenderHandler.WEBHOOK_KEYS_SECRET,
            "webhook-keys",
            SenderHandler.WEBHOOK_LOOPBACK,
            loopback),
        clock,
        new Random(7),
        () -> client,
        () -> {
          throw new IllegalStateException("no event bus here");
        },
        () -> {
          throw new IllegalStateException("no queues here");
        },
        this::secrets,
        log::add);
  }

  private void createTable() {
    dynamo.createTable(
        r ->
            r.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("pk", ScalarAttributeType.S),
                    attribute("sk", ScalarAttributeType.N),
                    attribute("kept", ScalarAttributeType.S),
                    attribute("dueAt", ScalarAttributeType.N))
                .keySchema(keys("pk", "sk"))
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName(Items.INDEX)
                        .keySchema(keys("kept", "dueAt"))
                        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                        .build()));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(
        KeySchemaElement.builder().attributeName(partition).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sort).keyType(KeyType.RANGE).build());
  }

  private SecretsManagerClient secrets() {
    return new SecretsManagerClient() {
      @Override
      public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        secretReads.incrementAndGet();
        return GetSecretValueResponse.builder().secretString(secret).build();
      }

      @Override
      public String serviceName() {
        return "secretsmanager";
      }

      @Override
      public void close() {}
    };
  }

  /** Applies settings with these webhooks; seen by all handlers from now on. */
  void name(Webhook... webhooks) {
    settings.apply(Samples.settings(++version, List.of(webhooks)));
    clock.advance(SettingsTable.AGE_MAX.plusMillis(1));
  }

  /** A new instance of the sender, as after a cold start. */
  SenderHandler sender() {
    return sender(platform);
  }

  /** A sender as on AWS. */
  SenderHandler senderWithoutLoopback() {
    return sender(platform("refused"));
  }

  private static SenderHandler sender(Platform platform) {
    return new SenderHandler(
        platform,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        new SenderHandler.Patience(SHORT, SHORT));
  }

  SQSBatchResponse deliver(LeadReturned... events) {
    SQSEvent batch = new SQSEvent();
    batch.setRecords(new ArrayList<>());
    for (LeadReturned event : events) {
      batch
          .getRecords()
          .add(message("LeadReturned", Json.text(Envelope.of(event, "cause", event.returnedAt()))));
    }
    return deliver(batch);
  }

  SQSBatchResponse deliver(SQSEvent batch) {
    return new WebhooksHandler(platform).handleRequest(batch, null);
  }

  SQSMessage message(String type, String detail) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("m" + ++messages);
    message.setBody("{\"detail-type\":\"" + type + "\",\"detail\":" + detail + "}");
    return message;
  }

  /** Wakes the sender for everything that waits at some endpoints. */
  StreamsEventResponse wake(String... endpoints) {
    return wake(sender(), endpoints);
  }

  StreamsEventResponse wake(SenderHandler sender, String... endpoints) {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(new ArrayList<>());
    for (String endpoint : endpoints) {
      for (DeliveryKey key : store.kept(endpoint, Box.WAITING, Instant.EPOCH, EVER, 10_000)) {
        event.getRecords().add(record("INSERT", key));
      }
    }
    return sender.handleRequest(event, null);
  }

  static DynamodbStreamRecord record(String name, DeliveryKey key) {
    StreamRecord change = new StreamRecord();
    change.setKeys(
        Map.of(
            "pk", new AttributeValue().withS(Items.partition(key.endpoint(), key.lead())),
            "sk", new AttributeValue().withN(key.number().toString())));
    change.setSequenceNumber(key.number().toString());
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName(name);
    record.setDynamodb(change);
    return record;
  }

  void sweep() {
    sender().handleRequest(new DynamodbEvent(), null);
  }

  /** Lets the schedule run once a minute for so long. */
  void sweepFor(Duration time) {
    sweepFor(time, Duration.ofMinutes(1));
  }

  void sweepFor(Duration time, Duration every) {
    Instant end = clock.instant().plus(time);
    SenderHandler sender = sender();
    while (clock.instant().isBefore(end)) {
      sender.handleRequest(new DynamodbEvent(), null);
      clock.advance(every);
    }
  }

  Map<String, Object> operate(Map<String, Object> request) {
    return new OperationsHandler(platform).handleRequest(request, null);
  }

  int waiting(String endpoint) {
    return store.kept(endpoint, Box.WAITING, Instant.EPOCH, EVER, 10_000).size();
  }

  int dead(String endpoint) {
    return store.kept(endpoint, Box.DEAD, Instant.EPOCH, EVER, 10_000).size();
  }

  EndpointState state(String endpoint) {
    return store.find(endpoint).orElseThrow();
  }

  /** Summaries of the events that a receiver was posted, in order, one for each time. */
  static List<String> heard(WebhookReceiver receiver) {
    return receiver.posts().stream()
        .map(post -> Json.MAPPER.readTree(post.body()).at("/data/summary").asString(""))
        .toList();
  }

  @Override
  public void close() {
    crm.close();
    dynamo.close();
  }
}
