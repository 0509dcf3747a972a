package salesops.intake;

import static j2html.TagCreator.div;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.option;
import static j2html.TagCreator.p;
import static j2html.TagCreator.select;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.textarea;

import j2html.tags.DomContent;
import j2html.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.Countries;
import salesops.model.LeadField;
import salesops.model.settings.Form;
import salesops.runtime.http.FieldError;

/**
 * One visible field of a form.
 *
 * @param value what was entered before; empty the first time
 * @param error what is wrong with it; absent when nothing is
 */
record FormField(Form.Field field, String value, @Nullable FieldError error) {

  /** What the browser may help with: its keyboard, and what it knows of the person. */
  private record Help(String type, String autocomplete, String inputMode) {}

  private static final Help NONE = new Help("text", "off", "text");

  /** An id that is safe in HTML and in a link to it, whatever the attribute is called. */
  static String id(String path) {
    return "f-" + path.replaceAll("[^A-Za-z0-9]", "-");
  }

  DomContent html(FormWords words) {
    return div(
            label(
                    text(words.label(field.name())),
                    field.required()
                        ? text("")
                        : span(text(" "), span(words.word("optional")).withClass("quiet")))
                .withFor(id(field.name())),
            errorHtml(field.name(), error, words),
            control(words))
        .withClass("field");
  }

  static DomContent errorHtml(String path, @Nullable FieldError error, FormWords words) {
    return error == null
        ? text("")
        : p(words.error(error)).withClass("error").withId(id(path) + "-error");
  }

  /** Tells screen readers where the error of a control stands. */
  static <T extends Tag<T>> T described(T control, String path, @Nullable FieldError error) {
    return error == null
        ? control
        : control.attr("aria-invalid", "true").attr("aria-describedby", id(path) + "-error");
  }

  private DomContent control(FormWords words) {
    Optional<LeadField> known = LeadField.named(field.name());
    if (known.equals(Optional.of(LeadField.COUNTRY))) {
      return common(select(), "country").with(countries(words));
    }
    if (known.equals(Optional.of(LeadField.MESSAGE))) {
      // The line break after the tag is not part of the text.
      return common(textarea(), "off")
          .withRows("5")
          .withMaxlength(Integer.toString(LeadField.MESSAGE.max()))
          .withText("\n" + value);
    }
    Help help = known.map(FormField::help).orElse(NONE);
    boolean number = known.filter(f -> f.kind() != LeadField.Kind.TEXT).isPresent();
    int max = number ? Normaliser.ATTRIBUTE_VALUE_CHARS_MAX : FormWords.limit(field.name());
    return common(
            input().withType(help.type()).attr("inputmode", help.inputMode()), help.autocomplete())
        .withMaxlength(Integer.toString(max))
        .withValue(value);
  }

  private <T extends Tag<T>> T common(T control, String autocomplete) {
    T named =
        control
            .withId(id(field.name()))
            .attr("name", field.name())
            .attr("autocomplete", autocomplete)
            .condAttr(field.required(), "required", null);
    return described(named, field.name(), error);
  }

  private List<DomContent> countries(FormWords words) {
    String chosen = Countries.code(value).orElse("");
    List<DomContent> options = new ArrayList<>();
    options.add(option(words.word("choose")).withValue(""));
    for (Countries.Country country : Countries.list(words.locale())) {
      options.add(
          option(country.name())
              .withValue(country.code())
              .withCondSelected(country.code().equals(chosen)));
    }
    return options;
  }

  private static Help help(LeadField field) {
    return switch (field) {
      case EMAIL -> new Help("email", "email", "email");
      case NAME -> new Help("text", "name", "text");
      case PHONE -> new Help("tel", "tel", "tel");
      case JOB_TITLE -> new Help("text", "organization-title", "text");
      case COMPANY -> new Help("text", "organization", "text");
      case COMPANY_DOMAIN -> new Help("text", "url", "url");
      case REGION -> new Help("text", "address-level1", "text");
      case POSTAL_CODE -> new Help("text", "postal-code", "text");
      default ->
          switch (field.kind()) {
            case WHOLE -> new Help("text", "off", "numeric");
            case DECIMAL -> new Help("text", "off", "decimal");
            case TEXT, FLAG -> NONE;
          };
    };
  }
}
