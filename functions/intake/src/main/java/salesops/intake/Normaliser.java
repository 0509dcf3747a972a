package salesops.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import salesops.model.Countries;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.PersonKey;
import salesops.runtime.http.FieldError;

/** Brings what was sent into its one canonical text, so that equal things compare equal. */
final class Normaliser {
  static final int ATTRIBUTE_NAME_CHARS_MAX = 100;
  static final int ATTRIBUTE_VALUE_CHARS_MAX = 1_000;

  /** Events promise their readers no more than this, whoever adds them. */
  static final FieldError TOO_MANY_ATTRIBUTES =
      new FieldError(
          JsonBody.ATTRIBUTES,
          "too_many",
          "takes at most " + Lead.ATTRIBUTES_MAX + " attributes, the form's own included");

  /** Digits kept behind the point of a decimal. */
  static final int DECIMALS_MAX = 4;

  /** Short enough that no arithmetic with it can be made slow. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,15}(\\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
  private static final Pattern BLANKS_IN_LINE = Pattern.compile("[\\t\\u00a0 ]+");
  private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");

  private final Map<String, String> fields = new TreeMap<>();
  private final Map<String, String> attributes = new TreeMap<>();
  private final List<FieldError> errors = new ArrayList<>();

  /** What could be understood of a draft, and what could not. */
  record Normalised(
      Map<String, String> fields, Map<String, String> attributes, List<FieldError> errors) {}

  private Normaliser() {}

  static Normalised normalise(Map<String, String> values, Map<String, String> attributes) {
    Normaliser normaliser = new Normaliser();
    values.forEach((name, raw) -> LeadField.named(name).ifPresent(f -> normaliser.field(f, raw)));
    attributes.forEach(normaliser::attribute);
    if (normaliser.attributes.size() > Lead.ATTRIBUTES_MAX) {
      normaliser.errors.add(TOO_MANY_ATTRIBUTES);
    }
    return new Normalised(normaliser.fields, normaliser.attributes, normaliser.errors);
  }

  private void field(LeadField field, String raw) {
    String name = field.jsonName();
    Optional<String> clean = text(name, raw, field == LeadField.MESSAGE);
    if (clean.isEmpty() || clean.get().isEmpty()) {
      return;
    }
    String text = clean.get();
    Optional<String> value =
        switch (field.kind()) {
          case WHOLE, DECIMAL -> number(field, text);
          case FLAG -> flag(name, text);
          case TEXT -> spelling(field, text).filter(t -> fits(name, t, field.max()));
        };
    value.filter(v -> !v.isEmpty()).ifPresent(v -> fields.put(name, v));
  }

  private void attribute(String rawName, String raw) {
    String path = Lead.ATTRIBUTE_PREFIX + rawName;
    Optional<String> name = text(path, rawName, false);
    if (name.isEmpty()) {
      return;
    }
    if (name.get().isEmpty()) {
      error(JsonBody.ATTRIBUTES, "name_missing", "has an attribute without a name");
      return;
    }
    if (!fits(path, name.get(), ATTRIBUTE_NAME_CHARS_MAX)) {
      return;
    }
    text(path, raw, true)
        .filter(v -> !v.isEmpty() && fits(path, v, ATTRIBUTE_VALUE_CHARS_MAX))
        .ifPresent(
            v -> {
              if (attributes.putIfAbsent(name.get(), v) != null) {
                errors.add(FieldError.duplicate(path));
              }
            });
  }

  /** Text that can be stored and shown; empty after reporting what cannot. */
  private Optional<String> text(String name, String raw, boolean multiline) {
    String spaced = multiline ? raw.replace("\r\n", "\n").replace('\r', '\n') : raw;
    String clean =
        (multiline ? BLANKS_IN_LINE : BLANKS)
            .matcher(Normalizer.normalize(spaced, Normalizer.Form.NFC))
            .replaceAll(" ")
            .strip();
    if (clean.codePoints().anyMatch(c -> isUnfit(c) && !(multiline && c == '\n'))) {
      error(name, "invalid_characters", "has control characters or broken Unicode");
      return Optional.empty();
    }
    return Optional.of(clean);
  }

  private static boolean isUnfit(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private boolean fits(String name, String text, int charsMax) {
    boolean fits = text.codePointCount(0, text.length()) <= charsMax;
    if (!fits) {
      error(name, "too_long", "takes at most " + charsMax + " characters");
    }
    return fits;
  }

  private Optional<String> spelling(LeadField field, String text) {
    return switch (field) {
      case EMAIL -> email(text);
      case COMPANY_DOMAIN -> companyDomain(text);
      case COUNTRY -> country(text);
      case POSTAL_CODE -> Optional.of(text.toUpperCase(Locale.ROOT));
      default -> Optional.of(text);
    };
  }

  private Optional<String> email(String text) {
    Optional<String> address = Mailbox.parse(PersonKey.normalisedEmail(text)).map(Mailbox::address);
    if (address.isEmpty()) {
      error(LeadField.EMAIL.jsonName(), "invalid_email", "must be like name@company.com");
    }
    return address;
  }

  /** People paste the address of a page: the host is what counts. */
  private Optional<String> companyDomain(String text) {
    String host = SCHEME.matcher(text.toLowerCase(Locale.ROOT)).replaceFirst("");
    host = host.split("[/?#:]", 2)[0];
    Optional<String> domain =
        Domains.canonical(host.startsWith("www.") ? host.substring("www.".length()) : host);
    if (domain.isEmpty()) {
      error(LeadField.COMPANY_DOMAIN.jsonName(), "invalid_domain", "must be like company.com");
    }
    return domain;
  }

  private Optional<String> country(String text) {
    Optional<String> code = Countries.code(text);
    if (code.isEmpty()) {
      error(
          LeadField.COUNTRY.jsonName(),
          "unknown_country",
          "must be an ISO 3166 code such as FR, or an English name such as France");
    }
    return code;
  }

  private Optional<String> flag(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> Optional.of("true");
      case "false", "no", "off", "0" -> Optional.of("false");
      default -> {
        error(name, "invalid_flag", "must be true or false");
        yield Optional.empty();
      }
    };
  }

  private Optional<String> number(LeadField field, String text) {
    String name = field.jsonName();
    boolean whole = field.kind() == LeadField.Kind.WHOLE;
    if (!NUMBER.matcher(text).matches()) {
      error(name, "invalid_number", "must be a number");
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(field.max())) > 0) {
      error(name, "out_of_range", "must be from 0 to " + field.max());
      return Optional.empty();
    }
    if (whole && number.stripTrailingZeros().scale() > 0) {
      error(name, "invalid_number", "must be a whole number");
      return Optional.empty();
    }
    return Optional.of(
        number.setScale(DECIMALS_MAX, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString());
  }

  private void error(String field, String code, String message) {
    errors.add(new FieldError(field, code, message));
  }
}
