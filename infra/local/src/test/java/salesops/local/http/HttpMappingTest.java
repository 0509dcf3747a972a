package salesops.local.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import salesops.runtime.Json;

/** The example of AWS's page on payload format 2.0, as far as a request determines it. */
final class HttpMappingTest {
  private static final Route ROUTE = Route.parse("POST /my/{parameter1}");

  private static APIGatewayV2HTTPEvent map(String contentType, String body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Header1", List.of("value1"));
    headers.put("Header2", List.of("value1", "value2"));
    headers.put("Cookie", List.of("cookie1=a; cookie2=b"));
    headers.put("User-agent", List.of("agent"));
    headers.put("Content-type", List.of(contentType));
    return HttpMapping.event(
        new HttpMapping.Request(
            "POST",
            "/my/caf%C3%A9",
            "parameter1=value1&parameter1=value2&parameter2=a%20b",
            headers,
            body.getBytes(StandardCharsets.UTF_8),
            "127.0.0.1",
            "HTTP/1.1"),
        ROUTE,
        ROUTE.match("POST", "/my/caf%C3%A9").orElseThrow(),
        "id",
        Instant.parse("2026-11-03T10:00:00Z"));
  }

  @Test
  void mapsARequestAsTheHttpApiDoes() {
    String golden =
        """
        {"version":"2.0","routeKey":"POST /my/{parameter1}","rawPath":"/my/caf%C3%A9",
         "rawQueryString":"parameter1=value1&parameter1=value2&parameter2=a%20b",
         "cookies":["cookie1=a","cookie2=b"],
         "headers":{"header1":"value1","header2":"value1,value2","user-agent":"agent",
                    "content-type":"application/json; charset=utf-8"},
         "queryStringParameters":{"parameter1":"value1,value2","parameter2":"a b"},
         "pathParameters":{"parameter1":"café"},
         "body":"{\\"a\\":\\"ü\\"}","isBase64Encoded":false,
         "requestContext":{"accountId":"000000000000","apiId":"local",
           "domainName":"local.execute-api.us-east-1.amazonaws.com","domainPrefix":"local",
           "http":{"method":"POST","path":"/my/café","protocol":"HTTP/1.1",
                   "sourceIp":"127.0.0.1","userAgent":"agent"},
           "requestId":"id","routeKey":"POST /my/{parameter1}","stage":"$default",
           "time":"03/Nov/2026:10:00:00 +0000","timeEpoch":1793700000000}}
        """;
    APIGatewayV2HTTPEvent event = map("application/json; charset=utf-8", "{\"a\":\"ü\"}");
    assertEquals(Json.MAPPER.readTree(golden), Json.MAPPER.readTree(Json.bytes(event)));
  }

  @Test
  void formsAndOtherBytesArriveInBase64() {
    APIGatewayV2HTTPEvent event = map("application/x-www-form-urlencoded", "a=b");
    assertTrue(event.getIsBase64Encoded());
    assertEquals("YT1i", event.getBody());
  }

  @Test
  void anEmptyBodyIsAbsent() {
    APIGatewayV2HTTPEvent event = map("application/octet-stream", "");
    assertNull(event.getBody());
    assertFalse(event.getIsBase64Encoded());
  }

  @Test
  void routesMatchMethodAndEverySegment() {
    Route route = Route.parse("GET /leads/{id}/decision");
    assertEquals(Optional.of(Map.of("id", "a+b")), route.match("GET", "/leads/a+b/decision"));
    assertEquals(Optional.empty(), route.match("POST", "/leads/a/decision"));
    assertEquals(Optional.empty(), route.match("GET", "/leads//decision"));
    assertEquals(Optional.empty(), route.match("GET", "/leads/a/decision/"));
    assertEquals(Optional.empty(), route.match("GET", "/leads/a"));
  }

  @Test
  void countsASignedRequestAsThatOfWhoeverRunsTheSuite() {
    assertEquals(
        "arn:aws:iam::000000000000:user/" + System.getProperty("user.name"),
        HttpMapping.signedHere().getIam().getUserArn());
  }
}
