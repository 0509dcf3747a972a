package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import salesops.events.QuotaReached;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Settings;
import salesops.quota.QuotaOperation.Verified;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.outbox.Outbox;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.CrashingDynamo;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The handlers over tables of their own and a clock that is moved by hand. */
final class Suite implements AutoCloseable, AfterEachCallback {
  static final String TABLE = "quota";
  static final YearMonth NOVEMBER = YearMonth.parse("2026-11");
  private static final String SETTINGS_TABLE = "settings";

  final TestClock clock = new TestClock();
  final DynamoDbClient dynamo = LocalDynamo.database();
  final CrashingDynamo crashing = new CrashingDynamo(dynamo);
  final DynamoLedger ledger = new DynamoLedger(dynamo, TABLE);

  /** Every event that was ever in an outbox, in order. */
  final List<QuotaReached> announced = new ArrayList<>();

  private final Set<String> announcedIds = new HashSet<>();
  private final TestPlatform outside = new TestPlatform(crashing.client(), clock);
  private final Platform platform =
      outside.with(
          Map.of(
              Platform.TABLE, TABLE,
              Platform.SETTINGS_TABLE, SETTINGS_TABLE,
              Platform.SERVICE, "quota"));
  private int version;

  Suite() {
    TestPlatform.createTable(dynamo, TABLE);
    TestPlatform.createTable(dynamo, SETTINGS_TABLE);
    quotas();
  }

  /** Applies settings with these quotas: ana, ben and chloe in team emea of Tom's. */
  void quotas(Quota... quotas) {
    apply(
        TestSettings.northwind()
            .teams(new Settings.Team("emea", TestSettings.person("tom"), null, null))
            .reps(TestRep.rep("ana"), TestRep.rep("ben"), TestRep.rep("chloe"))
            .quotas(new QuotaRules(List.of(quotas), List.of(50, 80, 100, 120))));
  }

  void apply(TestSettings settings) {
    new SettingsTable(dynamo, SETTINGS_TABLE, clock).apply(settings.version(++version).build());
    clock.advance(SettingsTable.AGE_MAX.plusMillis(1));
  }

  /** A quota of the fiscal quarter from November to January. */
  static Quota quarter(String rep, String amount) {
    return quota(rep, "2026-11-01", "2027-02-01", amount);
  }

  static Quota quota(String rep, String from, String until, String amount) {
    return new Quota(
        TestSettings.person(rep),
        null,
        LocalDate.parse(from),
        LocalDate.parse(until),
        Deals.money(amount).minor());
  }

  static Quota ofTeam(String team, String amount) {
    return new Quota(
        null,
        team,
        LocalDate.parse("2026-11-01"),
        LocalDate.parse("2027-02-01"),
        Deals.money(amount).minor());
  }

  /** A new instance, as after a cold start. */
  QuotaHandler handler() {
    return new QuotaHandler(platform);
  }

  /** Delivers versions of deals, each of which is taken. */
  void deliver(Deal... versions) {
    for (Deal deal : versions) {
      deliver(message(deal));
    }
  }

  void deliver(SQSMessage message) {
    assertEquals(1, taken(message));
  }

  /** How many of the messages were taken. */
  int taken(SQSMessage... messages) {
    int failed =
        handler().handleRequest(QueueMessages.batch(messages), null).getBatchItemFailures().size();
    for (Map<String, AttributeValue> item : items("q#")) {
      AttributeValue outbox = item.get(Outbox.ATTRIBUTE);
      if (outbox != null && announcedIds.addAll(Outbox.ids(outbox))) {
        announced.add(Outbox.read(outbox, QuotaReached.class).data());
      }
    }
    return messages.length - failed;
  }

  static SQSMessage message(Deal deal) {
    return QueueMessages.of(Deals.event(deal), TestClock.START);
  }

  List<Integer> announcedPercents() {
    return announced.stream().map(QuotaReached::percent).toList();
  }

  /** Outcomes that were logged. */
  List<String> outcomes() {
    return outside.logLines().stream()
        .map(line -> Json.MAPPER.readTree(line).path("outcome").asString(""))
        .toList();
  }

  Map<String, Object> operate(Map<String, Object> request) {
    return new OperationsHandler(platform).handleRequest(request, null);
  }

  Verified verify() {
    return new VerifyLedger(ledger).verify(null, "GBP");
  }

  static RepMonth november(String rep) {
    return new RepMonth(TestSettings.person(rep), NOVEMBER);
  }

  List<Entry> entries(String rep) {
    return ledger.entries(november(rep));
  }

  /** Revenue of each rep in November, from the counters. */
  Map<String, String> revenue(String... reps) {
    Map<String, String> sums = new TreeMap<>();
    Stream.of(reps)
        .map(Suite::november)
        .map(ledger::counter)
        .forEach(c -> sums.put(c.of().rep().shortName(), major(c.sums().revenueMinor())));
    return sums;
  }

  /** What counts for a rep in November. */
  String total(String rep) {
    return major(ledger.counter(november(rep)).sums().totalMinor());
  }

  List<Integer> reached(String rep, Quota quota) {
    RepId id = TestSettings.person(rep);
    return ledger.milestones(id, Period.of(quota)).reached();
  }

  static String major(long minor) {
    return new Money(minor, "GBP").decimal();
  }

  /** Items whose keys begin like this. */
  List<Map<String, AttributeValue>> items(String prefix) {
    return dynamo.scanPaginator(r -> r.tableName(TABLE)).items().stream()
        .filter(item -> item.getOrDefault("pk", AttributeValue.fromS("")).s().startsWith(prefix))
        .toList();
  }

  @Override
  public void close() {
    dynamo.close();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }
}
