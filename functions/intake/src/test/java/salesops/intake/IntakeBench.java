package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadSubmitted;
import salesops.model.Lead;
import salesops.model.settings.Form;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.Outbox;
import salesops.runtime.Platform;
import salesops.runtime.SettingsTable;
import salesops.runtime.SignedTokens;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The intake function with tables of its own in one DynamoDB Local for the whole test run. */
final class IntakeBench {
  static final LocalDynamo LOCAL = LocalDynamo.start();
  static final DynamoDbClient DYNAMO = LOCAL.client();
  private static final AtomicInteger TABLES = new AtomicInteger();

  private static final String SIGNING_KEY = "signing-key";

  /** What the function finds in Secrets Manager. */
  final Map<String, String> secrets =
      new ConcurrentHashMap<>(Map.of(SIGNING_KEY, "0123456789abcdef0123456789abcdef"));

  final TestClock clock = new TestClock();
  final String table;
  final String settingsTable;
  final TestPlatform platform;
  final IntakeHandler handler;

  IntakeBench() {
    this(DYNAMO);
  }

  /**
   * @param dynamo the client of the function; the bench itself looks at the table undisturbed
   */
  IntakeBench(DynamoDbClient dynamo) {
    int number = TABLES.incrementAndGet();
    table = "intake-" + number;
    settingsTable = "settings-" + number;
    TestPlatform.createTable(DYNAMO, table);
    TestPlatform.createTable(DYNAMO, settingsTable);
    platform = new TestPlatform(dynamo, clock);
    new SettingsTable(DYNAMO, settingsTable, clock).apply(settings(1, List.of(DEMO, OTHER)));
    handler = new IntakeHandler(platform.with(environment(), secrets));
  }

  private Map<String, String> environment() {
    return Map.of(
        Platform.TABLE,
        table,
        Platform.SETTINGS_TABLE,
        settingsTable,
        Platform.SERVICE,
        "intake",
        SignedTokens.SIGNING_KEY_SECRET,
        SIGNING_KEY);
  }

  static final Form DEMO =
      new Form(
          "demo",
          "Talk to sales",
          List.of(
              new Form.Field("email", true),
              new Form.Field("name", true),
              new Form.Field("company", true),
              new Form.Field("country", true),
              new Form.Field("employees", false),
              new Form.Field("jobTitle", false),
              new Form.Field("attributes.budget", false),
              new Form.Field("message", false)),
          Map.of("source", "website", "campaign", "?utm_campaign"),
          new Form.Consent("You may contact me about Northwind.", 3, true),
          "https://northwind.example/thanks",
          List.of("https://northwind.example"),
          null,
          List.of(Form.Texts.ENGLISH),
          Form.Guard.USUAL);

  static final Form OTHER =
      new Form(
          "other",
          "Ask <us>",
          List.of(new Form.Field("email", true)),
          Map.of(),
          null,
          null,
          List.of(),
          null,
          List.of(Form.Texts.ENGLISH),
          Form.Guard.USUAL);

  static Settings settings(int version, List<Form> forms) {
    return new Settings(
        version,
        "salt",
        TestClock.START,
        "ops@northwind.example",
        new Settings.Company("Northwind", "Europe/London", "GBP", "02-01"),
        null,
        forms,
        new Scoring(
            List.of(), new Scoring.Engagement(336, List.of(), Set.of()), List.of(), List.of()),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        new RoutingRules(
            List.of(RoutingRules.Path.TERRITORY),
            90,
            true,
            true,
            Set.of(),
            RoutingRules.WhenFull.PARENT,
            null,
            Set.of(),
            List.of()),
        Settings.SlackRules.atOnce(true, List.of(), true, true),
        List.of());
  }

  /** A recorded request of HTTP API. */
  static APIGatewayV2HTTPEvent recorded(String name) {
    try (var in = IntakeBench.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no recorded request " + name);
      }
      return Json.read(in.readAllBytes(), APIGatewayV2HTTPEvent.class);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The recorded JSON post with another body. */
  static APIGatewayV2HTTPEvent posting(String body) {
    APIGatewayV2HTTPEvent request = recorded("post-lead.json");
    request.setBody(body);
    return request;
  }

  static APIGatewayV2HTTPEvent withHeader(
      APIGatewayV2HTTPEvent request, String name, String value) {
    request.getHeaders().put(name, value);
    return request;
  }

  APIGatewayV2HTTPResponse send(APIGatewayV2HTTPEvent request) {
    return handler.handleRequest(request, null);
  }

  /** Posts JSON; apostrophes stand for quotes. */
  Answer post(String body) {
    return post(body, null);
  }

  Answer post(String body, @Nullable String idempotencyKey) {
    APIGatewayV2HTTPEvent request = posting(body.replace('\'', '"'));
    if (idempotencyKey != null) {
      withHeader(request, "idempotency-key", idempotencyKey);
    }
    return Answer.of(send(request));
  }

  /** What programs read of an answer. */
  record Answer(int status, String leadId, String code, List<FieldError> errors) {
    private record Body(@Nullable String leadId, @Nullable String code, List<FieldError> errors) {}

    static Answer of(APIGatewayV2HTTPResponse response) {
      Body body = Json.read(response.getBody(), Body.class);
      return new Answer(
          response.getStatusCode(),
          body.leadId() == null ? "" : body.leadId(),
          body.code() == null ? "" : body.code(),
          body.errors());
    }

    /** {@code field:code} of each error. */
    List<String> faults() {
      return errors.stream().map(e -> e.field() + ":" + e.code()).sorted().toList();
    }
  }

  List<Map<String, AttributeValue>> items() {
    return DYNAMO.scan(r -> r.tableName(table).consistentRead(true)).items();
  }

  /** The leads that stand under their fingerprints. */
  List<Lead> leads() {
    return items().stream()
        .filter(i -> i.containsKey(Outbox.ATTRIBUTE))
        .map(i -> lead(i, Outbox.ATTRIBUTE))
        .toList();
  }

  List<Lead> archived() {
    return items().stream()
        .filter(i -> i.containsKey(DynamoIntakeStore.ARCHIVE))
        .map(i -> lead(i, DynamoIntakeStore.ARCHIVE))
        .toList();
  }

  private static Lead lead(Map<String, AttributeValue> item, String attribute) {
    AttributeValue outbox = item.getOrDefault(attribute, AttributeValue.fromNul(true));
    return Outbox.read(outbox, LeadSubmitted.class).data().lead();
  }
}
