package salesops.deals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.testkit.TestRep.rep;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salesops.deals.deal.DealHistory;
import salesops.deals.deal.DealRecord;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.Head;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.Signature;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.CrashingDynamo;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import salesops.testkit.TestPlatform.Index;
import salesops.testkit.TestSettings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** The hook for a CRM, with two keys and two reps. */
final class CrmBench {
  static final String KEY = "the-key-of-the-crm-now";
  static final String OLD_KEY = "the-key-of-the-crm-before";

  private static final String TABLE = "deals";
  private static final String SETTINGS_TABLE = "settings";
  private static final String KEYS = "crm-keys";

  final TestClock clock = new TestClock();
  final Map<String, String> secrets = new ConcurrentHashMap<>();
  final CrashingDynamo crashing;
  private final DynamoDbClient dynamo = LocalDynamo.database();
  private final DynamoDealsStore store;
  private final TestPlatform outside;
  private final CrmHandler handler;

  CrmBench() {
    this(Map.of());
  }

  /**
   * @param env variables besides the usual ones
   */
  CrmBench(Map<String, String> env) {
    TestPlatform.createTable(
        dynamo, TABLE, new Index("due", "due", "dueAt"), new Index("owner", "owner", "closeBy"));
    TestPlatform.createTable(dynamo, SETTINGS_TABLE);
    boolean applied =
        new SettingsTable(dynamo, SETTINGS_TABLE, clock)
            .apply(TestSettings.northwind().reps(rep("ana"), rep("ben")).build());
    assertEquals(true, applied);
    secrets.put(KEYS, Json.text(Map.of("current", KEY, "previous", OLD_KEY)));
    crashing = new CrashingDynamo(dynamo);
    outside = new TestPlatform(crashing.client(), clock);
    store = new DynamoDealsStore(dynamo, TABLE);
    Map<String, String> all = new HashMap<>(env);
    all.put(Platform.TABLE, TABLE);
    all.put(Platform.SETTINGS_TABLE, SETTINGS_TABLE);
    all.put(Platform.SERVICE, "deals");
    all.put(CrmHandler.CRM_KEYS_SECRET, KEYS);
    handler = new CrmHandler(outside.with(all, secrets));
  }

  /** The secret with the keys, from now on; empty: it cannot be read. */
  void keys(String text) {
    secrets.put(KEYS, text);
  }

  List<String> log() {
    return outside.logLines();
  }

  /** A request that is signed now with the current key. */
  APIGatewayV2HTTPEvent signed(byte[] body) {
    return request(body, Signature.of(KEY, clock.instant(), body));
  }

  APIGatewayV2HTTPEvent signed(String body) {
    return signed(body.getBytes(UTF_8));
  }

  static APIGatewayV2HTTPEvent request(byte[] body, @Nullable String signature) {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    if (signature != null) {
      headers.put("salesops-signature", signature);
    }
    return APIGatewayV2HTTPEvent.builder()
        .withRouteKey("POST /hooks/crm")
        .withHeaders(headers)
        .withBody(Base64.getEncoder().encodeToString(body))
        .withIsBase64Encoded(true)
        .build();
  }

  static APIGatewayV2HTTPEvent with(APIGatewayV2HTTPEvent request, String header, String value) {
    Map<String, String> headers = new HashMap<>(request.getHeaders());
    headers.put(header, value);
    request.setHeaders(headers);
    return request;
  }

  APIGatewayV2HTTPResponse send(APIGatewayV2HTTPEvent request) {
    return handler.handleRequest(request, null);
  }

  /** Status and code of a problem, such as {@code 401 invalid_signature}. */
  static String problem(APIGatewayV2HTTPResponse response) {
    JsonNode body = Json.MAPPER.readTree(response.getBody());
    assertEquals("application/problem+json", response.getHeaders().get("content-type"));
    assertEquals(response.getStatusCode(), body.path("status").asInt());
    assertEquals(
        "urn:salesops:problem:" + body.path("code").asString(), body.path("type").asString());
    return response.getStatusCode() + " " + body.path("code").asString();
  }

  /** What became of a change. */
  record Result(@Nullable String deal, String outcome, @Nullable String message) {
    String said() {
      return Objects.requireNonNullElse(message, "");
    }
  }

  private record Results(List<Result> results) {}

  /**
   * Sends changes, and what became of each.
   *
   * @param changes JSON with single quotes
   */
  List<Result> report(String... changes) {
    return results(send(signed(body(changes))));
  }

  /** Sends the same under an idempotency key. */
  List<Result> reportAs(String key, String... changes) {
    return results(send(with(signed(body(changes)), "idempotency-key", key)));
  }

  static List<Result> results(APIGatewayV2HTTPResponse response) {
    assertEquals(200, response.getStatusCode(), response.getBody());
    return Json.read(response.getBody(), Results.class).results();
  }

  static String body(String... changes) {
    return ("{'changes':[" + String.join(",", changes) + "]}").replace('\'', '"');
  }

  List<String> outcomes(String... changes) {
    return report(changes).stream().map(Result::outcome).toList();
  }

  Deal deal(String id) {
    return store
        .find(DealRecord.key(new DealId(id)), DealRecord.class)
        .map(Head::state)
        .map(DealRecord::deal)
        .orElseThrow();
  }

  List<DealHistory.Entry> history(String id) {
    return DealHistory.of(store.steps(DealRecord.key(new DealId(id))));
  }

  /** Events of this kind about a deal, in the order of its history. */
  <E extends Event> List<E> events(String id, Class<E> kind) {
    return store.steps(DealRecord.key(new DealId(id))).stream()
        .flatMap(step -> step.events().stream())
        .map(Envelope::data)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** Everything that is stored about deals. */
  Set<Map<String, AttributeValue>> stored() {
    Set<Map<String, AttributeValue>> items = new HashSet<>();
    dynamo.scanPaginator(s -> s.tableName(TABLE)).items().forEach(items::add);
    return items;
  }

  Instant now() {
    return clock.instant();
  }
}
