package salesops.slack;

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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.LeadUnassigned;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.Log;
import salesops.runtime.Platform;
import salesops.runtime.SettingsTable;
import salesops.runtime.SignedTokens;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.slack.SlackStandIn;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import tools.jackson.databind.node.ObjectNode;

/** Both handlers over tables of their own, with a clock that a pause moves. */
final class Suite implements AutoCloseable {
  static final String SIGNING_KEY = "a key that is long enough for the tests";

  private static final String SIGNING_KEY_SECRET = "signing-key";
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final SlackApi.Timeouts SHORT =
      new SlackApi.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(400));

  /** For where Slack answers always: a busy machine must not look like silence. */
  static final SlackApi.Timeouts PATIENT =
      new SlackApi.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));

  SlackApi.Timeouts timeouts = SHORT;

  final TestClock clock = new TestClock();
  final SlackStandIn slack = SlackStandIn.start(clock);
  final CrashingDynamo crashing;
  final DynamoSlackStore store;
  final List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger secretReads = new AtomicInteger();
  volatile String secret = SlackStandIn.TOKEN;

  /** Empty: it cannot be read. */
  volatile String signingKey = SIGNING_KEY;

  private final DynamoDbClient dynamo;
  private final String table = "slack-" + COUNTER.incrementAndGet();
  private final Platform platform;
  private final SlackHandler slackHandler;
  private int messages;
  private @Nullable SenderHandler warm;

  Suite(LocalDynamo local) {
    this(local, Samples.settings());
  }

  Suite(LocalDynamo local, Settings settings) {
    dynamo = local.client();
    crashing = new CrashingDynamo(dynamo);
    TestPlatform.createTable(dynamo, table);
    TestPlatform.createTable(dynamo, table + "-settings");
    apply(settings);
    store = new DynamoSlackStore(dynamo, table);
    DynamoDbClient client = crashing.client();
    platform =
        new Platform(
            Map.of(
                Platform.TABLE,
                table,
                Platform.SETTINGS_TABLE,
                table + "-settings",
                Platform.SERVICE,
                "slack",
                Platform.PUBLIC_ADDRESS,
                "https://api.example",
                SignedTokens.SIGNING_KEY_SECRET,
                SIGNING_KEY_SECRET,
                BotToken.SLACK_TOKEN_SECRET,
                "slack-token",
                SlackApi.SLACK_API,
                slack.api().toString()),
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
    slackHandler = new SlackHandler(platform);
  }

  /** Puts settings in force as the next version, as of now. */
  void apply(Settings settings) {
    SettingsTable stored = new SettingsTable(dynamo, table + "-settings", clock);
    ObjectNode next = Json.MAPPER.valueToTree(settings);
    int version = stored.pointer() + 1;
    next.put("version", version).put("appliedAt", clock.instant().toString());
    if (!stored.apply(Json.MAPPER.treeToValue(next, Settings.class))) {
      throw new IllegalStateException("settings were not applied");
    }
    if (version > 1) {
      clock.advance(SettingsTable.AGE_MAX.plusMillis(1)); // now everybody has seen it
    }
  }

  private SecretsManagerClient secrets() {
    return new SecretsManagerClient() {
      @Override
      public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        if (request.versionStage() != null) {
          throw ResourceNotFoundException.builder().message("never replaced").build();
        }
        if (request.secretId().equals(SIGNING_KEY_SECRET)) {
          if (signingKey.isEmpty()) {
            throw SecretsManagerException.builder().message("down").build();
          }
          return GetSecretValueResponse.builder().secretString(signingKey).build();
        }
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

  /** A new instance of the sender, as after a cold start. */
  SenderHandler sender() {
    return sender((_, until) -> clock.reach(until));
  }

  SenderHandler sender(Pause pause) {
    return new SenderHandler(platform, pause, timeouts);
  }

  Log logger() {
    return new Log(platform);
  }

  OperationsHandler operations() {
    return new OperationsHandler(platform);
  }

  /** Delivers events over the queue. */
  SQSBatchResponse deliver(Event... events) {
    SQSEvent batch = new SQSEvent();
    batch.setRecords(new ArrayList<>());
    for (Event event : events) {
      batch.getRecords().add(message(event, occurredAt(event)));
    }
    return deliver(batch);
  }

  SQSBatchResponse deliver(SQSEvent batch) {
    return slackHandler.handleRequest(batch, null);
  }

  private static Instant occurredAt(Event event) {
    return switch (event) {
      case LeadAssigned assigned -> assigned.assignedAt();
      case LeadUnassigned held -> held.heldAt();
      case LeadReturned returned -> returned.returnedAt();
      case LeadQuarantined quarantined -> quarantined.quarantinedAt();
      default -> TestClock.START;
    };
  }

  SQSMessage message(Event event, Instant occurredAt) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("m" + ++messages);
    message.setBody(
        Json.text(
            Map.of(
                "detail-type", event.type(), "detail", Envelope.of(event, "cause", occurredAt))));
    return message;
  }

  /** The stream's records of rows now waiting for a channel. */
  DynamodbEvent inserts(String channel) {
    Channel to = new Channel(channel);
    List<DynamodbStreamRecord> records = new ArrayList<>();
    for (SlackStore.Pending row : store.pending(to, RowKey.NONE, 1_000)) {
      records.add(record("INSERT", to, row.key()));
    }
    return stream(records);
  }

  static DynamodbEvent stream(List<DynamodbStreamRecord> records) {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  static DynamodbStreamRecord record(String name, Channel channel, RowKey key) {
    StreamRecord change = new StreamRecord();
    change.setKeys(
        Map.of(
            "pk", new AttributeValue().withS(Items.partition(channel)),
            "sk", new AttributeValue().withN(key.number().toString())));
    change.setNewImage(Map.of(Items.NOTE, new AttributeValue()));
    change.setSequenceNumber(key.number().toString());
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName(name);
    record.setDynamodb(change);
    return record;
  }

  StreamsEventResponse wake(String channel) {
    return sender().handleRequest(inserts(channel), null);
  }

  /** As the stream does for the rows of assigned leads, to their owners and the team's channel. */
  StreamsEventResponse wakeFor(List<LeadAssigned> leads) {
    List<DynamodbStreamRecord> records = new ArrayList<>();
    for (LeadAssigned lead : leads) {
      RowKey key = RowKey.of(lead.assignedAt(), lead.eventId());
      records.add(record("INSERT", new Channel(lead.rep().email()), key));
      if (lead.score().grade().toString().equals("A1")) {
        records.add(record("INSERT", new Channel(Samples.TEAM_CHANNEL), key));
      }
    }
    return warm().handleRequest(stream(records), null);
  }

  void sweep() {
    warm().handleRequest(new DynamodbEvent(), null);
  }

  /** One instance that stays, as between invocations that follow each other closely. */
  private synchronized SenderHandler warm() {
    if (warm == null) {
      warm = sender();
    }
    return warm;
  }

  /** Lets the schedule run once a minute for so long. */
  void sweepFor(Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      Instant next = clock.instant().plus(Duration.ofMinutes(1));
      sweep();
      clock.set(next.isAfter(clock.instant()) ? next : clock.instant());
    }
  }

  int waiting(String channel) {
    return store.pending(new Channel(channel), RowKey.NONE, 10_000).size();
  }

  /** Names of the leads that a channel heard of, in order, one for each time. */
  List<String> heard(String channel) {
    return slack.messages(channel).stream()
        .flatMap(message -> message.lines().stream().flatMap(String::lines))
        .filter(line -> line.matches("\\S+ [A-D][1-4]( → \\S+)? · Lead .*"))
        .map(line -> line.replaceAll(".*(Lead \\d+).*", "$1"))
        .toList();
  }

  @Override
  public void close() {
    slack.close();
    dynamo.close();
  }
}
