package salesops.runtime.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import salesops.runtime.Json;

/** Answers as HTTP API takes them. */
public final class Responses {
  private Responses() {}

  /** A problem as {@code application/problem+json}; when it is ours, with when to try again. */
  public static APIGatewayV2HTTPResponse problem(Problem problem, Map<String, String> headers) {
    Map<String, Object> body = new TreeMap<>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("errors", problem.errors());
    Map<String, String> all = new HashMap<>(headers);
    if (problem.status() == 503) {
      all.put("retry-after", "1");
    }
    return of(problem.status(), "application/problem+json", Json.text(body), all);
  }

  public static APIGatewayV2HTTPResponse empty(int status, Map<String, String> headers) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(new TreeMap<>(headers))
        .build();
  }

  /** An answer that nobody keeps, unless its headers say otherwise. */
  public static APIGatewayV2HTTPResponse of(
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
