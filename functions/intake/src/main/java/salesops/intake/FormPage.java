package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Form;

/**
 * The hosted form: plain HTML that works without scripts, nothing of third parties, every text
 * escaped.
 */
final class FormPage {
  private static final String STYLE =
      """
      body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;\
      color:#1b1f24;background:#fff}
      label{display:block;font-weight:600}
      .mark{font-weight:400;color:#57606a}
      input,select,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;\
      border:1px solid #6e7781;border-radius:4px}
      .consent label{font-weight:400}.consent input{width:auto;margin-right:.5rem}
      .error{display:block;color:#b42318}[aria-invalid]{border-color:#b42318}
      .summary{border:2px solid #b42318;border-radius:4px;padding:0 1rem}
      button{font:inherit;font-weight:600;padding:.6rem 1.4rem;border:0;border-radius:4px;\
      background:#0b57d0;color:#fff;cursor:pointer}
      """;

  private static final String STYLE_HASH = Html.cspHash(STYLE);

  /** What may stand in a header as a web origin, whoever wrote the settings. */
  private static final Pattern WEB_ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]+)?");

  private FormPage() {}

  /** The empty form; hidden fields are filled from the page's address. */
  static APIGatewayV2HTTPResponse fresh(Form form, Map<String, String> query) {
    Map<String, String> values = new HashMap<>();
    form.hidden()
        .forEach(
            (path, value) -> {
              if (value.startsWith(HiddenValues.PARAMETER)) {
                String parameter = value.substring(HiddenValues.PARAMETER.length());
                values.put(path, query.getOrDefault(parameter, ""));
              }
            });
    values.values().removeIf(String::isEmpty);
    return page(200, form.title(), formHtml(form, values, List.of()), Optional.of(form));
  }

  /** The form with all that was entered and what is wrong with it. */
  static APIGatewayV2HTTPResponse again(Form form, Draft draft, Problem problem) {
    Map<String, String> values = new LinkedHashMap<>(draft.values());
    draft.attributes().forEach((name, value) -> values.put(Lead.ATTRIBUTE_PREFIX + name, value));
    String body = summary(form, problem) + formHtml(form, values, problem.errors());
    return page(problem.status(), form.title(), body, Optional.of(form));
  }

  /** What happens next; never who the rep is, or whether the person is known. */
  static APIGatewayV2HTTPResponse thanks(Form form) {
    String thanks = form.thanks();
    if (thanks != null) {
      // 303: the browser gets the page, and reloading it posts nothing again.
      return Responses.empty(303, Map.of("location", thanks, "cache-control", "no-store"));
    }
    return page(
        202,
        "Thank you",
        "<p>We have your message. One of us will get back to you.</p>",
        Optional.of(form));
  }

  static APIGatewayV2HTTPResponse problem(Problem problem) {
    return page(
        problem.status(),
        "That did not work",
        "<p>" + Html.escaped(problem.title()) + "</p>",
        Optional.empty());
  }

  private static String summary(Form form, Problem problem) {
    String items =
        problem.errors().stream()
            .map(error -> "<li>" + summaryItem(form, error) + "</li>")
            .collect(Collectors.joining());
    return "<div class=\"summary\" role=\"alert\" tabindex=\"-1\" autofocus><p>%s</p><ul>%s</ul></div>"
        .formatted(Html.escaped(problem.title()), items);
  }

  private static String summaryItem(Form form, FieldError error) {
    String text = Html.escaped(labelOf(error.field()) + " " + error.message());
    boolean visible =
        isConsent(error.field())
            || form.fields().stream().anyMatch(f -> f.name().equals(error.field()));
    return visible ? "<a href=\"#%s\">%s</a>".formatted(FormField.id(error.field()), text) : text;
  }

  private static String labelOf(String path) {
    return isConsent(path) ? "Your consent" : FormField.label(path);
  }

  private static boolean isConsent(String path) {
    return path.equals(LeadField.CONSENT.jsonName());
  }

  private static String formHtml(Form form, Map<String, String> values, List<FieldError> errors) {
    Map<String, String> rest = new TreeMap<>(values);
    rest.keySet().removeAll(List.of(Draft.FORM, Draft.CONSENT_VERSION));
    StringBuilder html = new StringBuilder("<form method=\"post\" action=\"../leads\">\n");
    html.append(hidden(Draft.FORM, form.id()));
    for (Form.Field field : form.fields()) {
      String value = Optional.ofNullable(rest.remove(field.name())).orElse("");
      html.append(new FormField(field, value, error(field.name(), errors)).html());
    }
    Form.Consent consent = form.consent();
    if (consent != null) {
      rest.remove(LeadField.CONSENT.jsonName());
      html.append(consentHtml(consent, error(LeadField.CONSENT.jsonName(), errors)));
    }
    // What a page of the company's own sent along must survive an error, too.
    rest.forEach((name, value) -> html.append(hidden(name, value)));
    return html.append("<p><button>Send</button></p>\n</form>").toString();
  }

  /** Never ticked for the person, not even the second time. */
  private static String consentHtml(Form.Consent consent, @Nullable FieldError error) {
    String name = LeadField.CONSENT.jsonName();
    String id = FormField.id(name);
    String message =
        error == null
            ? ""
            : "<span class=\"error\" id=\"%s-error\">%s</span>"
                .formatted(id, Html.escaped(labelOf(name) + " " + error.message()));
    String box =
        "<input type=\"checkbox\" id=\"%s\" name=\"%s\" value=\"true\"%s%s>"
            .formatted(
                id,
                name,
                consent.required() ? " required" : "",
                FormField.describedBy(name, error));
    return "%s<p class=\"field consent\">%s<label for=\"%s\">%s%s</label></p>\n"
        .formatted(
            hidden(Draft.CONSENT_VERSION, Integer.toString(consent.version())),
            message,
            id,
            box,
            Html.escaped(consent.text()));
  }

  private static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
        .formatted(Html.escaped(name), Html.escaped(value));
  }

  private static @Nullable FieldError error(String path, List<FieldError> errors) {
    return errors.stream().filter(e -> e.field().equals(path)).findFirst().orElse(null);
  }

  private static APIGatewayV2HTTPResponse page(
      int status, String title, String body, Optional<Form> form) {
    String html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title><style>%s</style></head>
        <body><main><h1>%s</h1>
        %s
        </main></body></html>
        """
            .formatted(Html.escaped(title), STYLE, Html.escaped(title), body);
    return Responses.of(status, Responses.HTML, html, headers(form));
  }

  private static Map<String, String> headers(Optional<Form> form) {
    String csp =
        "default-src 'none'; base-uri 'none'; style-src %s; form-action %s; frame-ancestors %s"
            .formatted(STYLE_HASH, formAction(form), frameAncestors(form));
    return Map.of("content-security-policy", csp, "referrer-policy", "same-origin");
  }

  private static String frameAncestors(Optional<Form> form) {
    List<String> origins = new ArrayList<>(form.map(Form::origins).orElse(List.of()));
    origins.removeIf(o -> !WEB_ORIGIN.matcher(o).matches());
    return origins.isEmpty() ? "'none'" : String.join(" ", origins);
  }

  /** Browsers hold the redirect that follows a post to this directive, too. */
  private static String formAction(Optional<Form> form) {
    String thanks = form.map(Form::thanks).orElse("");
    try {
      URI uri = URI.create(thanks);
      String origin = uri.getScheme() + "://" + uri.getRawAuthority();
      return WEB_ORIGIN.matcher(origin).matches() ? "'self' " + origin : "'self'";
    } catch (IllegalArgumentException e) {
      return "'self'";
    }
  }
}
