package salesops.deals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.deals.lead.LeadWork;
import salesops.deals.store.DynamoDealsStore;
import salesops.events.Decision;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.model.Grade;
import salesops.model.Identity;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.settings.DealRules;
import salesops.model.settings.DealRules.Approval;
import salesops.model.settings.DealRules.HandOver;
import salesops.model.settings.DealRules.Need;
import salesops.model.settings.DealRules.Response;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings.Team;
import salesops.runtime.Json;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.lambda.Platform;
import salesops.runtime.outbox.Outbox;
import salesops.runtime.secrets.SignedTokens;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The functions of deals on a database of their own, a company and a clock that stands. */
final class World {
  static final RepId ANA = TestSettings.person("ana");
  static final RepId BEN = TestSettings.person("ben");
  static final RepId TOM = TestSettings.person("tom");
  static final String ADDRESS = "https://suite.example";

  private static final String TABLE = "deals";
  private static final String SETTINGS = "settings";
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  final TestClock clock = new TestClock();
  final DynamoDbClient dynamo = LocalDynamo.database();
  private final TestPlatform platform = new TestPlatform(dynamo, clock);
  private int version;

  World() {
    this(rules());
  }

  World(DealRules rules) {
    TestPlatform.createTable(
        dynamo,
        TABLE,
        new TestPlatform.Index("due", "due", "dueAt"),
        new TestPlatform.Index("owner", "owner", "closeBy"));
    TestPlatform.createTable(dynamo, SETTINGS);
    apply(northwind().deals(rules));
  }

  /** Reminders for A after 15, 30 and 60 working minutes, for B after 2 hours. */
  static DealRules rules() {
    return new DealRules(
        List.of(
            new Stage("prospecting", 5, Set.of(), null),
            new Stage("proposal", 40, Set.of(Need.AMOUNT, Need.PRODUCT), null),
            new Stage("negotiation", 65, Set.of(), new Approval(20, null))),
        List.of("price", "timing"),
        List.of(),
        new HandOver("accounts@northwind.example", List.of("kick-off call")),
        180,
        90,
        List.of(new Response(grades('A'), 15, 30, 60), new Response(grades('B'), 120, null, null)));
  }

  private static Set<Grade> grades(char fit) {
    return Set.copyOf(Grade.all().stream().filter(g -> g.fit() == fit).toList());
  }

  /** Monday to Friday from 9 to 17, in London. */
  static TestSettings northwind() {
    return TestSettings.northwind()
        .teams(new Team("emea", TOM, "#sales-emea", null))
        .reps(
            TestRep.rep("ana"),
            TestRep.rep("ben"),
            TestRep.rep("hana").zone("Pacific/Honolulu"),
            TestRep.rep("kiri").zone("Pacific/Auckland"))
        .weekdays("09:00", "17:00");
  }

  void apply(TestSettings next) {
    version++;
    settings().apply(next.version(version).build());
  }

  SettingsTable settings() {
    return new SettingsTable(dynamo, SETTINGS, clock);
  }

  /** The functions' environment; another client stands for a function that is about to die. */
  Platform platform(DynamoDbClient client) {
    return new TestPlatform(client, clock)
        .with(
            Map.of(
                Platform.TABLE,
                TABLE,
                Platform.SETTINGS_TABLE,
                SETTINGS,
                Platform.SERVICE,
                "deals",
                Platform.PUBLIC_ADDRESS,
                ADDRESS,
                "SIGNING_KEY_SECRET",
                "signing-key"),
            Map.of("signing-key", KEY));
  }

  Platform platform() {
    return platform(dynamo);
  }

  List<String> logLines() {
    return platform.logLines();
  }

  static LeadId lead(String name) {
    return LeadId.of(PersonKey.ofEmail("salt", name + "@assurance-lyon.example"), name);
  }

  LeadAssigned assigned(String name, RepId rep, int seq) {
    return assigned(name, rep, seq, "A2", clock.instant(), clock.instant());
  }

  static LeadAssigned assigned(
      String name, RepId rep, int seq, String grade, Instant submitted, Instant assigned) {
    PersonKey person = PersonKey.ofEmail("salt", name + "@assurance-lyon.example");
    Lead lead =
        new Lead(
            lead(name),
            "demo",
            submitted,
            Origin.BROWSER,
            Map.of(),
            new Identity(List.of(person), "assurance-lyon.example", Identity.MailKind.BUSINESS),
            Map.of("name", name, "company", "Assurance Lyon"),
            Map.of());
    return new LeadAssigned(
        lead,
        new Score(Grade.parse(grade), 0, 0, List.of()),
        rep,
        seq,
        null,
        Path.TERRITORY,
        "EMEA",
        null,
        1,
        assigned,
        false,
        null,
        null,
        Decision.NONE);
  }

