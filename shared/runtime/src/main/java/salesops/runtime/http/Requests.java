package salesops.runtime.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HTTP API requests, payload format 2.0, in which any part may be absent. */
public final class Requests {
  private Requests() {}

  /** A header; HTTP API sends names in lower case, local tools as they were typed. */
  public static Optional<String> header(APIGatewayV2HTTPEvent request, String name) {
    return orEmpty(request.getHeaders()).entrySet().stream()
        .filter(h -> h.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The media type of the body without its parameters, in lower case; empty when none is given. */
  public static String mediaType(APIGatewayV2HTTPEvent request) {
    String contentType = header(request, "content-type").orElse("");
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether an {@code Idempotency-Key} is one: 1 to {@code charsMax} visible ASCII characters. */
  public static boolean isIdempotencyKey(String key, int charsMax) {
    return !key.isEmpty()
        && key.length() <= charsMax
        && key.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  public static Optional<String> pathParameter(APIGatewayV2HTTPEvent request, String name) {
    return Optional.ofNullable(orEmpty(request.getPathParameters()).get(name));
  }

  /** What API Gateway saw at the other end of the connection. */
  public static Optional<String> sourceIp(APIGatewayV2HTTPEvent request) {
    return Optional.ofNullable(request.getRequestContext())
        .map(APIGatewayV2HTTPEvent.RequestContext::getHttp)
        .map(APIGatewayV2HTTPEvent.RequestContext.Http::getSourceIp);
  }

  public static Map<String, String> query(APIGatewayV2HTTPEvent request) {
    return orEmpty(request.getQueryStringParameters());
  }

  /** Whether a browser waits for the answer rather than a program. */
  public static boolean prefersHtml(APIGatewayV2HTTPEvent request) {
    return header(request, "accept").orElse("").toLowerCase(Locale.ROOT).contains("text/html");
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
