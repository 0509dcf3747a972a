package salesops.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadField;
import salesops.model.settings.Form;

/**
 * The form itself with what was entered and what is wrong with it.
 *
 * @param values entered before, by path
 * @param token what shows that the form came from here
 */
record FormMarkup(
    Form form, FormWords words, Map<String, String> values, List<FieldError> errors, String token) {
  private static final String CONSENT = LeadField.CONSENT.jsonName();

  /** How the lead says in which language the form was filled in. */
  static final String LANGUAGE = "attributes.language";

  /** All errors at once, each with a way to its field. The browser brings the focus here. */
  String summary(Problem problem) {
    StringBuilder items = new StringBuilder();
    problem.errors().forEach(e -> items.append("<li>").append(summaryItem(e)).append("</li>\n"));
    return """
    <div class="summary" role="alert" tabindex="-1" autofocus>
    <h2>%s</h2>
    %s</div>
    """
        .formatted(
            Html.escaped(words.problem(problem)),
            items.isEmpty() ? "" : "<ul>\n" + items + "</ul>\n");
  }

  private String summaryItem(FieldError error) {
    String text =
        Html.escaped(words.word("errors.item", words.label(error.field()), words.error(error)));
    return error.field().equals(CONSENT) || asks(error.field())
        ? "<a href=\"#%s\">%s</a>".formatted(FormField.id(error.field()), text)
        : "<span>" + text + "</span>";
  }

  /** Whatever was sent along that the form does not ask must survive an error, too. */
  String html() {
    Map<String, String> rest = new TreeMap<>(values);
    rest.keySet().removeAll(List.of(Draft.FORM, Draft.CONSENT_VERSION));
    if (!asks(LANGUAGE)) {
      rest.put(LANGUAGE, words.language());
    }
    StringBuilder html = new StringBuilder();
    // Relative, as the API may lie below a path; checked by the server, in the page's language.
    html.append("<form method=\"post\" action=\"../leads?lang=")
        .append(words.language())
        .append("\" novalidate>\n")
        .append(hidden(Draft.FORM, form.id()))
        .append(hidden(FormTokens.FIELD, token))
        .append(trap());
    for (Form.Field field : form.fields()) {
      String value = Optional.ofNullable(rest.remove(field.name())).orElse("");
      html.append(new FormField(field, value, error(field.name())).html(words));
    }
    rest.remove(CONSENT);
    html.append(consent()).append(privacy());
    rest.forEach((name, value) -> html.append(hidden(name, value)));
    return html.append("<button data-sending=\"")
        .append(Html.escaped(words.word("sending")))
        .append("\">")
        .append(Html.escaped(words.send()))
        .append("</button>\n</form>\n")
        .toString();
  }

  /** For programs that fill in whatever there is; people neither see, hear nor reach it. */
  private String trap() {
    return """
    <div class="trap" aria-hidden="true"><label for="f-trap">%s</label>
    <input type="text" id="f-trap" name="%s" tabindex="-1" autocomplete="off"></div>
    """
        .formatted(Html.escaped(words.word("trap")), Draft.TRAP);
  }

  /** Never ticked for the person, not even the second time. */
  private String consent() {
    Form.Consent consent = form.consent();
    if (consent == null) {
      return "";
    }
    String id = FormField.id(CONSENT);
    FieldError error = error(CONSENT);
    return """
    %s<div class="field consent">
    %s<label for="%s"><input type="checkbox" id="%s" name="%s" value="true"%s%s> <span>%s</span></label>
    </div>
    """
        .formatted(
            hidden(Draft.CONSENT_VERSION, Integer.toString(consent.version())),
            FormField.errorHtml(CONSENT, error, words),
            id,
            id,
            CONSENT,
            consent.required() ? " required" : "",
            FormField.describedBy(CONSENT, error),
            Html.escaped(words.consent(consent)));
  }

  /** In a tab of its own, so that what was entered stays. */
  private String privacy() {
    return form.privacy() == null
        ? ""
        : "<p class=\"privacy\"><a href=\"%s\" target=\"_blank\" rel=\"noopener\">%s</a></p>\n"
            .formatted(Html.escaped(form.privacy()), Html.escaped(words.word("privacy")));
  }

  private static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
        .formatted(Html.escaped(name), Html.escaped(value));
  }

  private boolean asks(String path) {
    return form.fields().stream().anyMatch(f -> f.name().equals(path));
  }

  private @Nullable FieldError error(String path) {
    return errors.stream().filter(e -> e.field().equals(path)).findFirst().orElse(null);
  }
}
