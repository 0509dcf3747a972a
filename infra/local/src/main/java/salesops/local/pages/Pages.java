package salesops.local.pages;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.link;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesops.local.Stage;
import salesops.local.engine.InvocationFailedException;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.pages.Document;
import salesops.runtime.Json;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationJson;
import salesops.runtime.operations.Refused;
import salesops.wiring.Operations;
import tools.jackson.core.JacksonException;

/** The pages and where they lie. */
public final class Pages {
  private static final int BODY_BYTES_MAX = 512 * 1024;

  /** Another site's page must not reach this one under a name of its own. */
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");

  private final Stage stage;
  private final String token;

  private Pages(Stage stage, String token) {
    this.stage = stage;
    this.token = token;
  }

  /**
   * Mounts all pages on the suite's HTTP front.
   *
   * @param token what the commands on this machine send with an operation
   */
  public static void mount(Stage stage, String token) {
    Pages pages = new Pages(stage, token);
    stage.suite().mount("/", pages.page(e -> pages.leads(e)));
    stage.suite().mount("/slack", pages.page(e -> pages.inbox()));
    stage.suite().mount("/suite.css", pages::style);
    stage.suite().mount("/_operations", pages::operation);
  }

  /** Makes the markup of a page. */
  private interface Body {
    Answer of(HttpExchange exchange);
  }

  private record Answer(int status, String heading, List<DomContent> content) {}

  private HttpHandler page(Body body) {
    return exchange -> {
      try (exchange) {
        Answer answer =
            fromHere(exchange)
                ? body.of(exchange)
                : new Answer(403, "Only from this machine", List.of());
        send(exchange, answer.status(), "text/html; charset=utf-8", html(answer));
      }
    };
  }

  private static boolean fromHere(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
  }

  private Answer leads(HttpExchange exchange) {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      return new Answer(404, "Not found", List.of());
    }
    return new Answer(200, "Leads", LeadList.of(stage.suite().events(), settings()));
  }

  private Answer inbox() {
    Settings settings = settings();
    return new Answer(
        200,
        "Slack inbox",
        List.of(
            p("After "
                    + settings.slack().perMinuteMax()
                    + " messages to a channel within a minute the others come together, when the"
                    + " minute is over.")
                .withClass("quiet"),
            SlackInbox.of(
                stage.slack().messages(), settings.company().name(), settings.company().zoneId())));
  }

  private Settings settings() {
    return stage.suite().settings().current();
  }

  private String html(Answer answer) {
    return Document.english(answer.heading(), Document.Width.WIDE, answer.content())
        .loading(link().withRel("stylesheet").withHref("/suite.css"))
        .under(
            nav(
                    a("Leads").withHref("/"),
                    a("Slack inbox").withHref("/slack"),
                    each(settings().forms().stream().limit(1).toList(), this::form))
                .withClass("top")
                .attr("aria-label", "Pages"))
        .markup();
  }

  private DomContent form(Form form) {
    return a("Form").withHref(FormSnippet.address("", form));
  }

  private void style(HttpExchange exchange) throws IOException {
    try (exchange) {
      try (InputStream style = Pages.class.getResourceAsStream("suite.css")) {
        if (style == null) {
          throw new IllegalStateException("the jar lacks suite.css");
        }
        send(exchange, 200, "text/css; charset=utf-8", new String(style.readAllBytes(), UTF_8));
      }
    }
  }

  /** Operations of the commands on this machine; a browser has no way to the token. */
  private void operation(HttpExchange exchange) throws IOException {
    try (exchange) {
      String given = exchange.getRequestHeaders().getFirst("X-Salesops-Token");
      if (given == null || !MessageDigest.isEqual(given.getBytes(UTF_8), token.getBytes(UTF_8))) {
        send(
            exchange,
            403,
            "application/json",
            refusal("forbidden", "only the commands on this machine"));
        return;
      }
      try {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        @SuppressWarnings("unchecked") // JSON objects have string keys
        Map<String, Object> request = Json.read(body, Map.class);
        String name = String.valueOf(request.get(Operation.NAME));
        Optional<String> function = Operations.functionOf(name);
        if (function.isEmpty()) {
          send(exchange, 404, "application/json", refusal(Refused.unknownOperation(name)));
          return;
        }
        String answer = Json.text(stage.suite().invoke(function.get(), request));
        send(exchange, 200, "application/json", answer);
      } catch (JacksonException e) {
        send(
            exchange,
            400,
            "application/json",
            refusal(Refused.INVALID, "the operation is not a JSON object"));
      } catch (InvocationFailedException e) {
        send(
            exchange,
            500,
            "application/json",
            refusal("failed", "the operation failed; see the suite's log"));
      }
    }
  }

  private static String refusal(String code, String message) {
    return refusal(new Refused(code, message));
  }

  private static String refusal(Refused refused) {
    return Json.text(OperationJson.map(refused));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
