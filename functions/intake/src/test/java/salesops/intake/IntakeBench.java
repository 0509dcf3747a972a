package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadQuarantined;
import salesops.model.Lead;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.http.FieldError;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.outbox.Outbox;
import salesops.runtime.secrets.SignedTokens;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.TestPlatform.Index;
import salesops.testkit.TestSettings;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The intake function with tables of its own in one DynamoDB Local for the whole test run. */
final class IntakeBench {
  private static final LocalDynamo LOCAL = LocalDynamo.start();
  static final DynamoDbClient DYNAMO = LOCAL.client();
  private static final AtomicInteger TABLES = new AtomicInteger();

  static final String SIGNING_KEY = "signing-key";
  static final String SERVER_KEYS = "server-keys";
  static final String SERVER_KEY = "a-key-of-the-website";
  static final String CLOUDFRONT_KEY = "a-key-of-cloudfront";

  /** What the function finds in Secrets Manager. */
  final Map<String, String> secrets =
      new ConcurrentHashMap<>(
          Map.of(
              SIGNING_KEY,
              "0123456789abcdef0123456789abcdef",
              SERVER_KEYS,
              Json.text(
                  Map.of(
                      "website",
                      SERVER_KEY,
                      "short",
                      "short",
                      "cloudfront",
                      CLOUDFRONT_KEY + "0"))));

  final TestClock clock = new TestClock();
  final String table;
  final String settingsTable;
  final TestPlatform platform;
  final IntakeHandler handler;

  /**
   * @param interceptors see what the function asks of its tables; the bench itself looks at them
   *     undisturbed
   */
  IntakeBench(ExecutionInterceptor... interceptors) {
    int number = TABLES.incrementAndGet();
    table = "intake-" + number;
    settingsTable = "settings-" + number;
    TestPlatform.createTable(
        DYNAMO,
        table,
        new Index(QuarantineItems.INDEX, QuarantineItems.KEPT_BACK, QuarantineItems.AT),
        new Index(QuarantineItems.LEAD_INDEX, QuarantineItems.LEAD, QuarantineItems.AT));
    TestPlatform.createTable(DYNAMO, settingsTable);
    platform = new TestPlatform(LOCAL.client(interceptors), clock);
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
        SIGNING_KEY,
        ServerKeys.SERVER_KEYS_SECRET,
        SERVER_KEYS);
  }

  /** A new instance of the operations function. */
  OperationsHandler operations() {
    return new OperationsHandler(
        platform.with(Map.of(Platform.TABLE, table, Platform.SETTINGS_TABLE, settingsTable)));
  }

  SignedTokens signed() {
    return new SignedTokens(() -> String.valueOf(secrets.get(SIGNING_KEY)), clock);
  }

  /** A token of a form as a page gets it. */
  String token(Form form) {
    return new FormTokens(
            signed(), clock, new Random(NONCES.incrementAndGet()), new Log(platform.with(Map.of())))
        .issue(form);
  }

  private static final AtomicInteger NONCES = new AtomicInteger();

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
          "https://northwind.example/privacy",
          List.of(
              Form.Texts.ENGLISH,
              new Form.Texts(
                  "de",
                  "Mit uns sprechen",
                  "Sie dürfen mich anrufen.",
                  null,
                  null,
                  Map.of("company", "Firma"),
                  Map.of())),
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
    return TestSettings.northwind().version(version).forms(forms).build();
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

  /** Posts JSON with a server key; apostrophes stand for quotes. */
  Answer post(String body) {
    return post(body, null);
  }

  Answer post(String body, @Nullable String idempotencyKey) {
    APIGatewayV2HTTPEvent request =
        withHeader(posting(body.replace('\'', '"')), "authorization", "Bearer " + SERVER_KEY);
    if (idempotencyKey != null) {
      withHeader(request, "idempotency-key", idempotencyKey);
    }
    return Answer.of(send(request));
  }

  /** Posts JSON as a page's script; apostrophes stand for quotes. */
  Answer browse(String body, @Nullable String token, String address) {
    String json = body.replace('\'', '"');
    APIGatewayV2HTTPEvent request =
        posting(
            token == null
                ? json
                : json.substring(0, json.length() - 1) + ",\"token\":\"" + token + "\"}");
    request.getRequestContext().getHttp().setSourceIp(address);
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

  /** What is kept of leads. */
  List<Map<String, AttributeValue>> items() {
    return everything().stream().filter(i -> !i.containsKey(DynamoCounters.EXPIRES_AT)).toList();
  }

  List<Map<String, AttributeValue>> everything() {
    return DYNAMO.scan(r -> r.tableName(table).consistentRead(true)).items();
  }

  /** Events that the items tell of. */
  List<Event> told() {
    return items().stream()
        .flatMap(i -> Optional.ofNullable(i.get(Outbox.ATTRIBUTE)).stream())
        .flatMap(outbox -> Outbox.readAll(outbox).stream())
        .<Event>map(Envelope::data)
        .toList();
  }

  /** Reasons of each lead that is kept back. */
  List<List<String>> reasons() {
    return told().stream()
        .filter(LeadQuarantined.class::isInstance)
        .map(e -> ((LeadQuarantined) e).reasons())
        .toList();
  }

  /** The leads that stand under their fingerprints. */
  List<Lead> leads() {
    return told().stream().map(QuarantineItems::lead).toList();
  }

  List<Lead> archived() {
    return items().stream()
        .filter(i -> i.containsKey(Outbox.ARCHIVE))
        .map(i -> QuarantineItems.lead(QuarantineItems.event(i)))
        .toList();
  }
}
