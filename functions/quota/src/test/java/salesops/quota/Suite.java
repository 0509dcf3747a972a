package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.QuotaEvent.QuotaReached;
import salesops.events.SettingsApplied;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Settings;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.quota.QuotaOperation.ListAttainment;
import salesops.quota.QuotaOperation.Verified;
import salesops.quota.attainment.QuotaLine;
import salesops.quota.ledger.Counter;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.Sums;
import salesops.quota.people.People;
import salesops.quota.people.RepKey;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.Refused;
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
  private static final String SETTINGS_TABLE = "settings";

  final TestClock clock;
  final DynamoDbClient dynamo = LocalDynamo.database();
  final CrashingDynamo crashing = new CrashingDynamo(dynamo);
  final DynamoLedger ledger;
  final People people;

  /** Every event that was ever in an outbox, in order of discovery. */
  final List<Event> events = new ArrayList<>();

  private final Set<String> seenIds = new HashSet<>();
  private final TestPlatform outside;
  private final Platform platform;
  private Settings settings;
  private int version;

  /** An instance that goes on from delivery to delivery. */
  private @Nullable QuotaHandler warm;

  Suite() {
    this(TestClock.START);
  }

  Suite(Instant start) {
    clock = new TestClock(start);
    outside = new TestPlatform(crashing.client(), clock);
    platform =
        outside.with(
            Map.of(
                Platform.TABLE, TABLE,
                Platform.SETTINGS_TABLE, SETTINGS_TABLE,
                Platform.SERVICE, "quota"));
    Parts parts = Parts.of(platform);
    ledger = parts.ledger();
    people = parts.people();
    TestPlatform.createTable(dynamo, TABLE, new TestPlatform.Index("due", "due", "dueAt"));
    TestPlatform.createTable(dynamo, SETTINGS_TABLE);
    settings = quotas();
  }

  static TestSettings company() {
    return TestSettings.northwind()
        .teams(new Settings.Team("emea", TestSettings.person("tom"), null, null))
        .reps(TestRep.rep("ana"), TestRep.rep("ben"), TestRep.rep("chloe"));
  }

  /** Applies settings with these quotas: ana, ben and chloe in team emea of Tom's. */
  Settings quotas(Quota... quotas) {
    return apply(company().quotas(QuotaRules.of(List.of(quotas), List.of(50, 80, 100, 120))));
  }

  /** Applies settings, and tells the function. */
  Settings apply(TestSettings next) {
    settings = next.version(++version).appliedAt(clock.instant()).build();
    new SettingsTable(dynamo, SETTINGS_TABLE, clock).apply(settings);
    clock.advance(SettingsTable.AGE_MAX.plusMillis(1));
    deliver(
        QueueMessages.of(
            new SettingsApplied(version, version - 1, "ops@northwind.example", clock.instant()),
            clock.instant()));
    return settings;
  }

  Settings settings() {
    return settings;
  }

  /** A quota of the fiscal quarter from November to January. */
  static Quota quarter(String rep, String amount) {
    return quota(rep, "2026-Q4", amount);
  }

  /**
   * @param period in a fiscal year that begins in February
   */
  static Quota quota(String rep, String period, String amount) {
    return Quota.of(TestSettings.person(rep), february(period), Deals.money(amount).minor());
  }

  static Quota ofTeam(String team, String period, String amount) {
    return Quota.ofTeam(team, february(period), Deals.money(amount).minor());
  }

  private static Period february(String period) {
    return FiscalCalendar.of(TestSettings.northwind().build().company()).parse(period);
  }

  /** A new instance, as after a cold start. */
  QuotaHandler handler() {
    return new QuotaHandler(platform);
  }

  /** A tick of the schedule. */
  void tick() {
    new DueHandler(platform).handleRequest(Map.of(), null);
    collect();
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

  void deliver(Event event) {
    deliver(QueueMessages.of(event, clock.instant()));
  }

  /** How many of the messages were taken. */
  int taken(SQSMessage... messages) {
    if (warm == null || crashing.crashed()) {
      warm = handler();
    }
    int failed =
        warm.handleRequest(QueueMessages.batch(messages), null).getBatchItemFailures().size();
    collect();
    return messages.length - failed;
  }

  private void collect() {
    for (Map<String, AttributeValue> item :
        dynamo
            .scanPaginator(r -> r.tableName(TABLE).filterExpression("attribute_exists(outbox)"))
            .items()) {
      AttributeValue outbox = item.get(Outbox.ATTRIBUTE);
      if (outbox != null && seenIds.addAll(Outbox.ids(outbox))) {
        Outbox.readAll(outbox).stream().map(Envelope::data).forEach(events::add);
      }
    }
  }

  <T extends Event> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  SQSMessage message(Deal deal) {
    return QueueMessages.of(Deals.event(deal, clock.instant()), clock.instant());
  }

  List<Integer> announcedPercents() {
    return events(QuotaReached.class).stream().map(QuotaReached::percent).toList();
  }

  /** Outcomes of deals that were logged. */
  List<String> outcomes() {
    return outside.logLines().stream()
        .map(line -> Json.MAPPER.readTree(line))
        .filter(line -> line.path("event").asString("").startsWith("Deal"))
        .map(line -> line.path("outcome").asString(""))
        .toList();
  }

  Map<String, Object> operate(Map<String, Object> request) {
    Map<String, Object> answer = new OperationsHandler(platform).handleRequest(request, null);
    collect();
    return answer;
  }

  /** What answers an operation that is not refused. */
  @SuppressWarnings("unchecked")
  <A extends Operation.Answer> A ask(QuotaOperation<A> operation) {
    Operation.Answer answer = new OperationsHandler(platform).answer(operation);
    collect();
    if (answer instanceof Refused refused) {
      throw new AssertionError(refused.code() + ": " + refused.message());
    }
    return (A) answer;
  }

  /** How an operation is refused. */
  Refused refused(QuotaOperation<?> operation) {
    try {
      return (Refused) new OperationsHandler(platform).answer(operation);
    } catch (salesops.runtime.operations.RefusedException e) {
      return e.refused();
    }
  }

  /** Differences of the whole ledger. */
  List<QuotaOperation.Damage> verify() {
    List<QuotaOperation.Damage> damages = new ArrayList<>();
    String cursor = null;
    do {
      Verified part = ask(new QuotaOperation.VerifyLedger(cursor));
      damages.addAll(part.damages());
      cursor = part.cursor();
    } while (cursor != null);
    return damages;
  }

  RepKey key(String rep) {
    return people.key(TestSettings.person(rep));
  }

  /** Counters of a fiscal year. */
  List<Counter> counters(int year) {
    return ledger.year(year);
  }

  /** All entries of a rep in the fiscal year 2026, in order. */
  List<Entry> entries(String rep) {
    return counters(2026).stream()
        .filter(counter -> counter.slot().rep().equals(key(rep)))
        .flatMap(counter -> ledger.entries(counter.slot()).stream())
        .sorted(Comparator.comparing(Entry::recordedAt).thenComparingLong(Entry::number))
        .toList();
  }

  /** Sums of the fiscal year 2026. */
  Sums sums(String rep) {
    return counters(2026).stream()
        .filter(counter -> counter.slot().rep().equals(key(rep)))
        .map(counter -> counter.sum(0, 12))
        .reduce(Sums.ZERO, Sums::plus);
  }

  /** Revenue of each rep in the fiscal year, from the counters. */
  Map<String, String> revenue(String... reps) {
    Map<String, String> sums = new TreeMap<>();
    Stream.of(reps).forEach(rep -> sums.put(rep, major(sums(rep).revenueMinor())));
    return sums;
  }

  /** What counts for a rep in the fiscal year. */
  String total(String rep) {
    return major(sums(rep).totalMinor());
  }

  /**
   * The line of a rep, such as {@code ana}, of a team, such as {@code team emea}, or the company.
   */
  QuotaLine line(String who, String period) {
    AttainmentOn all = ask(new ListAttainment(null, period, null));
    return line(who, all);
  }

  static QuotaLine line(String who, AttainmentOn all) {
    return all.standings().stream()
        .flatMap(standings -> standings.lines().stream())
        .filter(line -> who.equals(name(line)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line of " + who));
  }

  private static String name(QuotaLine line) {
    RepId rep = line.rep();
    return rep != null ? rep.shortName() : line.team() == null ? "company" : "team " + line.team();
  }

  static String major(long minor) {
    return new Money(minor, "GBP").decimal();
  }

  static LocalDate day(String iso) {
    return LocalDate.parse(iso);
  }

  static Random random(long seed) {
    return new Random(seed);
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
