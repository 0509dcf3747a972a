package salesops.intake;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Form;
import salesops.model.settings.Words;
import salesops.runtime.http.FieldError;
import salesops.runtime.http.Problem;

/**
 * What a form says in one language: the settings' words, else the product's.
 *
 * @param texts of the language
 */
record FormWords(@Nullable Form form, Form.Texts texts) {
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

  static FormWords of(Form form, Wanted wanted) {
    String language = wanted.among(form.texts().stream().map(Form.Texts::language).toList());
    return new FormWords(
        form,
        form.texts().stream().filter(t -> t.language().equals(language)).findFirst().orElseThrow());
  }

  /** For pages that belong to no form. */
  static FormWords ofNoForm(Wanted wanted) {
    return new FormWords(null, Form.Texts.of(wanted.among(Words.LANGUAGES)));
  }

  String language() {
    return texts.language();
  }

  Locale locale() {
    return Locale.forLanguageTag(language());
  }

  String direction() {
    return RIGHT_TO_LEFT.contains(locale().getLanguage()) ? "rtl" : "ltr";
  }

  String title() {
    return texts.title() != null ? texts.title() : form == null ? "" : form.title();
  }

  String consent(Form.Consent consent) {
    return texts.consent() == null ? consent.text() : texts.consent();
  }

  String send() {
    return texts.send() == null ? word("send") : texts.send();
  }

  String thanks() {
    return texts.thanks() == null ? word("thanks.text") : texts.thanks();
  }

  String word(String key) {
    String own = texts.words().get(key);
    return own == null ? Words.in(language()).getOrDefault(key, key) : own;
  }

  /** A word with what stands for {@code {0}}, {@code {1}}. */
  String word(String key, String... values) {
    String text = word(key);
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", values[i]);
    }
    return text;
  }

  String label(String path) {
    String own = texts.labels().get(path);
    if (own != null) {
      return own;
    }
    if (LeadField.named(path).isPresent()) {
      return word("label." + path);
    }
    return Optional.ofNullable(form)
        .map(f -> f.texts().getFirst().labels().get(path))
        .orElseGet(() -> spaced(path.replaceFirst("^" + Lead.ATTRIBUTE_PREFIX, "")));
  }

  /** What to do about it, as a sentence of its own. */
  String error(FieldError error) {
    String key = "error." + error.code();
    return word(has(key) ? key : "error.other", Integer.toString(limit(error.field())));
  }

  /** What went wrong, as a title. */
  String problem(Problem problem) {
    String key = "problem." + problem.code();
    return word(has(key) ? key : "problem.other");
  }

  private static boolean has(String key) {
    return Words.keys().contains(key);
  }

  static int limit(String path) {
    return LeadField.named(path).map(LeadField::max).orElse(Normaliser.ATTRIBUTE_VALUE_CHARS_MAX);
  }

  /** {@code monthsInRole} as people read it: Months in role. */
  private static String spaced(String name) {
    String spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT)
            + spaced.substring(1).toLowerCase(Locale.ROOT);
  }
}
