package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.model.LeadField;
import salesops.runtime.ActionLinks;
import salesops.runtime.ActionLinks.Action;
import salesops.runtime.ActionLinks.Permission;
import salesops.runtime.Log;
import salesops.runtime.SignedTokens;

/**
 * The page behind a link that releases a lead. Opening it changes nothing, since previews open
 * links too; its button posts to the same address.
 */
final class ReleasePage {
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#fff;color:#1c1f23}\
      main{max-width:36rem;margin:0 auto;padding:2rem 1rem}\
      button{font:inherit;font-weight:600;padding:.6rem 1.4rem;border:0;border-radius:4px;\
      background:#0b57d0;color:#fff;cursor:pointer}\
      dt{font-weight:600}dd{margin:0 0 .6rem}\
      """;

  private static final Map<String, String> HEADERS =
      Map.of(
          "content-security-policy",
          "default-src 'none'; base-uri 'none'; style-src "
              + Html.cspHash(STYLE)
              + "; form-action 'self'; frame-ancestors 'none'",
          // The address is the permission.
          "referrer-policy",
          "no-referrer",
          "x-robots-tag",
          "noindex");

  private final ReleaseLead releaseLead;
  private final SignedTokens tokens;
  private final Log log;

  ReleasePage(ReleaseLead releaseLead, SignedTokens tokens, Log log) {
    this.releaseLead = releaseLead;
    this.tokens = tokens;
    this.log = log;
  }

  /** Shows the lead and asks. */
  APIGatewayV2HTTPResponse ask(String token) {
    return switch (ActionLinks.read(tokens, token)) {
      case ActionLinks.Reading.Allowed(Permission permission)
          when permission.action() == Action.RELEASE ->
          releaseLead
              .find(permission.leadId())
              .map(q -> q.release().map(ReleasePage::done).orElseGet(() -> question(q)))
              .orElseGet(ReleasePage::unknown);
      case ActionLinks.Reading.Expired _ -> expired();
      case ActionLinks.Reading.Allowed _, ActionLinks.Reading.Invalid _ -> invalid();
    };
  }

  /** Does it, once. */
  APIGatewayV2HTTPResponse release(String token) {
    return switch (ActionLinks.read(tokens, token)) {
      case ActionLinks.Reading.Allowed(Permission permission)
          when permission.action() == Action.RELEASE ->
          release(permission);
      case ActionLinks.Reading.Expired _ -> expired();
      case ActionLinks.Reading.Allowed _, ActionLinks.Reading.Invalid _ -> invalid();
    };
  }

  private APIGatewayV2HTTPResponse release(Permission permission) {
    Optional<ReleaseLead.Outcome> outcome =
        releaseLead.release(permission.leadId(), permission.actor(), permission.linkId());
    outcome.ifPresent(
        o ->
            log.outcome(
                "ReleaseLead",
                o.lead().lead().leadId().value(),
                o.already() ? "duplicate" : "released",
                0));
    return outcome.map(o -> done(o.release())).orElseGet(ReleasePage::unknown);
  }

  private static APIGatewayV2HTTPResponse question(Quarantined quarantined) {
    String facts =
        Stream.of(LeadField.NAME, LeadField.COMPANY, LeadField.EMAIL, LeadField.MESSAGE)
            .flatMap(
                field -> quarantined.lead().get(field).stream().map(v -> fact(field.jsonName(), v)))
            .collect(Collectors.joining());
    String why =
        quarantined.reasons().stream()
            .map(r -> r.toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", "));
    return page(
        200,
        "Release this lead?",
        "<dl>%s%s</dl><form method=\"post\"><button>Release</button></form>"
            .formatted(facts, fact("kept back for", why)));
  }

  private static String fact(String name, String value) {
    return "<dt>%s</dt><dd>%s</dd>".formatted(Html.escaped(name), Html.escaped(value));
  }

  private static APIGatewayV2HTTPResponse done(Quarantined.Release release) {
    return page(
        200,
        "Released",
        "<p>Released by %s. It is being scored and gets an owner.</p>"
            .formatted(Html.escaped(release.by())));
  }

  private static APIGatewayV2HTTPResponse unknown() {
    return page(404, "Not here", "<p>There is no such lead in quarantine.</p>");
  }

  private static APIGatewayV2HTTPResponse expired() {
    return page(
        410,
        "This link is too old",
        "<p>Links work for %d days. Look under salesops leads --quarantined.</p>"
            .formatted(ActionLinks.LIFE.toDays()));
  }

  private static APIGatewayV2HTTPResponse invalid() {
    return page(404, "This link does not work", "<p>Open it as it was sent, whole.</p>");
  }

  private static APIGatewayV2HTTPResponse page(int status, String title, String body) {
    String html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title><style>%2$s</style></head>
        <body><main><h1>%1$s</h1>%3$s</main></body></html>
        """
            .formatted(Html.escaped(title), STYLE, body);
    return Responses.of(status, Responses.HTML, html, HEADERS);
  }
}
