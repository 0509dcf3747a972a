package salesops.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.runtime.http.FieldError;

/**
 * A submission as it was sent: text by name, nothing checked but the shape.
 *
 * @param values known fields, and {@link #FORM}
 * @param attributes everything else the sender put under {@code attributes}
 * @param errors what was wrong with the shape
 * @param fromPage whether an HTML form sent it rather than a program
 * @param token what was sent as the form's token
 * @param trapped whether something stands in the field that people don't see
 */
record Draft(
    Map<String, String> values,
    Map<String, String> attributes,
    List<FieldError> errors,
    boolean fromPage,
    @Nullable String token,
    boolean trapped)
    implements Reading {
  static final String FORM = "form";

  /** Name of a field that people neither see nor hear of; what fills it in is no person. */
  static final String TRAP = "website2";

  /** The version of the consent text that the page showed. */
  static final String CONSENT_VERSION = "consentVersion";

  /**
   * What only the suite decides. Clients that send back what they once got should not fail, and
   * must not succeed either: such fields are left out.
   */
  static final Set<String> DECIDED_BY_SUITE =
      Set.of(
          "leadId",
          "score",
          "scoreVersion",
          "grade",
          "fit",
          "engagement",
          "owner",
          "rep",
          "previousRep",
          "territory",
          "pool",
          "path",
          "origin",
          "origins",
          "identity",
          "submittedAt",
          "assignedAt",
          "assignmentSeq",
          "settingsVersion",
          CONSENT_VERSION,
          "quarantined");

  Draft {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    errors = List.copyOf(errors);
  }

  /** Collects names and values as a parser meets them. */
  static final class Builder {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();
    private final boolean fromPage;
    private @Nullable String token;
    private boolean trapped;

    Builder(boolean fromPage) {
      this.fromPage = fromPage;
    }

    void value(String name, String text) {
      if (name.equals(FormTokens.FIELD)) {
        token = text;
      } else if (name.equals(TRAP)) {
        trapped |= !text.isBlank();
      } else if (!isKnown(name)) {
        unknown(name);
      } else if (values.putIfAbsent(name, text) != null) {
        errors.add(FieldError.duplicate(name));
      }
    }

    void attribute(String name, String text) {
      if (attributes.putIfAbsent(name, text) != null) {
        errors.add(FieldError.duplicate(Lead.ATTRIBUTE_PREFIX + name));
      }
    }

    void error(FieldError error) {
      errors.add(error);
    }

    private void unknown(String name) {
      if (!DECIDED_BY_SUITE.contains(name)) {
        errors.add(
            new FieldError(
                name, "unknown_field", "is no field of a lead; put it under \"attributes\""));
      }
    }

    private boolean isKnown(String name) {
      return name.equals(FORM)
          || (fromPage && name.equals(CONSENT_VERSION))
          || LeadField.named(name).isPresent();
    }

    Draft build() {
      return new Draft(values, attributes, errors, fromPage, token, trapped);
    }
  }
}
