package salesops.intake;

import static j2html.TagCreator.button;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.form;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import salesops.model.LeadField;
import salesops.pages.Document;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.http.Responses;
import salesops.runtime.lambda.Log;
import salesops.runtime.secrets.SignedTokens;

/**
 * The page behind a link that releases a lead. Opening it changes nothing, since previews open
 * links too; its button posts to the same address.
 */
final class ReleasePage {
  private static final Map<LeadField, String> SHOWN = shown();

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
    return switch (ActionLinks.read(tokens, ActionLinks.RELEASES_FOLDER, token)) {
      case ActionLinks.Reading.Allowed(Permission permission)
          when permission.action() == Action.RELEASE ->
          releaseLead
              .find(permission.subject())
              .map(q -> q.release().map(ReleasePage::done).orElseGet(() -> question(q)))
              .orElseGet(ReleasePage::unknown);
      case ActionLinks.Reading.Expired _ -> expired();
      case ActionLinks.Reading.Allowed _, ActionLinks.Reading.Invalid _ -> invalid();
    };
  }

  /** Does it, once. */
  APIGatewayV2HTTPResponse release(String token) {
    return switch (ActionLinks.read(tokens, ActionLinks.RELEASES_FOLDER, token)) {
      case ActionLinks.Reading.Allowed(Permission permission)
          when permission.action() == Action.RELEASE ->
          release(permission);
      case ActionLinks.Reading.Expired _ -> expired();
      case ActionLinks.Reading.Allowed _, ActionLinks.Reading.Invalid _ -> invalid();
    };
  }

  private APIGatewayV2HTTPResponse release(Permission permission) {
    Optional<ReleaseLead.Outcome> outcome =
        releaseLead.release(permission.subject(), permission.actor(), permission.linkId());
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
    List<DomContent> facts = new ArrayList<>();
    SHOWN.forEach(
        (field, name) ->
            quarantined.lead().get(field).ifPresent(value -> facts.addAll(fact(name, value))));
    String why =
        quarantined.reasons().stream()
            .map(r -> r.toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", "));
    facts.addAll(fact("Kept back for", why));
    return page(
        200,
        "Release this lead?",
        p(
            "It looked like a bot’s, so nobody has it yet. Released, it is scored and gets an"
                + " owner."),
        dl().with(facts),
        form().withMethod("post").with(button("Release").withType("submit")));
  }

  private static List<DomContent> fact(String name, String value) {
    return List.of(dt(name), dd(value).attr("dir", "auto"));
  }

  private static Map<LeadField, String> shown() {
    Map<LeadField, String> shown = new LinkedHashMap<>();
    shown.put(LeadField.NAME, "Name");
    shown.put(LeadField.JOB_TITLE, "Job title");
    shown.put(LeadField.COMPANY, "Company");
    shown.put(LeadField.COUNTRY, "Country");
    shown.put(LeadField.EMAIL, "E-mail");
    shown.put(LeadField.MESSAGE, "Message");
    return shown;
  }

  private static APIGatewayV2HTTPResponse done(Quarantined.Release release) {
    return page(
        200,
        "Released",
        div(p("Released by " + release.by() + ". It is being scored and gets an owner."))
            .withClass("done"));
  }

  private static APIGatewayV2HTTPResponse unknown() {
    return page(404, "Not here", p("There is no such lead in quarantine."));
  }

  private static APIGatewayV2HTTPResponse expired() {
    return page(
        410,
        "This link has expired",
        p("Links in messages work for " + ActionLinks.LIFE.toDays() + " days."),
        p(
            text("Nothing was changed. Whoever runs Salesops at your company finds the lead with "),
            code("salesops leads --quarantined"),
            text(".")));
  }

  private static APIGatewayV2HTTPResponse invalid() {
    return page(
        404,
        "This link does not work",
        p("It may have been cut off when it was copied. Nothing was changed."),
        p("Open it from the message again, by its button."));
  }

  private static APIGatewayV2HTTPResponse page(int status, String title, DomContent... content) {
    return Responses.of(
        status,
        FormPage.HTML,
        Document.english(title, Document.Width.NARROW, List.of(content)).markup(),
        Document.PRIVATE);
  }
}
