package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import salesops.events.LeadReturned;
import salesops.model.settings.Settings.Webhook;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.CrashingDynamo;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.StreamRecords;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.TestSettings;
import salesops.testkit.WebhookReceiver;
import salesops.webhooks.Delivery.Box;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The handlers over tables of their own, a clock that is moved by hand, and a receiver. */
final class Suite implements AutoCloseable, AfterEachCallback {
  static final String KEY = "whk_a test's key";
  static final Instant EVER = Instant.ofEpochMilli(9_999_999_999_999L);

  /** For what hangs. */
  static final Poster.Timeouts SHORT =
      new Poster.Timeouts(Duration.ofMillis(300), Duration.ofMillis(400));

  /** For what answers, however busy the machine is. */
  static final Poster.Timeouts LONG =
      new Poster.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

  /** How often the schedule runs while nothing is due. */
  private static final Duration IDLE_SWEEPS = Duration.ofMinutes(20);

  static final String TABLE = "webhooks";
  private static final String SETTINGS_TABLE = "settings";
  private static final String KEYS_SECRET = "webhook-keys";

  final TestClock clock = new TestClock();
  final WebhookReceiver crm = WebhookReceiver.start();
  final CrashingDynamo crashing;
  final DynamoWebhookStore store;
  final DynamoDbClient dynamo;
  Poster.Timeouts timeouts = LONG;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final TestPlatform outside;
  private final Platform platform;
  private final SettingsTable settings;
  private int version;

  Suite() {
    this(LocalDynamo.database());
  }

  /**
   * @param dynamo closed with the suite; has none of its tables yet
   */
  Suite(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
    crashing = new CrashingDynamo(dynamo);
    TestPlatform.createTable(
        dynamo, TABLE, new TestPlatform.Index(Delivery.INDEX, "kept", "dueAt"));
    TestPlatform.createTable(dynamo, SETTINGS_TABLE);
    settings = new SettingsTable(dynamo, SETTINGS_TABLE, clock);
    store = new DynamoWebhookStore(dynamo, TABLE);
    outside = new TestPlatform(crashing.client(), clock);
    platform = platform("allowed");
    keys("{\"crm\": \"" + KEY + "\", \"other\": \"another key\"}");
    name(new Webhook("crm", crm.url("/hook").toString(), Samples.ALL));
  }

  private Platform platform(String loopback) {
    return outside.with(
        Map.of(
            Platform.TABLE, TABLE,
            Platform.SETTINGS_TABLE, SETTINGS_TABLE,
            Platform.SERVICE, "webhooks",
            SenderHandler.WEBHOOK_KEYS_SECRET, KEYS_SECRET,
            SenderHandler.WEBHOOK_LOOPBACK, loopback),
        secrets);
  }

  /** The secret with the endpoints' keys, from now on. */
  void keys(String value) {
    secrets.put(KEYS_SECRET, value);
  }

  int keyReads() {
    return outside.secretReads(KEYS_SECRET);
  }

  List<String> log() {
    return outside.logLines();
  }

  /** Applies settings with these webhooks; seen by all handlers from now on. */
  void name(Webhook... webhooks) {
    settings.apply(TestSettings.northwind().version(++version).webhooks(List.of(webhooks)).build());
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

  private SenderHandler sender(Platform over) {
    return new SenderHandler(
        over,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        new SenderHandler.Patience(timeouts, timeouts));
  }

  /** Delivers events over the queue, each of which is taken. */
  void deliver(LeadReturned... events) {
    deliver(
        QueueMessages.batch(
            Stream.of(events).map(event -> QueueMessages.of(event, event.returnedAt())).toList()));
  }

  /** Delivers messages, each of which is taken. */
  void deliver(SQSEvent batch) {
    assertEquals(List.of(), answer(batch).getBatchItemFailures());
  }

  /** What the queue is told of a batch. */
  SQSBatchResponse answer(SQSEvent batch) {
    return new WebhooksHandler(platform).handleRequest(batch, null);
  }

  /** Wakes the sender for everything that waits at some endpoints. */
  StreamsEventResponse wake(String... endpoints) {
    return wake(sender(), endpoints);
  }

  StreamsEventResponse wake(SenderHandler sender, String... endpoints) {
    List<DynamodbStreamRecord> records = new ArrayList<>();
    for (String endpoint : endpoints) {
      for (DeliveryKey key : store.kept(endpoint, Box.WAITING, Instant.EPOCH, EVER, 10_000)) {
        records.add(record("INSERT", key));
      }
    }
    return sender.handleRequest(StreamRecords.batch(records), null);
  }

  static DynamodbStreamRecord record(String name, DeliveryKey key) {
    return StreamRecords.of(name, key.pk(), key.sk());
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

  /**
   * Lets the schedule run whenever something is due at an endpoint, and now and then when nothing
   * is: the minutes in between would find nothing either.
   */
  void sweepWhenDue(String endpoint, Duration time) {
    Instant end = clock.instant().plus(time);
    SenderHandler sender = sender();
    while (clock.instant().isBefore(end)) {
      sender.handleRequest(new DynamodbEvent(), null);
      Instant next = clock.instant().plus(Duration.ofMinutes(1));
      Instant idleUntil = clock.instant().plus(IDLE_SWEEPS);
      Instant due =
          store.kept(endpoint, Box.WAITING, Instant.EPOCH, idleUntil, 1).stream()
              .flatMap(key -> store.find(key).stream())
              .map(delivery -> delivery.kept().dueAt())
              .findFirst()
              .orElse(idleUntil);
      while (next.isBefore(due)) {
        next = next.plus(Duration.ofMinutes(1));
      }
      clock.set(next);
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

  /** Delivers the first return of each of these leads. */
  void deliver(int from, int to) {
    deliver(
        IntStream.rangeClosed(from, to)
            .mapToObj(n -> Samples.returned(n, 1))
            .toArray(LeadReturned[]::new));
  }

  /** Summaries of the first returns of these leads. */
  static Set<String> leads(int from, int to) {
    Set<String> leads = new TreeSet<>();
    IntStream.rangeClosed(from, to).forEach(n -> leads.add("Lead " + n + " seq 1"));
    return leads;
  }

  /** Summaries of what was posted, each once. */
  Set<String> heard() {
    return new TreeSet<>(heard(crm));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    crm.close();
    dynamo.close();
  }
}