  /** Delivers events, all of which must be handled. */
  void deliver(Event... events) {
    var batch =
        QueueMessages.batch(
            java.util.Arrays.stream(events)
                .map(e -> QueueMessages.of(e, clock.instant()))
                .toList());
    var failures = new LeadsHandler(platform()).handleRequest(batch, null).getBatchItemFailures();
    if (!failures.isEmpty()) {
      throw new AssertionError(failures + " " + logLines());
    }
  }

  /** Assigns a new lead of grade A2 to a rep. */
  LeadId assign(String name, RepId rep) {
    deliver(assigned(name, rep, 1));
    return lead(name);
  }

  /** Lets time pass, then the schedule look. */
  void tickAfter(Duration time) {
    clock.advance(time);
    tick();
  }

  void tick() {
    new DueHandler(platform()).handleRequest(Map.of(), null);
  }

  LeadWork work(LeadId lead) {
    return new DynamoDealsStore(dynamo, TABLE)
        .find(LeadWork.key(lead), LeadWork.class)
        .orElseThrow()
        .state();
  }

  DynamoDealsStore store() {
    return new DynamoDealsStore(dynamo, TABLE);
  }

  Map<String, Object> ask(String operation, Map<String, Object> arguments) {
    Map<String, Object> request = new TreeMap<>(arguments);
    request.put("operation", operation);
    return new OperationsHandler(platform()).handleRequest(request, null);
  }

  /** The same, which must be done. */
  Map<String, Object> done(String operation, Map<String, Object> arguments) {
    Map<String, Object> answer = ask(operation, arguments);
    if (!Boolean.TRUE.equals(answer.get("ok"))) {
      throw new AssertionError(answer);
    }
    return answer;
  }

  /** A link as a message has it. */
  String link(Action action, String subject, RepId actor, String id) {
    return new ActionLinks(SignedTokens.of(platform()), ADDRESS)
        .to(new Permission(action, subject, actor.email(), id));
  }

  APIGatewayV2HTTPResponse get(String link) {
    return request("GET", link, null);
  }

  APIGatewayV2HTTPResponse post(String link, String form) {
    return request("POST", link, form);
  }

  private APIGatewayV2HTTPResponse request(String method, String link, @Nullable String form) {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setRouteKey(method + " /work/{token}");
    request.setPathParameters(Map.of("token", link.substring(link.lastIndexOf('/') + 1)));
    request.setHeaders(Map.of("content-type", "application/x-www-form-urlencoded"));
    if (form != null) {
      request.setBody(
          Base64.getEncoder()
              .encodeToString(form.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      request.setIsBase64Encoded(true);
    }
    return new PagesHandler(platform()).handleRequest(request, null);
  }

  /** Everything that was told others, in the order of its steps' times. */
  List<Envelope<?>> events() {
    return dynamo.scanPaginator(r -> r.tableName(TABLE)).items().stream()
        .filter(item -> item.containsKey(Outbox.ATTRIBUTE))
        .sorted(Comparator.comparing(World::order))
        .flatMap(item -> Outbox.readAll(attribute(item, Outbox.ATTRIBUTE)).stream())
        .toList();
  }

  private static java.math.BigInteger order(Map<String, AttributeValue> item) {
    return new java.math.BigInteger(attribute(item, "sk").n());
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return java.util.Objects.requireNonNull(item.get(name), name);
  }

  /** A part of an answer. */
  static Object part(Map<?, ?> answer, String name) {
    return java.util.Objects.requireNonNull(answer.get(name), name);
  }

  /** Types of the events, sorted. */
  List<String> eventTypes() {
    return events().stream().map(e -> e.data().type()).sorted().toList();
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events().stream().map(Envelope::data).filter(type::isInstance).map(type::cast).toList();
  }

  /** Every item, for comparison. */
  String items() {
    Map<String, String> items = new TreeMap<>();
    dynamo
        .scanPaginator(r -> r.tableName(TABLE))
        .items()
        .forEach(
            item ->
                items.put(
                    attribute(item, "pk").s() + " " + attribute(item, "sk").n(),
                    Json.text(new TreeMap<>(item).toString())));
    return items.toString();
  }
}
