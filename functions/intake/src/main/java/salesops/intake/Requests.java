package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HTTP API requests, payload format 2.0, in which any part may be absent. */
final class Requests {
  private Requests() {}

  /** A header; HTTP API sends names in lower case, local tools as they were typed. */
  static Optional<String> header(APIGatewayV2HTTPEvent request, String name) {
    return orEmpty(request.getHeaders()).entrySet().stream()
        .filter(h -> h.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static Optional<String> pathParameter(APIGatewayV2HTTPEvent request, String name) {
    return Optional.ofNullable(orEmpty(request.getPathParameters()).get(name));
  }

  /** What API Gateway saw at the other end of the connection. */
  static Optional<String> sourceIp(APIGatewayV2HTTPEvent request) {
    return Optional.ofNullable(request.getRequestContext())
        .map(APIGatewayV2HTTPEvent.RequestContext::getHttp)
        .map(APIGatewayV2HTTPEvent.RequestContext.Http::getSourceIp);
  }

  static Map<String, String> query(APIGatewayV2HTTPEvent request) {
    return orEmpty(request.getQueryStringParameters());
  }

  /** Whether a browser waits for the answer rather than a program. */
  static boolean prefersHtml(APIGatewayV2HTTPEvent request) {
    return header(request, "accept").orElse("").toLowerCase(Locale.ROOT).contains("text/html");
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
