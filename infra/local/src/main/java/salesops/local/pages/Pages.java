package salesops.local.pages;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.link;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import j2html.tags.DomContent;
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
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.pages.Document;
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
    Map<String, LeadAssigned> newest = new LinkedHashMap<>();
    for (BusEvent event : stage.suite().events()) {
      if (event.type().equals("LeadAssigned")) {
        LeadAssigned assigned = Json.readEnvelope(event.detail(), LeadAssigned.class).data();
        newest.remove(assigned.aggregate());
        newest.put(assigned.aggregate(), assigned);
      }
    }
    List<LeadAssigned> leads = new ArrayList<>(newest.values()).reversed();
    return new Answer(
        200,
        leads.size() + " leads with an owner",
        List.of(
            div(table(
                    thead(
                        tr(
                            each(
                                List.of(
                                    "Person",
                                    "Company",
                                    "Country",
                                    "Grade",
                                    "Owner",
                                    "By",
                                    "Assigned"),
                                column -> th(column)))),
                    tbody(each(leads.stream().limit(LEADS_MAX).toList(), this::row))))
                .withClass("scroll")
                .withTabindex(0)
                .attr("role", "region")
                .attr("aria-label", "Leads")));
  }

  private DomContent row(LeadAssigned lead) {
    return tr(
        td(
            a(lead.lead().get(LeadField.NAME).orElse(lead.aggregate()))
                .withHref("/leads/" + lead.aggregate())),
        td(lead.lead().get(LeadField.COMPANY).orElse("")),
        td(lead.lead().get(LeadField.COUNTRY).orElse("")),
        td(span(lead.score().grade().toString()).withClass("grade")),
        td(lead.rep().shortName()),
        td(lead.territory() == null ? how(lead) : lead.territory()),
        td(TIME.format(lead.assignedAt().atZone(zone))));
  }

  private static String how(LeadAssigned lead) {
    return lead.path().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private Answer inbox() {
    String company = settings().company().name();
    return new Answer(
        200, "Slack inbox", List.of(SlackInbox.of(stage.slack().messages(), company, zone)));
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
