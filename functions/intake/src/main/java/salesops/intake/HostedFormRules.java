package salesops.intake;

import java.util.List;
import salesops.intake.Normaliser.Normalised;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Form;
import salesops.runtime.http.FieldError;

/**
 * What a person must fill in. Programs are held only to an e-mail address or external id: what they
 * cannot know they leave out, and a lead with gaps is better than none.
 */
final class HostedFormRules {
  private HostedFormRules() {}

  static void check(Form form, Draft draft, Normalised given, List<FieldError> errors) {
    // Nobody can mend what they don't see: a bad parameter of the page's address is left out.
    errors.removeIf(e -> form.hidden().containsKey(e.field()) && !isShown(e.field(), form));
    for (Form.Field field : form.fields()) {
      if (field.required()
          && !isGiven(field.name(), given)
          && errors.stream().noneMatch(e -> e.field().equals(field.name()))) {
        errors.add(FieldError.required(field.name()));
      }
    }
    checkConsent(form, draft, given, errors);
  }

  private static void checkConsent(
      Form form, Draft draft, Normalised given, List<FieldError> errors) {
    Form.Consent consent = form.consent();
    String name = LeadField.CONSENT.jsonName();
    if (consent == null) {
      return;
    }
    boolean agreed = "true".equals(given.fields().get(name));
    String shown = draft.values().getOrDefault(Draft.CONSENT_VERSION, "").strip();
    if (consent.required() && !agreed) {
      errors.add(new FieldError(name, "consent_required", "is needed to go on"));
    } else if (agreed && !shown.isEmpty() && !shown.equals(Integer.toString(consent.version()))) {
      // Nobody has agreed to a text they were not shown.
      errors.add(
          new FieldError(name, "consent_changed", "has a new text: read it and agree again"));
    }
  }

  private static boolean isShown(String path, Form form) {
    return form.fields().stream().anyMatch(f -> f.name().equals(path));
  }

  private static boolean isGiven(String path, Normalised given) {
    return path.startsWith(Lead.ATTRIBUTE_PREFIX)
        ? given.attributes().containsKey(path.substring(Lead.ATTRIBUTE_PREFIX.length()))
        : given.fields().containsKey(path);
  }
}
