package salesops.local.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The HTTP API on loopback: routes of the wiring, and other pages beside them. */
public final class HttpFront implements AutoCloseable {
  /** Largest body that API Gateway passes on. */
  static final int BODY_BYTES_MAX = 10 * 1024 * 1024;

  /** Connections that wait to be accepted. */
  private static final int BACKLOG = 1024;

  /** Names by which only this machine is called; any other may be a page elsewhere. */
  private static final List<String> LOOPBACK_NAMES = List.of("127.0.0.1", "localhost", "[::1]");

  /** Calls a function; empty when that failed. */
  public interface Caller {
    Optional<APIGatewayV2HTTPResponse> call(APIGatewayV2HTTPEvent request);
  }

  private record Target(Route route, Caller function, boolean open) {}

  private final Clock clock;
  private final Runnable counter;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, HttpHandler> mounted = new ConcurrentSkipListMap<>();
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param counter runs at each request to a function
   * @throws PortTakenException when another program listens there
   */
  public HttpFront(int port, Clock clock, Runnable counter) {
    this.clock = clock;
    this.counter = counter;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (BindException e) {
      throw new PortTakenException(port, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  /**
   * Before {@link #start()} only.
   *
   * @param open whether anybody may call it; otherwise each request counts as signed by whoever
   *     runs the suite
   */
  public void route(String key, Caller function, boolean open) {
    targets.add(new Target(Route.parse(key), function, open));
  }

  public void mount(String path, HttpHandler pages) {
    mounted.put(path, pages);
  }

  public void start() {
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isFromHere(exchange.getRequestHeaders().getFirst("Host"))) {
        answer(exchange, 421, "Misdirected Request");
        return;
      }
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getRawPath();
      for (Target target : targets) {
        Optional<Map<String, String>> parameters = target.route().match(method, path);
        if (parameters.isPresent()) {
          call(exchange, target, parameters.get());
          return;
        }
      }
      HttpHandler pages = mountedAt(path);
      if (pages != null) {
        pages.handle(exchange);
      } else {
        answer(exchange, 404, "Not Found");
      }
    }
  }

  /** A page elsewhere may point its own name at this machine to read what is here. */
  private static boolean isFromHere(@Nullable String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return LOOPBACK_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  private @Nullable HttpHandler mountedAt(String path) {
    String longest = null;
    for (String mount : mounted.keySet()) {
      boolean below =
          path.equals(mount) || path.startsWith(mount.endsWith("/") ? mount : mount + "/");
      if (below && (longest == null || mount.length() > longest.length())) {
        longest = mount;
      }
    }
    return longest == null ? null : mounted.get(longest);
  }

  private void call(HttpExchange exchange, Target target, Map<String, String> parameters)
      throws IOException {
    counter.run();
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      answer(exchange, 413, "Request Entity Too Large");
      return;
    }
    var event =
        HttpMapping.event(
            HttpMapping.Request.of(exchange, body),
            target.route(),
            parameters,
            new UUID(0, requests.incrementAndGet()).toString(),
            clock.instant());
    if (!target.open()) {
      event.getRequestContext().setAuthorizer(HttpMapping.signedHere());
    }
    Optional<APIGatewayV2HTTPResponse> response = target.function().call(event);
    if (response.isPresent()) {
      answer(exchange, response.get());
    } else {
      answer(exchange, 500, "Internal Server Error");
    }
  }

  private static void answer(HttpExchange exchange, APIGatewayV2HTTPResponse response)
      throws IOException {
    if (response.getHeaders() != null) {
      new TreeMap<>(response.getHeaders()).forEach(exchange.getResponseHeaders()::add);
    }
    if (response.getCookies() != null) {
      response.getCookies().forEach(c -> exchange.getResponseHeaders().add("Set-Cookie", c));
    }
    byte[] body = new byte[0];
    if (response.getBody() != null) {
      body =
          response.getIsBase64Encoded()
              ? Base64.getDecoder().decode(response.getBody())
              : response.getBody().getBytes(StandardCharsets.UTF_8);
    }
    send(exchange, response.getStatusCode(), body);
  }

  /** As API Gateway answers by itself. */
  private static void answer(HttpExchange exchange, int status, String message) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, status, ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
