package salesops.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.intake.Normaliser.Normalised;
import salesops.model.Digests;
import salesops.model.Identity;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.Origin;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.http.FieldError;

/**
 * A draft that passed every check, with what its form's settings add.
 *
 * @param content digest of form, person and all that the sender gave, whoever wrote it how
 * @param fields normalised, the settings' hidden values among them
 * @param origins of what the sender did not give
 */
record Admission(
    Form form,
    Identity identity,
    String content,
    Map<String, String> fields,
    Map<String, String> attributes,
    Map<String, Origin> origins) {

  /** What became of a draft: an admission, or the errors that stand in its way. */
  record Verdict(@Nullable Admission admission, List<FieldError> errors) {}

  static Verdict examine(Draft draft, Settings settings, Origin origin) {
    Normalised given = Normaliser.normalise(draft.values(), draft.attributes());
    List<FieldError> errors = new ArrayList<>(draft.errors());
    errors.addAll(given.errors());
    Optional<Form> form = form(draft, settings, errors);
    needsContact(draft, given, errors);
    if (draft.fromPage()) {
      form.ifPresent(f -> HostedFormRules.check(f, draft, given, errors));
    }
    if (!errors.isEmpty()) {
      return new Verdict(null, errors);
    }
    Admission admission = admit(form.orElseThrow(), given, settings.salt());
    if (origin != Origin.IMPORT) {
      admission.unwantedMail().ifPresent(errors::add);
    }
    if (!errors.isEmpty()) {
      return new Verdict(null, errors);
    }
    return admission.attributes().size() <= Lead.ATTRIBUTES_MAX
        ? new Verdict(admission, List.of())
        : new Verdict(null, List.of(Normaliser.TOO_MANY_ATTRIBUTES));
  }

  /** The form that was named; a company with one form need not name it. */
  private static Optional<Form> form(Draft draft, Settings settings, List<FieldError> errors) {
    String name = draft.values().getOrDefault(Draft.FORM, "").strip();
    if (name.isEmpty()) {
      if (settings.forms().size() == 1) {
        return Optional.of(settings.forms().getFirst());
      }
      if (errors.stream().noneMatch(e -> e.field().equals(Draft.FORM))) {
        errors.add(FieldError.required(Draft.FORM));
      }
      return Optional.empty();
    }
    Optional<Form> form = find(name, settings);
    if (form.isEmpty()) {
      errors.add(new FieldError(Draft.FORM, Problems.UNKNOWN_FORM, "is no form of the settings"));
    }
    return form;
  }

  static Optional<Form> find(String id, Settings settings) {
    return settings.forms().stream().filter(f -> f.id().equals(id)).findFirst();
  }

  private static void needsContact(Draft draft, Normalised given, List<FieldError> errors) {
    String email = LeadField.EMAIL.jsonName();
    String externalId = LeadField.EXTERNAL_ID.jsonName();
    boolean told = errors.stream().anyMatch(e -> isOneOf(e.field(), email, externalId));
    boolean there = given.fields().containsKey(email) || given.fields().containsKey(externalId);
    if (!there && !told) {
      errors.add(
          new FieldError(
              email,
              "required",
              draft.fromPage() ? "is needed" : "is needed, or an externalId instead"));
    }
  }

  private static boolean isOneOf(String field, String first, String second) {
    return field.equals(first) || field.equals(second);
  }

  /** An address that the form's settings refuse. */
  private Optional<FieldError> unwantedMail() {
    Form.Guard guard = form.guard();
    return switch (identity.mail()) {
      case FREE -> refused(guard.freeMail(), "free_mail", "must be your address at work");
      case DISPOSABLE ->
          refused(guard.disposableMail(), "disposable_mail", "must be an address that lasts");
      case NONE, BUSINESS, RESERVED -> Optional.empty();
    };
  }

  private static Optional<FieldError> refused(Form.Mail rule, String code, String message) {
    return rule == Form.Mail.REJECT
        ? Optional.of(new FieldError(LeadField.EMAIL.jsonName(), code, message))
        : Optional.empty();
  }

  private static Admission admit(Form form, Normalised given, String salt) {
    Identity identity = Identities.of(salt, given.fields());
    Map<String, String> fields = new HashMap<>(given.fields());
    Map<String, String> attributes = new HashMap<>(given.attributes());
    // Only the settings know which text was consented to.
    attributes.remove(Draft.CONSENT_VERSION);
    Map<String, Origin> origins = new HashMap<>();
    String content = content(form, identity, fields, attributes);
    HiddenValues.fill(form, fields, attributes, origins);
    Form.Consent consent = form.consent();
    if (consent != null && "true".equals(fields.get(LeadField.CONSENT.jsonName()))) {
      attributes.put(Draft.CONSENT_VERSION, Integer.toString(consent.version()));
      origins.put(Lead.ATTRIBUTE_PREFIX + Draft.CONSENT_VERSION, Origin.SETTINGS);
    }
    return new Admission(form, identity, content, fields, attributes, origins);
  }

  private static String content(
      Form form, Identity identity, Map<String, String> fields, Map<String, String> attributes) {
    List<String> parts = new ArrayList<>(List.of(form.id(), identity.primary().value()));
    fields.keySet().stream().sorted().forEach(k -> parts.addAll(List.of(k, fields.get(k))));
    parts.add(JsonBody.ATTRIBUTES);
    attributes.keySet().stream().sorted().forEach(k -> parts.addAll(List.of(k, attributes.get(k))));
    return Digests.of(parts.toArray(String[]::new));
  }
}
