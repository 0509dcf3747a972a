package salesops.model.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that may submit leads.
 *
 * @param hidden values the settings add, by field name; {@code ?name} takes a parameter of the
 *     page's address
 * @param thanks where the browser goes after a submission; absent: the form's own text
 * @param origins web origins that may post from a script or frame the form
 */
public record Form(
    String id,
    String title,
    List<Field> fields,
    Map<String, String> hidden,
    @Nullable Consent consent,
    @Nullable String thanks,
    List<String> origins) {
  public Form {
    fields = List.copyOf(fields);
    hidden = Map.copyOf(hidden);
    origins = List.copyOf(origins);
  }

  /**
   * @param name name of a {@link salesops.model.LeadField} or {@code attributes.x}
   */
  public record Field(String name, boolean required) {}

  /**
   * @param version stored with the lead, so that the text consented to is known later
   */
  public record Consent(String text, int version, boolean required) {}
}
