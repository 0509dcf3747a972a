package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.runtime.Json;
import salesops.runtime.http.Problem;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SignedTokens;
import salesops.runtime.settings.SettingsTable;

class IntakeHandlerTest {
  private static final String ALLOWED = "access-control-allow-origin";

  private final IntakeBench bench = new IntakeBench();

  @Test
  void answersProblemsAsProblemJson() {
    APIGatewayV2HTTPResponse response = bench.send(IntakeBench.posting("{\"form\":\"demo\"}"));
    assertEquals(422, response.getStatusCode());
    assertEquals("application/problem+json", response.getHeaders().get("content-type"));
    assertEquals("nosniff", response.getHeaders().get("x-content-type-options"));
    Map<?, ?> body = Json.read(response.getBody(), Map.class);
    assertEquals("urn:salesops:problem:invalid_lead", body.get("type"));
    assertEquals("invalid_lead", body.get("code"));
    assertEquals(422, body.get("status"));
    assertEquals(
        List.of(
            Map.of(
                "field", "email",
                "code", "required",
                "message", "is needed, or an externalId instead")),
        body.get("errors"));
  }

  @Test
  void listsNoMoreErrorsThanItsLimit() {
    StringBuilder body = new StringBuilder("{\"form\":\"demo\"");
    for (int i = 0; i < 500; i++) {
      body.append(",\"x").append(i).append("\":1");
    }
    var answer = IntakeBench.Answer.of(bench.send(IntakeBench.posting(body + "}")));
    assertEquals(Problem.ERRORS_MAX, answer.errors().size());
  }

  @Test
  void allowsTheFormsOriginsToPost() {
    APIGatewayV2HTTPResponse response = bench.send(IntakeBench.recorded("options-leads.json"));
    assertEquals(204, response.getStatusCode());
    assertEquals("https://northwind.example", response.getHeaders().get(ALLOWED));
    assertEquals("POST", response.getHeaders().get("access-control-allow-methods"));
    assertEquals(
        "content-type, idempotency-key", response.getHeaders().get("access-control-allow-headers"));
    assertEquals("origin", response.getHeaders().get("vary"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "https://northwind.example.evil.com", "null", ""})
  void allowsNobodyElse(String origin) {
    APIGatewayV2HTTPEvent preflight =
        IntakeBench.withHeader(IntakeBench.recorded("options-leads.json"), "origin", origin);
    assertFalse(bench.send(preflight).getHeaders().containsKey(ALLOWED));
  }

  @Test
  void showsAnswersOnlyToTheOriginsOfThatForm() {
    String demo = "{\"form\":\"demo\",\"email\":\"a@lyon.fr\"}";
    assertTrue(bench.send(IntakeBench.posting(demo)).getHeaders().containsKey(ALLOWED));
    String other = demo.replace("demo", "other");
    assertFalse(bench.send(IntakeBench.posting(other)).getHeaders().containsKey(ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "naïve"})
  void refusesAnIdempotencyKeyThatIsNone(String key) {
    var answer = bench.post("{'form':'demo','email':'a@lyon.fr'}", key);
    assertEquals(400, answer.status());
    assertEquals("invalid_idempotency_key", answer.code());
  }

  @Test
  void takesAKeyOfItsGreatestLengthAndNotOneMore() {
    String body = "{'form':'demo','email':'a@lyon.fr'}";
    assertEquals(202, bench.post(body, "k".repeat(255)).status());
    assertEquals(400, bench.post(body, "k".repeat(256)).status());
  }

  @Test
  void givesScriptsOfTheFormsPagesATokenOfThatForm() {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("options-leads.json");
    request.setRouteKey("GET /forms/{form}/token");
    request.setPathParameters(Map.of("form", "demo"));
    APIGatewayV2HTTPResponse response = bench.send(request);
    assertEquals(200, response.getStatusCode());
    assertEquals("https://northwind.example", response.getHeaders().get(ALLOWED));
    assertEquals("no-store", response.getHeaders().get("cache-control"));
    assertEquals(7_200, Json.read(response.getBody(), Map.class).get("validSeconds"));
    request.setPathParameters(Map.of("form", "nobody"));
    assertEquals(404, bench.send(request).getStatusCode());
  }

  @Test
  void givesScriptsNoTokenWhileThereIsNoKey() {
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("options-leads.json");
    request.setRouteKey("GET /forms/{form}/token");
    request.setPathParameters(Map.of("form", "demo"));
    APIGatewayV2HTTPResponse response = bench.send(request);
    assertEquals(200, response.getStatusCode());
    assertEquals(Map.of("token", "", "validSeconds", 0), Json.read(response.getBody(), Map.class));
  }

  @Test
  void toleratesTheDailyNoOp() {
    assertEquals(204, bench.send(new APIGatewayV2HTTPEvent()).getStatusCode());
  }

  @Test
  void knowsNoOtherRoute() {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("post-lead.json");
    request.setRouteKey("DELETE /leads");
    assertEquals(404, bench.send(request).getStatusCode());
  }

  @Test
  void readsHeadersInAnyCase() {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("post-lead.json");
    request.getHeaders().remove("content-type");
    request.getHeaders().put("Content-Type", "application/json");
    assertEquals(202, bench.send(request).getStatusCode());
  }

  @Test
  void takesTheOnlyFormForGranted() {
    new SettingsTable(IntakeBench.DYNAMO, bench.settingsTable, bench.clock)
        .apply(IntakeBench.settings(2, List.of(IntakeBench.DEMO)));
    assertEquals(202, bench.post("{'email':'a@lyon.fr'}").status());
    assertEquals("demo", bench.leads().getFirst().form());
  }

  @Test
  void asksToTryAgainWhileThereAreNoSettings() {
    IntakeHandler handler =
        new IntakeHandler(
            bench.platform.with(
                Map.of(
                    Platform.TABLE,
                    bench.table,
                    Platform.SETTINGS_TABLE,
                    bench.table,
                    SignedTokens.SIGNING_KEY_SECRET,
                    "none",
                    ServerKeys.SERVER_KEYS_SECRET,
                    "none")));
    APIGatewayV2HTTPResponse response =
        handler.handleRequest(IntakeBench.recorded("post-lead.json"), null);
    assertEquals(503, response.getStatusCode());
    assertEquals("1", response.getHeaders().get("retry-after"));
  }
}
