package salesops.intake;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Form;

/**
 * One visible field of a form.
 *
 * @param value what was entered before; empty the first time
 * @param error what is wrong with it; absent when nothing is
 */
record FormField(Form.Field field, String value, @Nullable FieldError error) {

  /** How a field looks: its label, and what the browser may help with. */
  private record Look(String label, String type, String autocomplete, String inputMode) {}

  String label() {
    return label(field.name());
  }

  static String label(String path) {
    return LeadField.named(path)
        .map(f -> look(f).label())
        .orElseGet(() -> words(path.replaceFirst("^" + Lead.ATTRIBUTE_PREFIX, "")));
  }

  /** An id that is safe in HTML and in a link to it, whatever the attribute is called. */
  static String id(String path) {
    return "f-" + path.replaceAll("[^A-Za-z0-9]", "-");
  }

  String html() {
    String name = field.name();
    String mark = field.required() ? " <span class=\"mark\">(needed)</span>" : "";
    return "<p class=\"field\"><label for=\"%s\">%s%s</label>%s%s</p>\n"
        .formatted(id(name), Html.escaped(label()), mark, errorHtml(), control());
  }

  private String errorHtml() {
    return error == null
        ? ""
        : "<span class=\"error\" id=\"%s-error\">%s</span>"
            .formatted(id(field.name()), Html.escaped(label() + " " + error.message()));
  }

  private String control() {
    Optional<LeadField> known = LeadField.named(field.name());
    if (known.equals(Optional.of(LeadField.COUNTRY))) {
      return "<select " + common("country") + ">" + countries() + "</select>";
    }
    if (known.equals(Optional.of(LeadField.MESSAGE))) {
      return "<textarea %s rows=\"5\" maxlength=\"%d\">\n%s</textarea>"
          .formatted(common("off"), LeadField.MESSAGE.max(), Html.escaped(value));
    }
    Look look = known.map(FormField::look).orElse(new Look("", "text", "off", "text"));
    int charsMax =
        known
            .filter(f -> f.kind() == LeadField.Kind.TEXT)
            .map(LeadField::max)
            .orElse(Normaliser.ATTRIBUTE_VALUE_CHARS_MAX);
    return "<input type=\"%s\" inputmode=\"%s\" %s maxlength=\"%d\" value=\"%s\">"
        .formatted(
            look.type(),
            look.inputMode(),
            common(look.autocomplete()),
            charsMax,
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

  /** Tells screen readers where the error of a control stands. */
  static String describedBy(String path, @Nullable FieldError error) {
    return error == null
        ? ""
        : " aria-invalid=\"true\" aria-describedby=\"" + id(path) + "-error\"";
  }

  private String countries() {
    String chosen = Countries.code(value).orElse("");
    StringBuilder options = new StringBuilder("<option value=\"\"></option>");
    for (Countries.Country country : Countries.list()) {
      options.append(
          "<option value=\"%s\"%s>%s</option>"
              .formatted(
                  country.code(),
                  country.code().equals(chosen) ? " selected" : "",
                  Html.escaped(country.name())));
    }
    return options.toString();
  }

  private static Look look(LeadField field) {
    return switch (field) {
      case EMAIL -> new Look("Work e-mail", "email", "email", "email");
      case NAME -> new Look("Name", "text", "name", "text");
      case PHONE -> new Look("Phone", "tel", "tel", "tel");
      case JOB_TITLE -> new Look("Job title", "text", "organization-title", "text");
      case COMPANY -> new Look("Company", "text", "organization", "text");
      case COMPANY_DOMAIN -> new Look("Company website", "text", "url", "url");
      case COUNTRY -> new Look("Country", "text", "country", "text");
      case REGION -> new Look("Region", "text", "address-level1", "text");
      case POSTAL_CODE -> new Look("Postal code", "text", "postal-code", "text");
      default -> {
        String mode =
            switch (field.kind()) {
              case WHOLE -> "numeric";
              case DECIMAL -> "decimal";
              case TEXT, FLAG -> "text";
            };
        yield new Look(words(field.jsonName()), "text", "off", mode);
      }
    };
  }

  /** {@code monthsInRole} as people read it: Months in role. */
  private static String words(String name) {
    String spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT)
            + spaced.substring(1).toLowerCase(Locale.ROOT);
  }
}
