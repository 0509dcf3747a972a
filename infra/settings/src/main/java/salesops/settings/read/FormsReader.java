package salesops.settings.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.settings.Form;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code forms}: by id, what they ask and who may show them. */
public final class FormsReader {
  static final int FORMS_MAX = 200;
  static final int FIELDS_MAX = 50;

  private static final Keys FORM =
      Keys.of(
          "title",
          "fields",
          "hidden",
          "consent",
          "privacy",
          "thanks",
          "origins",
          "languages",
          "texts",
          "guard");

  /** Each further field costs submissions. */
  static final int FIELDS_ADVISED = 7;

  private static final Keys CONSENT = Keys.of("text", "version", "required");
  private static final int CONSENT_VERSION_MAX = 1_000_000;

  private final Source source;
  private final Problems problems;

  public FormsReader(Source source) {
    this.source = source;
    this.problems = source.problems();
  }

  public List<Form> read() {
    List<Form> forms = new ArrayList<>();
    Section all = source.root().anySection("forms");
    if (all.keys().size() > FORMS_MAX) {
      problems.error(all.place(), "more than " + FORMS_MAX + " forms", null);
      return forms;
    }
    for (String id : all.keys()) {
      try {
        Values.word(id);
      } catch (Malformed e) {
        problems.error(all.at(id), e.message(), e.fix());
      }
      forms.add(form(id, all.section(id, FORM)));
    }
    return forms;
  }

  private Form form(String id, Section form) {
    List<Form.Field> fields = fields(form);
    return new Form(
        id,
        form.value("title", Values::name).orElse(id),
        fields,
        hidden(form),
        consent(form),
        form.value("thanks", WebAddress::page).orElse(null),
        form.values("origins", WebAddress::origin),
        form.value("privacy", WebAddress::page).orElse(null),
        new FormTextsReader(form, fields, problems).read(),
        GuardReader.read(form.section("guard", GuardReader.KEYS)));
  }

  private List<Form.Field> fields(Section form) {
    List<Form.Field> fields = form.values("fields", FormsReader::field);
    Set<String> seen = new HashSet<>();
    for (Form.Field field : fields) {
      if (!seen.add(field.name())) {
        problems.error(form.at("fields"), field.name() + " stands here twice", "remove one");
      }
    }
    if (fields.size() > FIELDS_MAX) {
      problems.error(form.at("fields"), "more than " + FIELDS_MAX + " fields", null);
    } else if (fields.size() > FIELDS_ADVISED) {
      problems.warning(
          form.at("fields"),
          "asks for " + fields.size() + " fields: people give up on long forms",
          "ask for " + FIELDS_ADVISED + " at most, and for the rest later");
    }
    if (!seen.contains("email") && !seen.contains("externalId")) {
      problems.error(
          form.at("fields"), "asks for neither email nor externalId", "add email! to the fields");
    }
    return fields;
  }

  private static Form.Field field(String text) {
    boolean required = text.endsWith("!");
    String name = required ? text.substring(0, text.length() - 1) : text;
    return new Form.Field(fieldName(name), required);
  }

  public static String fieldName(String name) {
    boolean attribute =
        name.startsWith(Lead.ATTRIBUTE_PREFIX) && name.length() > Lead.ATTRIBUTE_PREFIX.length();
    if (!attribute && !CriteriaReader.fields().contains(name)) {
      throw new Malformed(
          Values.quoted(name) + " is no field of a lead",
          Values.suggestion(name, CriteriaReader.fields())
              + " (other data: "
              + Lead.ATTRIBUTE_PREFIX
              + name
              + ")");
    }
    return name;
  }

  private Map<String, String> hidden(Section form) {
    Map<String, String> hidden = new LinkedHashMap<>();
    Section all = form.anySection("hidden");
    for (String name : all.keys()) {
      all.value(name, Values::text)
          .ifPresent(
              value -> {
                try {
                  hidden.put(fieldName(name), value);
                } catch (Malformed e) {
                  problems.error(all.at(name), e.message(), e.fix());
                }
              });
    }
    return hidden;
  }

  private Form.@Nullable Consent consent(Section form) {
    if (!form.has("consent")) {
      return null;
    }
    Section consent = form.section("consent", CONSENT);
    return new Form.Consent(
        consent.required("text", Values::text, "?"),
        consent.required("version", Values.whole(1, CONSENT_VERSION_MAX), 1),
        consent.value("required", Values::yes).orElse(false));
  }
}
