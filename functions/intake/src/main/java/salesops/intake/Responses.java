package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import salesops.model.LeadId;
import salesops.runtime.Json;

/** Answers as HTTP API takes them. */
final class Responses {
  static final String HTML = "text/html; charset=utf-8";

  private Responses() {}

  static APIGatewayV2HTTPResponse accepted(LeadId lead, Map<String, String> headers) {
    return of(202, "application/json", Json.text(Map.of("leadId", lead)), headers);
  }

  static APIGatewayV2HTTPResponse problem(Problem problem, Map<String, String> headers) {
    Map<String, Object> body = new TreeMap<>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("errors", problem.errors());
    Map<String, String> all = new HashMap<>(headers);
    if (problem.status() == 503) {
      all.put("retry-after", "1");
    } else if (problem.status() == 401) {
      all.put("www-authenticate", "Bearer");
    }
    return of(problem.status(), "application/problem+json", Json.text(body), all);
  }

  /** What the whole API takes and answers. */
  static APIGatewayV2HTTPResponse openApi() {
    return of(
        200,
        "application/json",
        Resource.text("openapi.json"),
        Map.of("cache-control", "public, max-age=3600", "access-control-allow-origin", "*"));
  }

  /** A page in the reader's language. */
  static APIGatewayV2HTTPResponse page(
      int status, String html, FormWords words, Map<String, String> rules) {
    Map<String, String> headers = new HashMap<>(rules);
    headers.put("content-language", words.language());
    headers.put("vary", "accept-language");
    return of(status, HTML, html, headers);
  }

  static APIGatewayV2HTTPResponse empty(int status, Map<String, String> headers) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(new TreeMap<>(headers))
        .build();
  }

  static APIGatewayV2HTTPResponse of(
      int status, String contentType, String body, Map<String, String> headers) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("content-type", contentType);
    all.putIfAbsent("cache-control", "no-store");
    all.put("x-content-type-options", "nosniff");
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(all)
        .withBody(body)
        .build();
  }
}
