package salesops.local.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import salesops.events.LeadAssigned;
import salesops.local.demo.Stage;
import salesops.local.engine.BusEvent;
import salesops.local.engine.InvocationFailedException;
import salesops.model.LeadField;
import salesops.runtime.Json;
import salesops.wiring.Operations;
import tools.jackson.core.JacksonException;

/** The pages and where they lie. */
public final class Pages {
  /** Newest leads on the first page. */
  private static final int LEADS_MAX = 200;

  private static final int BODY_BYTES_MAX = 512 * 1024;

  /** Another site's page must not reach this one under a name of its own. */
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.UK);

  private final Stage stage;
  private final String token;
  private final ZoneId zone;

  private Pages(Stage stage, String token) {
    this.stage = stage;
    this.token = token;
    this.zone = stage.settings().company().zoneId();
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
    stage.suite().mount("/style.css", pages::style);
    stage.suite().mount("/_operations", pages::operation);
  }

  /** Makes the markup of a page. */
  private interface Body {
    Answer of(HttpExchange exchange);
  }

  private record Answer(int status, String html) {}

  private HttpHandler page(Body body) {
    return exchange -> {
      try (exchange) {
        Answer answer =
            fromHere(exchange)
                ? body.of(exchange)
                : new Answer(403, Html.page("Only from this machine", ""));
        send(exchange, answer.status(), "text/html; charset=utf-8", answer.html());
      }
    };
  }

  private static boolean fromHere(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
  }

  private Answer leads(HttpExchange exchange) {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      return new Answer(404, Html.page("Not found", ""));
    }
    Map<String, LeadAssigned> newest = new LinkedHashMap<>();
    for (BusEvent event : stage.suite().events()) {
      if (event.type().equals("LeadAssigned")) {
        LeadAssigned assigned = Json.readEnvelope(event.detail(), LeadAssigned.class).data();
        newest.remove(assigned.aggregate());
        newest.put(assigned.aggregate(), assigned);
      }
    }
    StringBuilder rows = new StringBuilder();
    List<LeadAssigned> leads = new ArrayList<>(newest.values()).reversed();
    for (LeadAssigned lead : leads.subList(0, Math.min(LEADS_MAX, leads.size()))) {
      rows.append("<tr><td>")
          .append(TIME.format(lead.assignedAt().atZone(zone)))
          .append("<td><a href=\"/leads/")
          .append(lead.aggregate())
          .append("\">")
          .append(Html.escape(lead.lead().get(LeadField.NAME).orElse(lead.aggregate())))
          .append("</a><td>")
          .append(Html.escape(lead.lead().get(LeadField.COMPANY).orElse("")))
          .append("<td>")
          .append(Html.escape(lead.lead().get(LeadField.COUNTRY).orElse("")))
          .append("<td><span class=\"grade\">")
          .append(lead.score().grade())
          .append("</span>")
          .append("<td>")
          .append(Html.escape(lead.rep().shortName()))
          .append("<td>")
          .append(Html.escape(lead.territory() == null ? how(lead) : lead.territory()))
          .append('\n');
    }
    return new Answer(
        200,
        Html.page(
            leads.size() + " leads with an owner",
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Leads\"><table><thead><tr><th>Assigned<th>Person<th>Company<th>Country<th>Grade<th>Owner"
                + "<th>By</thead><tbody>\n"
                + rows
                + "</tbody></table></div>"));
  }

  private static String how(LeadAssigned lead) {
    return lead.path().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private Answer inbox() {
    String company = stage.settings().company().name();
    return new Answer(
        200, Html.page("Slack inbox", SlackInbox.html(stage.slack().messages(), company, zone)));
  }

  private void style(HttpExchange exchange) throws IOException {
    try (exchange) {
      try (InputStream style = Pages.class.getResourceAsStream("style.css")) {
        if (style == null) {
          throw new IllegalStateException("the jar lacks style.css");
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
        send(exchange, 403, "application/json", refusal("only the commands on this machine"));
        return;
      }
      try {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        @SuppressWarnings("unchecked") // JSON objects have string keys
        Map<String, Object> request = Json.read(body, Map.class);
        String function = Operations.functionOf(String.valueOf(request.get("operation")));
        String answer = Json.text(stage.suite().invoke(function, request));
        send(exchange, 200, "application/json", answer);
      } catch (JacksonException | InvocationFailedException e) {
        send(exchange, 400, "application/json", refusal("the operation failed"));
      }
    }
  }

  private static String refusal(String message) {
    return Json.text(Map.of("ok", false, "message", message));
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
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
