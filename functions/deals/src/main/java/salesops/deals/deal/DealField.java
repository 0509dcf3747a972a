package salesops.deals.deal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import salesops.model.settings.Criteria;
import salesops.runtime.operations.RefusedException;

/**
 * A field of a deal, whose newest value counts by itself. An empty value clears it.
 *
 * <p>Values are kept as canonical text, so that two writings of one value are equal.
 */
public enum DealField {
  NAME("name", text(120)),
  ACCOUNT("account", text(120)),
  /** A lead's id. */
  LEAD("lead", DealValues::lead),
  /** An email address, or a name that no rep may have. */
  OWNER("owner", text(254)),
  /** A stage of the settings, {@code won} or {@code lost}. */
  STAGE("stage", text(100)),
  /** Decimal text in major units. */
  AMOUNT("amount", DealValues::decimal),
  CURRENCY("currency", DealValues::currency),
  /** Whole percent, 0 to 100. */
  DISCOUNT("discount", DealValues::percent),
  /** {@code Router Pro=40000; Support}: products, some with their part of the amount. */
  PRODUCTS("products", DealValues::products),
  /** A calendar date, or an instant. */
  CREATED("created", DealValues::date),
  EXPECTED_CLOSE("expectedClose", DealValues::date),
  CLOSED("closed", DealValues::date),
  /** Why it was lost. */
  REASON("reason", text(200)),
  /** {@code ana@… 50; ben@… 50; overlay eve@… 100}: revenue weights and overlay percents. */
  CREDITS("credits", DealValues::credits),
  SOURCE("source", text(120)),
  TERRITORY("territory", text(120)),
  REGION("region", text(120)),
  /** A won deal's id: this one, of a negative amount, takes part of it back. */
  CREDIT_NOTE_OF("creditNoteOf", DealValues::deal),
  /** {@code deleted}, or {@code merged into} and a deal's id; empty: it exists. */
  REMOVED("removed", text(100));

  private static final Map<String, DealField> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(f -> f.jsonName, Function.identity()));

  private final String jsonName;

  @SuppressWarnings("ImmutableEnumChecker") // none of the functions has a state
  private final Function<String, String> canonical;

  DealField(String jsonName, Function<String, String> canonical) {
    this.jsonName = jsonName;
    this.canonical = canonical;
  }

  /** The field's name in JSON, CSV and on the command line. */
  public String jsonName() {
    return jsonName;
  }

  /** The field of this name. */
  public static Optional<DealField> of(String jsonName) {
    return Optional.ofNullable(BY_NAME.get(jsonName));
  }

  /** All names, for people. */
  public static String names() {
    return Arrays.stream(values()).map(DealField::jsonName).collect(Collectors.joining(", "));
  }

  /**
   * The value as it is kept.
   *
   * @throws IllegalArgumentException with a message that completes "amount …", when the field takes
   *     no such value
   */
  public String canonical(String value) {
    String stripped = value.strip();
    return stripped.isEmpty() ? "" : canonical.apply(stripped);
  }

  /**
   * Canonical values by field, of values by name.
   *
   * @throws RefusedException when there is no such field, or it takes no such value
   */
  public static Map<DealField, String> read(Map<String, String> given) {
    Map<DealField, String> fields = new EnumMap<>(DealField.class);
    given.forEach(
        (name, value) -> {
          DealField field =
              of(name)
                  .orElseThrow(
                      () ->
                          RefusedException.invalid(
                              "“"
                                  + Criteria.cut(name)
                                  + "” isn't a field of a deal. Use one of: "
                                  + names()));
          try {
            fields.put(field, field.canonical(value));
          } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(
                name + " " + e.getMessage() + ": “" + Criteria.cut(value) + "”");
          }
        });
    return fields;
  }

  private static Function<String, String> text(int max) {
    return value -> DealValues.text(value, max);
  }
}
