package salesops.intake;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.FormTag;
import j2html.tags.specialized.InputTag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadField;
import salesops.model.settings.Form;
import salesops.runtime.http.FieldError;
import salesops.runtime.http.Problem;

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
  DomContent summary(Problem problem) {
    return div(
            h2(words.problem(problem)),
            problem.errors().isEmpty()
                ? text("")
                : ul(each(problem.errors(), error -> li(summaryItem(error)))))
        .withClass("summary")
        .attr("role", "alert")
        .withTabindex(-1)
        .attr("autofocus");
  }

  private DomContent summaryItem(FieldError error) {
    String item = words.word("errors.item", words.label(error.field()), words.error(error));
    return error.field().equals(CONSENT) || asks(error.field())
        ? a(item).withHref("#" + FormField.id(error.field()))
        : span(item);
  }

  /** Whatever was sent along that the form does not ask must survive an error, too. */
  DomContent html() {
    Map<String, String> rest = new TreeMap<>(values);
    rest.keySet().removeAll(List.of(Draft.FORM, Draft.CONSENT_VERSION));
    if (!asks(LANGUAGE)) {
      rest.put(LANGUAGE, words.language());
    }
    // Relative, as the API may lie below a path; checked by the server, in the page's language.
    FormTag html =
        TagCreator.form()
            .withMethod("post")
            .withAction("../leads?lang=" + words.language())
            .attr("novalidate")
            .with(hidden(Draft.FORM, form.id()), hidden(FormTokens.FIELD, token), trap());
    for (Form.Field field : form.fields()) {
      String value = Optional.ofNullable(rest.remove(field.name())).orElse("");
      html.with(new FormField(field, value, error(field.name())).html(words));
    }
    rest.remove(CONSENT);
    html.with(consent(), privacy());
    rest.forEach((name, value) -> html.with(hidden(name, value)));
    return html.with(button(words.send()).attr("data-sending", words.word("sending")));
  }

  /** For programs that fill in whatever there is; people neither see, hear nor reach it. */
  private DomContent trap() {
    return div(
            label(words.word("trap")).withFor("f-trap"),
            input()
                .withType("text")
                .withId("f-trap")
                .withName(Draft.TRAP)
                .withTabindex(-1)
                .attr("autocomplete", "off"))
        .withClass("trap")
        .attr("aria-hidden", "true");
  }

  /** Never ticked for the person, not even the second time. */
  private DomContent consent() {
    Form.Consent consent = form.consent();
    if (consent == null) {
      return text("");
    }
    String id = FormField.id(CONSENT);
    FieldError error = error(CONSENT);
    InputTag tick =
        input()
            .withType("checkbox")
            .withId(id)
            .withName(CONSENT)
            .withValue("true")
            .condAttr(consent.required(), "required", null);
    return each(
        hidden(Draft.CONSENT_VERSION, Integer.toString(consent.version())),
        div(
                FormField.errorHtml(CONSENT, error, words),
                label(
                        FormField.described(tick, CONSENT, error),
                        text(" "),
                        span(words.consent(consent)))
                    .withFor(id))
            .withClasses("field", "consent"));
  }

  /** In a tab of its own, so that what was entered stays. */
  private DomContent privacy() {
    return form.privacy() == null
        ? text("")
        : p(a(words.word("privacy"))
                .withHref(form.privacy())
                .withTarget("_blank")
                .withRel("noopener"))
            .withClass("privacy");
  }

  private static DomContent hidden(String name, String value) {
    return input().withType("hidden").withName(name).withValue(value);
  }

  private boolean asks(String path) {
    return form.fields().stream().anyMatch(f -> f.name().equals(path));
  }

  private @Nullable FieldError error(String path) {
    return errors.stream().filter(e -> e.field().equals(path)).findFirst().orElse(null);
  }
}
