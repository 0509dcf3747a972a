package salesops.local.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as API Gateway's HTTP API hands it to a function, payload format 2.0.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 * payload formats</a>.
 */
final class HttpMapping {
  private static final String ACCOUNT = "000000000000";
  private static final String DOMAIN = "local.execute-api.us-east-1.amazonaws.com";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Bodies of these types arrive as text, all others (forms too) in base64. */
  private static final List<String> TEXT_TYPES =
      List.of("text/", "application/json", "application/xml", "application/javascript");

  private HttpMapping() {}

  /** What of a request the mapping needs. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, List<String>> headers,
      byte[] body,
      String sourceIp,
      String protocol) {

    static Request of(HttpExchange exchange, byte[] body) {
      return new Request(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getRawPath(),
          exchange.getRequestURI().getRawQuery(),
          exchange.getRequestHeaders(),
          body,
          exchange.getRemoteAddress().getAddress().getHostAddress(),
          exchange.getProtocol());
    }
  }

  static APIGatewayV2HTTPEvent event(
      Request request, Route route, Map<String, String> parameters, String id, Instant now) {
    Map<String, String> headers = headers(request.headers());
    boolean text = isText(headers.getOrDefault("content-type", "text/plain"));
    String body =
        text
            ? new String(request.body(), StandardCharsets.UTF_8)
            : Base64.getEncoder().encodeToString(request.body());
    APIGatewayV2HTTPEvent.APIGatewayV2HTTPEventBuilder event =
        APIGatewayV2HTTPEvent.builder()
            .withVersion("2.0")
            .withRouteKey(route.key())
            .withRawPath(request.rawPath())
            .withRawQueryString(request.rawQuery() == null ? "" : request.rawQuery())
            .withHeaders(headers)
            .withRequestContext(context(request, route, headers, id, now))
            .withIsBase64Encoded(request.body().length > 0 && !text);
    List<String> cookies = cookies(request.headers());
    if (!cookies.isEmpty()) {
      event.withCookies(cookies);
    }
    if (!parameters.isEmpty()) {
      event.withPathParameters(parameters);
    }
    if (request.rawQuery() != null && !request.rawQuery().isEmpty()) {
      event.withQueryStringParameters(query(request.rawQuery()));
    }
    if (request.body().length > 0) {
      event.withBody(body);
    }
    return event.build();
  }

  private static RequestContext context(
      Request request, Route route, Map<String, String> headers, String id, Instant now) {
    return RequestContext.builder()
        .withAccountId(ACCOUNT)
        .withApiId("local")
        .withDomainName(DOMAIN)
        .withDomainPrefix("local")
        .withHttp(
            RequestContext.Http.builder()
                .withMethod(request.method())
                .withPath(decode(request.rawPath().replace("+", "%2B")))
                .withProtocol(request.protocol())
                .withSourceIp(request.sourceIp())
                .withUserAgent(headers.getOrDefault("user-agent", ""))
                .build())
        .withRequestId(id)
        .withRouteKey(route.key())
        .withStage("$default")
        .withTime(TIME.format(now))
        .withTimeEpoch(now.toEpochMilli())
        .build();
  }

  /** What the API adds to a request that is signed: here, by the user of this process. */
  static RequestContext.Authorizer signedHere() {
    String user = System.getProperty("user.name", "operator");
    return RequestContext.Authorizer.builder()
        .withIam(
            RequestContext.IAM
                .builder()
                .withAccountId(ACCOUNT)
                .withUserArn("arn:aws:iam::" + ACCOUNT + ":user/" + user)
                .build())
        .build();
  }

  /** Names in lower case, several values of one name joined by commas; cookies apart. */
  private static Map<String, String> headers(Map<String, List<String>> headers) {
    Map<String, String> joined = new LinkedHashMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!lower.equals("cookie")) {
            joined.put(lower, String.join(",", values));
          }
        });
    return joined;
  }

  private static List<String> cookies(Map<String, List<String>> headers) {
    List<String> cookies = new ArrayList<>();
    headers.forEach(
        (name, values) -> {
          if (name.equalsIgnoreCase("cookie")) {
            values.forEach(v -> cookies.addAll(List.of(v.split(";\\s*", -1))));
          }
        });
    return cookies;
  }

  private static Map<String, String> query(String rawQuery) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.merge(name, value, (a, b) -> a + "," + b);
    }
    return parameters;
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // not an encoding: taken as it is
    }
  }

  private static boolean isText(String contentType) {
    String lower = contentType.toLowerCase(Locale.ROOT).strip();
    return TEXT_TYPES.stream().anyMatch(lower::startsWith);
  }
}
