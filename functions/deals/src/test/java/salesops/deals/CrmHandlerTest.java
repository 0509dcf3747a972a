package salesops.deals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.runtime.Json;
import salesops.runtime.secrets.Signature;
import tools.jackson.databind.JsonNode;

class CrmHandlerTest {
  private static final String CHANGE =
      "{'deal':'D-1','at':'2026-11-03T09:00:00Z','fields':{'stage':'Proposal','owner':'ana@northwind.example'}}";
  private static final byte[] BODY = CrmBench.body(CHANGE).getBytes(UTF_8);
  private static final int KIBIBYTES_256 = 256 * 1024;

  private final CrmBench bench = new CrmBench();

  private APIGatewayV2HTTPResponse send(String signature) {
    return bench.send(CrmBench.request(BODY, signature));
  }

  private String signature(String key, long secondsAgo) {
    return Signature.of(key, bench.now().minusSeconds(secondsAgo), BODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {CrmBench.KEY, CrmBench.OLD_KEY})
  void takesWhatEitherKeySigned(String key) {
    assertEquals("applied", CrmBench.results(send(signature(key, 0))).getFirst().outcome());
  }

  @Test
  void takesWhatIsSignedWithAKeyToComeAndTheOneNow() {
    String both =
        signature("a key that we shall have", 0)
            + ","
            + signature(CrmBench.OLD_KEY, 0).replaceFirst("t=[0-9]+,", "");
    assertEquals(200, send(both).getStatusCode());
  }

  @ParameterizedTest
  @ValueSource(longs = {300, -300})
  void takesASignatureOfFiveMinutesEitherWay(long secondsAgo) {
    assertEquals(200, send(signature(CrmBench.KEY, secondsAgo)).getStatusCode());
  }

  private Stream<String> notOurs() {
    String good = signature(CrmBench.KEY, 0);
    return Stream.of(
        signature("another-key-of-nobody", 0),
        signature(CrmBench.KEY, 301),
        signature(CrmBench.KEY, -301),
        good.replaceFirst("t=[0-9]+", "t=" + bench.now().plusSeconds(1).getEpochSecond()),
        good.substring(0, good.length() - 1),
        good.replace("v1=", "v0="),
        good.replaceFirst(",v1=.*", ""),
        "nonsense",
        "");
  }

  @Test
  void refusesEveryOtherSignatureInTheSameWords() {
    APIGatewayV2HTTPResponse unsigned = bench.send(CrmBench.request(BODY, null));
    assertEquals("401 invalid_signature", CrmBench.problem(unsigned));
    assertEquals("Salesops-Signature", unsigned.getHeaders().get("www-authenticate"));
    notOurs()
        .forEach(
            signature -> {
              APIGatewayV2HTTPResponse response = send(signature);
              assertEquals(401, response.getStatusCode(), signature);
              assertEquals(unsigned.getBody(), response.getBody());
              assertEquals(unsigned.getHeaders(), response.getHeaders());
            });
    assertEquals(Set.of(), bench.stored());
  }

  @Test
  void refusesABodyThatWasTamperedWith() {
    byte[] tampered = CrmBench.body(CHANGE.replace("Proposal", "Won")).getBytes(UTF_8);
    assertEquals(
        "401 invalid_signature",
        CrmBench.problem(bench.send(CrmBench.request(tampered, signature(CrmBench.KEY, 0)))));
    assertEquals(Set.of(), bench.stored());
  }

  /** The secret may be made by hand. */
  @Test
  void believesNoShortKey() {
    bench.keys("{\"current\":\"\",\"previous\":\"nineteen characters\"}");
    assertEquals(401, send(signature("nineteen characters", 0)).getStatusCode());
    assertEquals(401, send(signature(CrmBench.KEY, 0)).getStatusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON"})
  void asksToTryAgainWhileItsKeysCannotBeRead(String keys) {
    bench.keys(keys);
    APIGatewayV2HTTPResponse response = send(signature(CrmBench.KEY, 0));
    assertEquals("503 unavailable", CrmBench.problem(response));
    assertEquals("1", response.getHeaders().get("retry-after"));
  }

  @Test
  void looksAtNoTimeWhereTheClockIsVirtual() {
    CrmBench virtual = new CrmBench(Map.of(CrmHandler.CRM_TIME, CrmHandler.UNCHECKED));
    String undated = CrmBench.body("{'deal':'D-1','fields':{'stage':'Proposal'}}");
    byte[] body = undated.getBytes(UTF_8);
    String old = Signature.of(CrmBench.KEY, virtual.now().minus(Duration.ofDays(40)), body);
    assertEquals(200, virtual.send(CrmBench.request(body, old)).getStatusCode());
    assertEquals("2026-11-03", virtual.deal("D-1").created().toString());
    String forged = Signature.of("another-key-of-nobody", virtual.now(), body);
    assertEquals(401, virtual.send(CrmBench.request(body, forged)).getStatusCode());
  }

  @Test
  void doesNothingForTheDailyNoOp() {
    assertEquals(204, bench.send(new APIGatewayV2HTTPEvent()).getStatusCode());
  }

  private static byte[] bodyOf(int bytes) {
    byte[] body = new byte[bytes];
    java.util.Arrays.fill(body, (byte) ' ');
    System.arraycopy(BODY, 0, body, 0, BODY.length);
    return body;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takes256KibibytesAndNotOneByteMore(boolean base64) {
    byte[] largest = bodyOf(KIBIBYTES_256);
    assertEquals(200, bench.send(as(base64, largest)).getStatusCode());
    assertEquals(
        "413 body_too_large", CrmBench.problem(bench.send(as(base64, bodyOf(KIBIBYTES_256 + 1)))));
  }

  private APIGatewayV2HTTPEvent as(boolean base64, byte[] body) {
    APIGatewayV2HTTPEvent request = bench.signed(body);
    if (!base64) {
      request.setBody(new String(body, UTF_8));
      request.setIsBase64Encoded(false);
    }
    return request;
  }

  @Test
  void takesAHundredChangesAndNotOneMore() {
    String[] changes =
        IntStream.rangeClosed(1, 101)
            .mapToObj(i -> CHANGE.replace("D-1", "D-" + i))
            .toArray(String[]::new);
    List<String> outcomes = bench.outcomes(java.util.Arrays.copyOf(changes, 100));
    assertEquals(Collections.nCopies(100, "applied"), outcomes);
    assertEquals("proposal", bench.deal("D-100").stage());
    int before = bench.stored().size();
    assertEquals(
        "422 invalid_changes: changes too_many", refusal(bench.signed(CrmBench.body(changes))));
    assertEquals(before, bench.stored().size());
  }

  /** Status and code, and path and code of each bad field. */
  private String refusal(APIGatewayV2HTTPEvent request) {
    APIGatewayV2HTTPResponse response = bench.send(request);
    StringBuilder said = new StringBuilder(CrmBench.problem(response)).append(':');
    for (JsonNode error : Json.MAPPER.readTree(response.getBody()).path("errors")) {
      said.append(' ')
          .append(error.path("field").asString())
          .append(' ')
          .append(error.path("code").asString());
    }
    return said.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | 400 malformed_body:
          'not JSON'                | 400 malformed_body:
          '[]'                      | 400 malformed_body:
          'null'                    | 400 malformed_body:
          '{} {}'                   | 400 malformed_body:
          '{"changes":[],}'         | 400 malformed_body:
          '{"changes":1,"changes":2}' | 400 malformed_body:
          '{"changes":[NaN]}'       | 400 malformed_body:
          '{}'                      | 422 invalid_changes: changes required
          '{"changes":null}'        | 422 invalid_changes: changes required
          '{"changes":{}}'          | 422 invalid_changes: changes not_a_list
          '{"changes":[]}'          | 422 invalid_changes: changes too_few
          '{"deals":[]}'            | 422 invalid_changes: deals unknown_field changes required
          """)
  void refusesWhatIsNoListOfChanges(String body, String refusal) {
    assertEquals(refusal, refusal(bench.signed(body)));
    assertEquals(Set.of(), bench.stored());
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    String deep = "{\"changes\":[{\"deal\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}]}";
    assertEquals("400 too_deep:", refusal(bench.signed(deep)));
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] bytes = "{\"changes\":[{\"deal\":\"D-1\",\"fields\":{\"name\":\"?\"}}]}".getBytes(UTF_8);
    bytes[bytes.length - 6] = (byte) 0xff;
    assertEquals("400 malformed_body:", refusal(bench.signed(bytes)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", ""})
  void takesJsonAlone(String type) {
    APIGatewayV2HTTPEvent request = CrmBench.with(bench.signed(BODY), "content-type", type);
    assertEquals("415 unsupported_media_type", CrmBench.problem(bench.send(request)));
  }

  @Test
  void takesJsonWithACharset() {
    APIGatewayV2HTTPEvent request =
        CrmBench.with(bench.signed(BODY), "content-type", "Application/JSON; charset=utf-8");
    assertEquals(200, bench.send(request).getStatusCode());
  }

  private static Stream<String> noKeys() {
    return Stream.of("", "two words", "naïve", "k".repeat(101));
  }

  @ParameterizedTest
  @MethodSource("noKeys")
  void refusesAnIdempotencyKeyThatIsNone(String key) {
    APIGatewayV2HTTPEvent request = CrmBench.with(bench.signed(BODY), "idempotency-key", key);
    assertEquals("400 invalid_idempotency_key", CrmBench.problem(bench.send(request)));
    assertEquals(Set.of(), bench.stored());
  }

  @Test
  void takesAnIdempotencyKeyOfAHundredCharacters() {
    assertEquals("applied", bench.reportAs("k".repeat(100), CHANGE).getFirst().outcome());
  }

  /** All are written together; a repetition goes on where the first try stopped. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void repeatsWhatFailedAndChangesNothingTwice(boolean takesEffect) {
    String won = CHANGE.replace("Proposal", "Won").replace("09:00", "09:30");
    String[] changes = {won, won.replace("D-1", "D-2"), won.replace("D-1", "D-3")};
    assertEquals("applied", bench.outcomes(CHANGE).getFirst());
    bench.crashing.crashAt(2, takesEffect); // one read of all deals, one write
    APIGatewayV2HTTPResponse failed = bench.send(bench.signed(CrmBench.body(changes)));
    assertEquals("503 unavailable", CrmBench.problem(failed));
    bench.crashing.revive();
    String expected = takesEffect ? "unchanged" : "applied";
    assertEquals(List.of(expected, expected, expected), bench.outcomes(changes));
    for (String id : List.of("D-1", "D-2", "D-3")) {
      assertEquals(1, bench.events(id, salesops.events.DealWon.class).size());
    }
  }

  @Test
  void logsOneOutcomeOfEachCallAndNothingOfAnybody() {
    String unowned = CHANGE.replace("ana@northwind.example", "Eve Doe").replace("D-1", "D-2");
    bench.report(CHANGE, unowned);
    bench.report(CHANGE);
    bench.report(CHANGE, "{'deal':'D-1','by':'eve@private.example','fields':{'ssn':'123'}}");
    bench.send(CrmBench.request(BODY, "t=1,v1=1"));
    List<String> outcomes =
        bench.log().stream()
            .map(line -> Json.MAPPER.readTree(line).path("outcome").asString())
            .toList();
    assertEquals(List.of("applied", "unchanged", "someRefused", "invalid_signature"), outcomes);
    String log = String.join("\n", bench.log());
    for (String personal : List.of("ana", "Eve", "private", "D-1", "ssn", "123")) {
      assertFalse(log.contains(personal), log);
    }
    assertTrue(log.contains("\"event\":\"CrmChanges\""), log);
  }

  @Test
  void letsNobodyKeepItsAnswers() {
    APIGatewayV2HTTPResponse response = bench.send(bench.signed(BODY));
    assertEquals("application/json", response.getHeaders().get("content-type"));
    assertEquals("no-store", response.getHeaders().get("cache-control"));
    assertEquals(
        "{\"results\":[{\"deal\":\"D-1\",\"outcome\":\"applied\"}]}",
        Objects.requireNonNull(response.getBody()));
  }
}
