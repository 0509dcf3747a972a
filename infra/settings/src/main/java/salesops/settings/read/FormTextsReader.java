package salesops.settings.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.settings.Form;
import salesops.model.settings.Words;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/** Reads {@code languages} and {@code texts} of a form: what it says in which language. */
record FormTextsReader(Section form, List<Form.Field> fields, Problems problems) {
  static final int LANGUAGES_MAX = 20;

  private static final Keys TEXTS =
      Keys.of("title", "consent", "thanks", "send", "labels", "words");

  /** Missing words that a warning names. */
  private static final int NAMED_MAX = 5;

  public List<Form.Texts> read() {
    Set<String> languages =
        new LinkedHashSet<>(form.values("languages", FormTextsReader::language));
    if (languages.isEmpty()) {
      languages.add(Form.Texts.ENGLISH.language());
    }
    if (languages.size() > LANGUAGES_MAX) {
      problems.error(form.at("languages"), "more than " + LANGUAGES_MAX + " languages", null);
    }
    Section all = form.anySection("texts");
    for (String language : all.keys()) {
      if (!languages.contains(language)) {
        problems.error(
            all.at(language),
            Values.quoted(language) + " is none of the form's languages",
            "write languages: [" + String.join(", ", languages) + ", " + language + "]");
      }
    }
    List<Form.Texts> texts = new ArrayList<>();
    for (String language : languages) {
      texts.add(texts(language, all.section(language, TEXTS), texts.isEmpty()));
    }
    return texts;
  }

  /**
   * @param first whether this is the language of the form's own title and consent
   */
  private Form.Texts texts(String language, Section section, boolean first) {
    Map<String, String> labels = map(section, "labels", FormTextsReader::path);
    Map<String, String> words = map(section, "words", FormTextsReader::word);
    lint(language, section, first, labels, words);
    return new Form.Texts(
        language,
        text(section, "title"),
        text(section, "consent"),
        text(section, "thanks"),
        text(section, "send"),
        labels,
        words);
  }

  private static @Nullable String text(Section section, String key) {
    return section.value(key, Values::text).orElse(null);
  }

  private Map<String, String> map(Section section, String key, UnaryOperator<String> name) {
    Map<String, String> texts = new HashMap<>();
    Section all = section.anySection(key);
    for (String each : all.keys()) {
      try {
        String known = name.apply(each);
        all.value(each, Values::text).ifPresent(text -> texts.put(known, text));
      } catch (Malformed e) {
        problems.error(all.at(each), e.message(), e.fix());
      }
    }
    return texts;
  }

  /** What readers of this language would see in another. */
  private void lint(
      String language,
      Section section,
      boolean first,
      Map<String, String> labels,
      Map<String, String> words) {
    Set<String> missing = new TreeSet<>();
    if (!first) {
      if (form.has("title") && !section.has("title")) {
        missing.add("title");
      }
      if (form.has("consent") && !section.has("consent")) {
        missing.add("consent");
      }
      fields.stream()
          .map(Form.Field::name)
          .filter(f -> f.startsWith(Lead.ATTRIBUTE_PREFIX) && !labels.containsKey(f))
          .forEach(f -> missing.add("labels." + f));
    }
    if (!Words.speaks(language)) {
      Words.keys().stream()
          .filter(key -> !words.containsKey(key) && isSaid(key, section, labels))
          .forEach(key -> missing.add("words." + key));
    }
    if (!missing.isEmpty()) {
      problems.warning(
          section.place(),
          language + " lacks " + named(missing) + ": shown in another language",
          "write it under texts." + language);
    }
  }

  /** Whether this form ever says the word of the product. */
  private boolean isSaid(String key, Section section, Map<String, String> labels) {
    if (key.startsWith("label.")) {
      String path = key.substring("label.".length());
      return !labels.containsKey(path) && fields.stream().anyMatch(f -> f.name().equals(path));
    }
    return switch (key) {
      case "send" -> !section.has("send");
      case "thanks.text" -> !section.has("thanks");
      case "privacy" -> form.has("privacy");
      default -> true;
    };
  }

  private static String named(Set<String> missing) {
    List<String> names = missing.stream().limit(NAMED_MAX).toList();
    int more = missing.size() - names.size();
    return String.join(", ", names) + (more == 0 ? "" : " and " + more + " more");
  }

  private static String path(String name) {
    return name.equals("consent") ? name : FormsReader.fieldName(name);
  }

  private static String word(String key) {
    if (!Words.keys().contains(key)) {
      throw new Malformed(
          Values.quoted(key) + " is no word of the form", Values.suggestion(key, Words.keys()));
    }
    return key;
  }

  private static String language(String text) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(text).build();
      if (!locale.getLanguage().isEmpty()
          && Set.of(Locale.getISOLanguages()).contains(locale.getLanguage())) {
        return locale.toLanguageTag();
      }
    } catch (IllformedLocaleException e) {
      // said below
    }
    throw new Malformed(
        Values.quoted(text) + " is no language", "write a tag such as en, de or pt-BR");
  }
}
