package salesops.testkit.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import salesops.model.Digests;
import salesops.runtime.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Slack's Web API as far as the suite uses it, over real HTTP on a free loopback port: {@code
 * chat.postMessage}, {@code users.lookupByEmail}, {@code conversations.list} and {@code auth.test}.
 * Checks the token and the payload's limits, takes one message a second from each channel by the
 * given clock, and fails as it is told. Every person and channel exists unless removed; only
 * channels that were named are listed.
 */
public final class SlackStandIn implements AutoCloseable {
  /** The one token that is accepted at first. */
  public static final String TOKEN = "xoxb-stand-in";

  /** Least time between two messages to a channel. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** How a cursor of ours begins. */
  static final String CURSOR = "from:";

  private static final int BODY_BYTES_MAX = 1024 * 1024;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Clock clock;

  // All below guarded by this.
  private final List<PostedMessage> messages = new ArrayList<>();
  private final Map<String, Instant> lastPosts = new HashMap<>();
  private final Map<String, String> emails = new HashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final Set<String> listed = new TreeSet<>();
  private final Deque<Behaviour> next = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private Behaviour behaviour = new Behaviour.Normal();
  private Instant until = Instant.MAX;
  private String token = TOKEN;

  private SlackStandIn(HttpServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /** Starts on a free loopback port. */
  public static SlackStandIn start(Clock clock) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      SlackStandIn slack = new SlackStandIn(server, clock);
      server.createContext("/api/", slack::handle);
      server.setExecutor(slack.threads);
      server.start();
      return slack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code SLACK_API} is set to: the address before {@code /chat.postMessage}. */
  public URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
  }

  /** Accepted messages in the order of acceptance. */
  public synchronized List<PostedMessage> messages() {
    return List.copyOf(messages);
  }

  /** Accepted messages of a channel, or of a person by e-mail address, in order. */
  public synchronized List<PostedMessage> messages(String channelOrEmail) {
    return messages.stream()
        .filter(m -> m.channel().equals(channelOrEmail) || m.email().equals(channelOrEmail))
        .toList();
  }

  /** Names of the methods called so far, in order, whatever the answer was. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Errors of payloads that broke one of Slack's limits. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** From now on every call is answered like this; what was queued is forgotten. */
  public synchronized void behave(Behaviour how) {
    behaveUntil(Instant.MAX, how);
  }

  /** The same until the clock reaches an instant, then as Slack does when it is well. */
  public synchronized void behaveUntil(Instant end, Behaviour how) {
    next.clear();
    behaviour = how;
    until = end;
  }

  /** The next call is answered like this, the one after as before; further calls queue up. */
  public synchronized void next(Behaviour how) {
    next.add(how);
  }

  /** Lists these channels, such as {@code #sales}, from now on. */
  public synchronized void list(Collection<String> channels) {
    listed.addAll(channels);
  }

  /** Removes a channel, or a person by e-mail address. */
  public synchronized void remove(String channelOrEmail) {
    removed.add(channelOrEmail);
  }

  /** Undoes {@link #remove}. */
  public synchronized void restore(String channelOrEmail) {
    removed.remove(channelOrEmail);
  }

  /** Only this token is accepted from now on. */
  public synchronized void accept(String newToken) {
    token = newToken;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String body, Optional<Integer> retryAfterSeconds) {
    static Answer ok(Map<String, ?> body) {
      return new Answer(200, Json.text(body), Optional.empty());
    }

    static Answer error(String code) {
      return ok(Map.of("ok", false, "error", code));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestURI().getPath().substring("/api/".length());
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
      Behaviour how = called(method);
      switch (how) {
        case Behaviour.Normal() -> send(exchange, answer(exchange, method, body));
        case Behaviour.Limited(int seconds) -> send(exchange, limited(seconds));
        case Behaviour.Status(int status) ->
            send(exchange, new Answer(status, "upstream error", Optional.empty()));
        case Behaviour.Refused(String error) -> send(exchange, Answer.error(error));
        case Behaviour.Hangs(boolean accepts) -> {
          takeEffect(accepts, exchange, method, body);
          awaitClose();
        }
        case Behaviour.Drops(boolean accepts) -> takeEffect(accepts, exchange, method, body);
      }
    }
  }

  private synchronized Behaviour called(String method) {
    calls.add(method);
    Behaviour once = next.poll();
    if (once != null) {
      return once;
    }
    return clock.instant().isBefore(until) ? behaviour : new Behaviour.Normal();
  }

  private void takeEffect(boolean accepts, HttpExchange exchange, String method, byte[] body) {
    if (accepts) {
      answer(exchange, method, body);
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer answer(HttpExchange exchange, String method, byte[] body) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (given == null) {
      return Answer.error("not_authed");
    }
    if (!given.equals("Bearer " + token)) {
      return Answer.error("invalid_auth");
    }
    return switch (method) {
      case "auth.test" -> Answer.ok(Map.of("ok", true, "user", "salesops"));
      case "users.lookupByEmail" -> lookUp(exchange, new String(body, UTF_8));
      case "conversations.list" -> channels(new String(body, UTF_8));
      case "chat.postMessage" -> post(exchange, body);
      default -> Answer.error("unknown_method");
    };
  }

  private Answer lookUp(HttpExchange exchange, String body) {
    String query = exchange.getRequestURI().getRawQuery();
    String email = parameter(body.isEmpty() && query != null ? query : body, "email");
    if (email.isEmpty() || removed.contains(email)) {
      return Answer.error("users_not_found");
    }
    String id = "U" + Digests.of(email).toUpperCase(java.util.Locale.ROOT);
    emails.put(id, email);
    return Answer.ok(Map.of("ok", true, "user", Map.of("id", id)));
  }

  private Answer channels(String body) {
    Optional<String> violation = ListRules.violation(body);
    if (violation.isPresent()) {
      violations.add(violation.get());
      return Answer.error(violation.get());
    }
    List<String> names = listed.stream().filter(name -> !removed.contains(name)).toList();
    int limit = Integer.parseInt(parameter(body, "limit"));
    String cursor = parameter(body, "cursor");
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(CURSOR.length()));
    int to = Math.min(names.size(), from + limit);
    return Answer.ok(
        Map.of(
            "ok",
            true,
            "channels",
            names.subList(Math.min(from, to), to).stream()
                .map(name -> Map.of("name", name.substring(1)))
                .toList(),
            "response_metadata",
            Map.of("next_cursor", to < names.size() ? CURSOR + to : "")));
  }

  private Answer post(HttpExchange exchange, byte[] body) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      return Answer.error("invalid_post_type");
    }
    JsonNode message;
    try {
      message = Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return Answer.error("invalid_json");
    }
    Optional<String> violation = PayloadRules.violation(message);
    if (violation.isPresent()) {
      violations.add(violation.get());
      return Answer.error(violation.get());
    }
    return accept(message, message.path("channel").asString());
  }

  private Answer accept(JsonNode message, String channel) {
    String email = emails.getOrDefault(channel, "");
    if (removed.contains(channel) || removed.contains(email) || !isChannel(channel, email)) {
      return Answer.error("channel_not_found");
    }
    Instant now = clock.instant();
    Instant last = lastPosts.get(channel);
    if (last != null && now.isBefore(last.plus(INTERVAL))) {
      return limited(1);
    }
    lastPosts.put(channel, now);
    JsonNode blocks = message.path("blocks");
    messages.add(
        new PostedMessage(
            channel,
            email,
            now,
            message.path("text").asString(""),
            blocks.isArray() ? blocks : Json.MAPPER.createArrayNode()));
    return Answer.ok(Map.of("ok", true, "channel", channel, "ts", messages.size() + ".000000"));
  }

  private static boolean isChannel(String channel, String email) {
    return !email.isEmpty() || channel.startsWith("#") || channel.matches("[CGD][A-Z0-9]{6,}");
  }

  private static Answer limited(int seconds) {
    return new Answer(TOO_MANY_REQUESTS, "", Optional.of(seconds));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    answer
        .retryAfterSeconds()
        .ifPresent(s -> exchange.getResponseHeaders().set("Retry-After", Integer.toString(s)));
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  static String parameter(String form, String name) {
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        return URLDecoder.decode(pair.substring(equals + 1), UTF_8);
      }
    }
    return "";
  }
}
