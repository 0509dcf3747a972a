package salesops.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One accepted submission, normalised.
 *
 * @param origin who vouches for the fields
 * @param origins fields vouched for by somebody else than {@code origin}, by name
 * @param fields values by {@link LeadField#jsonName()}, canonical text, only those that were given
 * @param attributes everything else the form sent, by name, at most {@link #ATTRIBUTES_MAX}
 */
public record Lead(
    LeadId leadId,
    String form,
    Instant submittedAt,
    Origin origin,
    Map<String, Origin> origins,
    Identity identity,
    Map<String, String> fields,
    Map<String, String> attributes) {
  public static final int ATTRIBUTES_MAX = 100;

  /** Prefix by which criteria and mappings name an attribute: {@code attributes.usesTechnology}. */
  public static final String ATTRIBUTE_PREFIX = "attributes.";

  /** The version of the form's consent that was given; intake says it, not who submits. */
  public static final String CONSENT_VERSION = ATTRIBUTE_PREFIX + "consentVersion";

  /**
   * When somebody let the lead go on from quarantine, as ISO 8601; absent: it never was there.
   * Intake says it, with {@link Origin#SETTINGS}; from anybody else it means nothing.
   */
  public static final String RELEASED_AT = ATTRIBUTE_PREFIX + "quarantineReleasedAt";

  public Lead {
    origins = Map.copyOf(origins);
    fields = Map.copyOf(fields);
    attributes = Map.copyOf(attributes);
  }

  public Optional<String> get(LeadField field) {
    return Optional.ofNullable(fields.get(field.jsonName()));
  }

  /** The value of a field or, with {@link #ATTRIBUTE_PREFIX}, of an attribute. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(
        name.startsWith(ATTRIBUTE_PREFIX)
            ? attributes.get(name.substring(ATTRIBUTE_PREFIX.length()))
            : fields.get(name));
  }

  /** The value as a number; empty when it is missing or is no number. */
  public OptionalDouble number(String name) {
    Optional<String> text = get(name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(text.get());
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Who vouches for the value of this field or attribute. */
  public Origin originOf(String name) {
    return origins.getOrDefault(name, origin);
  }

  /** Who the lead is, in a line for people; never empty. */
  public String summary() {
    String named =
        Stream.of(LeadField.NAME, LeadField.COMPANY)
            .flatMap(field -> get(field).stream())
            .collect(Collectors.joining(", "));
    return named.isEmpty()
        ? get(LeadField.EMAIL).or(() -> get(LeadField.EXTERNAL_ID)).orElse("lead " + leadId)
        : named;
  }
}
