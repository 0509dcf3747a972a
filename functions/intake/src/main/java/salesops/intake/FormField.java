package salesops.intake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadField;
import salesops.model.settings.Form;

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

  String html(FormWords words) {
    String optional =
        field.required()
            ? ""
            : " <span class=\"quiet\">" + Html.escaped(words.word("optional")) + "</span>";
    return "<div class=\"field\">\n<label for=\"%s\">%s%s</label>\n%s%s\n</div>\n"
        .formatted(
            id(field.name()),
            Html.escaped(words.label(field.name())),
            optional,
            errorHtml(field.name(), error, words),
            control(words));
  }

  static String errorHtml(String path, @Nullable FieldError error, FormWords words) {
    return error == null
        ? ""
        : "<p class=\"error\" id=\"%s-error\">%s</p>\n"
            .formatted(id(path), Html.escaped(words.error(error)));
  }

  /** Tells screen readers where the error of a control stands. */
  static String describedBy(String path, @Nullable FieldError error) {
    return error == null
        ? ""
        : " aria-invalid=\"true\" aria-describedby=\"" + id(path) + "-error\"";
  }

  private String control(FormWords words) {
    Optional<LeadField> known = LeadField.named(field.name());
    if (known.equals(Optional.of(LeadField.COUNTRY))) {
      return "<select %s>\n%s</select>".formatted(common("country"), countries(words));
    }
    if (known.equals(Optional.of(LeadField.MESSAGE))) {
      // The line break after the tag is not part of the text.
      return "<textarea %s rows=\"5\" maxlength=\"%d\">\n%s</textarea>"
          .formatted(common("off"), LeadField.MESSAGE.max(), Html.escaped(value));
    }
    Help help = known.map(FormField::help).orElse(NONE);
    boolean number = known.filter(f -> f.kind() != LeadField.Kind.TEXT).isPresent();
    return "<input type=\"%s\" inputmode=\"%s\" %s maxlength=\"%d\" value=\"%s\">"
        .formatted(
            help.type(),
            help.inputMode(),
            common(help.autocomplete()),
            number ? Normaliser.ATTRIBUTE_VALUE_CHARS_MAX : FormWords.limit(field.name()),
            Html.escaped(value));
  }

  private String common(String autocomplete) {
    return "id=\"%s\" name=\"%s\" autocomplete=\"%s\"%s%s"
        .formatted(
            id(field.name()),
            Html.escaped(field.name()),
            autocomplete,
            field.required() ? " required" : "",
            describedBy(field.name(), error));
  }

  private String countries(FormWords words) {
    String chosen = Countries.code(value).orElse("");
    StringBuilder options =
        new StringBuilder("<option value=\"\">")
            .append(Html.escaped(words.word("choose")))
            .append("</option>\n");
    for (Countries.Country country : Countries.list(words.locale())) {
      options.append(
          "<option value=\"%s\"%s>%s</option>\n"
              .formatted(
                  country.code(),
                  country.code().equals(chosen) ? " selected" : "",
                  Html.escaped(country.name())));
    }
    return options.toString();
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
