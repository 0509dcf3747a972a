package salesops.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.intake.IntakeHandler;
import salesops.runtime.Json;

/** Asks intake's handler as API Gateway would on a visitor's behalf. */
final class Browser {
  static final String FORM = "demo";

  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

  private final IntakeHandler intake;

  Browser(IntakeHandler intake) {
    this.intake = intake;
  }

  /** A token as a page gets it. */
  String token(String address) {
    APIGatewayV2HTTPEvent request = request("GET /forms/{form}/token", address, Map.of());
    request.setPathParameters(Map.of("form", FORM));
    return String.valueOf(Json.read(send(request).getBody(), Map.class).get("token"));
  }

  /** Posts as a script. */
  APIGatewayV2HTTPResponse postJson(
      Map<String, String> fields, @Nullable String token, String address) {
    APIGatewayV2HTTPEvent request =
        request("POST /leads", address, Map.of("content-type", "application/json"));
    request.setBody(Json.text(with(fields, token)));
    return send(request);
  }

  /** Posts as the hosted form. */
  APIGatewayV2HTTPResponse postForm(Map<String, String> fields, String token, String address) {
    APIGatewayV2HTTPEvent request =
        request(
            "POST /leads",
            address,
            Map.of("content-type", "application/x-www-form-urlencoded", "accept", "text/html"));
    request.setBody(
        with(fields, token).entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&")));
    return send(request);
  }

  /** The token of a page that shows the form once more; a reload's where the page has none. */
  String tokenOf(APIGatewayV2HTTPResponse page, String address) {
    Matcher token = TOKEN.matcher(page.getBody());
    return token.find() ? token.group(1) : token(address);
  }

  private static Map<String, String> with(Map<String, String> fields, @Nullable String token) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("form", FORM);
    if (token != null) {
      all.put("token", token);
    }
    return all;
  }

  private static APIGatewayV2HTTPEvent request(
      String route, String address, Map<String, String> headers) {
    return APIGatewayV2HTTPEvent.builder()
        .withRouteKey(route)
        .withHeaders(headers)
        .withRequestContext(
            RequestContext.builder()
                .withHttp(RequestContext.Http.builder().withSourceIp(address).build())
                .build())
        .build();
  }

  private APIGatewayV2HTTPResponse send(APIGatewayV2HTTPEvent request) {
    APIGatewayV2HTTPResponse answer = intake.handleRequest(request, null);
    if (answer.getStatusCode() >= 500) {
      throw new IllegalStateException("intake answered " + answer.getStatusCode());
    }
    return answer;
  }
}
