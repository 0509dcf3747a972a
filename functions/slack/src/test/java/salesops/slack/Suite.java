package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.LeadUnassigned;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SignedTokens;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.CrashingDynamo;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.StreamRecords;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.slack.PostedMessage;
import salesops.testkit.slack.SlackStandIn;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.node.ObjectNode;

/** The handlers over tables of their own, with a clock that a pause moves. */
final class Suite implements AutoCloseable, AfterEachCallback {
  static final String SIGNING_KEY = "a key that is long enough for the tests";

  /** For what hangs. */
  static final SlackApi.Timeouts SHORT =
      new SlackApi.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(400));

  /** For what answers, however busy the machine is. */
  private static final SlackApi.Timeouts LONG =
      new SlackApi.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

  static final String TABLE = "slack";
  private static final String SETTINGS_TABLE = "settings";
  private static final String TOKEN_SECRET = "slack-token";
  private static final String SIGNING_KEY_SECRET = "signing-key";

  final TestClock clock = new TestClock();
  final SlackStandIn slack = SlackStandIn.start(clock);
  final CrashingDynamo crashing;
  final DynamoSlackStore store;
  SlackApi.Timeouts timeouts = LONG;
  private final DynamoDbClient dynamo;
  private final Map<String, String> secrets =
      new ConcurrentHashMap<>(
          Map.of(TOKEN_SECRET, SlackStandIn.TOKEN, SIGNING_KEY_SECRET, SIGNING_KEY));
  private final TestPlatform outside;
  private final Platform platform;
  private final SlackHandler slackHandler;
  private @Nullable SenderHandler warm;

  Suite() {
    this(Samples.settings());
  }

  Suite(Settings settings) {
    this(LocalDynamo.database(), settings);
  }

  /**
   * @param dynamo closed with the suite; has none of its tables yet
   */
  Suite(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    TestPlatform.createTable(dynamo, TABLE);
    TestPlatform.createTable(dynamo, SETTINGS_TABLE);
    apply(settings);
    store = new DynamoSlackStore(dynamo, TABLE);
    crashing = new CrashingDynamo(dynamo);
    outside = new TestPlatform(crashing.client(), clock);
    platform =
        outside.with(
            Map.of(
                Platform.TABLE, TABLE,
                Platform.SETTINGS_TABLE, SETTINGS_TABLE,
                Platform.SERVICE, "slack",
                Platform.PUBLIC_ADDRESS, "https://api.example",
                SignedTokens.SIGNING_KEY_SECRET, SIGNING_KEY_SECRET,
                BotToken.SLACK_TOKEN_SECRET, TOKEN_SECRET,
                SlackApi.SLACK_API, slack.api().toString()),
            secrets);
    slackHandler = new SlackHandler(platform);
  }

  /** Puts settings in force as the next version, as of now. */
  void apply(Settings settings) {
    SettingsTable stored = new SettingsTable(dynamo, SETTINGS_TABLE, clock);
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

  /** The secret with the bot's token, from now on. */
  void token(String value) {
    secrets.put(TOKEN_SECRET, value);
  }

  /**
   * The secret with the signing key, from now on.
   *
   * @param value empty: it cannot be read
   */
  void signingKey(String value) {
    secrets.put(SIGNING_KEY_SECRET, value);
  }

  int tokenReads() {
    return outside.secretReads(TOKEN_SECRET);
  }

  List<String> log() {
    return outside.logLines();
  }

  /** A new instance of the sender, as after a cold start. */
  SenderHandler sender() {
    return sender(clock.pause());
  }

  SenderHandler sender(Pause pause) {
    return new SenderHandler(TestPlatform.waitingBy(pause, platform), timeouts);
  }

  Log logger() {
    return new Log(platform);
  }

  OperationsHandler operations() {
    return new OperationsHandler(platform);
  }

  /** Delivers events over the queue, each of which is taken. */
  void deliver(Event... events) {
    deliver(
        QueueMessages.batch(
            Stream.of(events).map(event -> QueueMessages.of(event, occurredAt(event))).toList()));
  }

  /** Delivers messages, each of which is taken. */
  void deliver(SQSEvent batch) {
    assertEquals(List.of(), answer(batch).getBatchItemFailures());
  }

  /** What the queue is told of a batch. */
  SQSBatchResponse answer(SQSEvent batch) {
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

  /** The stream's records of rows now waiting for a channel. */
  DynamodbEvent inserts(String channel) {
    Channel to = new Channel(channel);
    List<DynamodbStreamRecord> records = new ArrayList<>();
    for (SlackStore.Pending row : store.pending(to, RowKey.NONE, 1_000)) {
      records.add(record("INSERT", to, row.key()));
    }
    return StreamRecords.batch(records);
  }

  static DynamodbStreamRecord record(String name, Channel channel, RowKey key) {
    return StreamRecords.of(name, Items.partition(channel), key.number(), Items.NOTE);
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
    return warm().handleRequest(StreamRecords.batch(records), null);
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

  /** Lets the schedule run once a minute until this time. */
  void advance(Instant to) {
    sweep();
    while (clock.instant().plus(Duration.ofMinutes(1)).isBefore(to)) {
      clock.advance(Duration.ofMinutes(1));
      sweep();
    }
    if (clock.instant().isBefore(to)) {
      clock.set(to);
    }
  }

  /** Delivers events at this time, to a function that is told once a minute until then. */
  void deliverAt(Instant at, Event... events) {
    advance(at);
    deliver(events);
  }

  /** What managers' digests said to a channel. */
  List<String> digests(String channel) {
    return slack.messages(channel).stream()
        .flatMap(message -> message.lines().stream())
        .filter(line -> line.startsWith("Since "))
        .toList();
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

  /** Lead {@code n}, assigned so many milliseconds after the start. */
  static LeadAssigned lead(int n, String rep) {
    return Samples.assigned(
        Samples.lead("Lead " + n, Map.of()),
        "B3",
        rep,
        Path.TERRITORY,
        TestClock.START.plusMillis(n));
  }

  /** Names of leads. */
  static List<String> leads(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(n -> "Lead " + n).toList();
  }

  /** Delivers these leads, assigned to one rep, each in a batch of its own. */
  void deliver(int from, int to, String rep) {
    IntStream.rangeClosed(from, to).forEach(n -> deliver(lead(n, rep)));
  }

  void assertPaced(String channel) {
    List<Instant> times = slack.messages(channel).stream().map(PostedMessage::at).toList();
    for (int i = 1; i < times.size(); i++) {
      assertFalse(times.get(i).isBefore(times.get(i - 1).plus(Pace.INTERVAL)), channel);
    }
  }

  /** Whatever a test does, Slack's limits are kept. */
  @Override
  public void afterEach(ExtensionContext context) {
    assertEquals(List.of(), slack.violations());
    close();
  }

  @Override
  public void close() {
    slack.close();
    dynamo.close();
  }
}
