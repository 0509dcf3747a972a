package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import salesops.intake.Normaliser.Normalised;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.Origin;
import salesops.model.settings.Form;

/**
 * What a form's settings add to a submission. What the sender gave stays, with the sender's origin;
 * the settings fill in what is absent.
 */
final class HiddenValues {
  /**
   * A hidden value that starts so is a parameter of the page's address, which anybody can write.
   */
  static final String PARAMETER = "?";

  private HiddenValues() {}

  /** Adds to the three maps; values that the page's address spells badly are left out. */
  static void fill(
      Form form,
      Map<String, String> fields,
      Map<String, String> attributes,
      Map<String, Origin> origins) {
    Normalised hidden = normalised(form, fields);
    hidden
        .fields()
        .forEach(
            (name, value) -> {
              if (fields.putIfAbsent(name, value) == null) {
                vouch(form, name, origins);
              }
            });
    hidden
        .attributes()
        .forEach(
            (name, value) -> {
              if (attributes.putIfAbsent(name, value) == null) {
                vouch(form, Lead.ATTRIBUTE_PREFIX + name, origins);
              }
            });
  }

  private static void vouch(Form form, String path, Map<String, Origin> origins) {
    if (!form.hidden().getOrDefault(path, PARAMETER).startsWith(PARAMETER)) {
      origins.put(path, Origin.SETTINGS);
    }
  }

  private static Normalised normalised(Form form, Map<String, String> fields) {
    String page = fields.getOrDefault(LeadField.LANDING_PAGE.jsonName(), "");
    Map<String, String> values = new HashMap<>();
    Map<String, String> attributes = new HashMap<>();
    form.hidden()
        .forEach(
            (path, value) -> {
              String text =
                  value.startsWith(PARAMETER)
                      ? parameter(page, value.substring(PARAMETER.length()))
                      : value;
              if (path.startsWith(Lead.ATTRIBUTE_PREFIX)) {
                attributes.put(path.substring(Lead.ATTRIBUTE_PREFIX.length()), text);
              } else {
                values.put(path, text);
              }
            });
    return Normaliser.normalise(values, attributes);
  }

  private static String parameter(String address, String name) {
    int query = address.indexOf('?');
    if (query < 0) {
      return "";
    }
    for (String pair : address.substring(query + 1).split("[&#]", -1)) {
      if (pair.startsWith(name + "=")) {
        try {
          return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
        } catch (IllegalArgumentException e) {
          return "";
        }
      }
    }
    return "";
  }
}
