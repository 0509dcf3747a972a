package salesops.model.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * What the hosted form says without being told: the files in {@code words}, one for each language.
 */
public final class Words {
  /** Languages that the product speaks. */
  public static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");

  private static final String ENGLISH = "en";
  private static final Map<String, Map<String, String>> BY_LANGUAGE = load();

  private Words() {}

  /** Whether the product has words in this language, whatever the country. */
  public static boolean speaks(String tag) {
    return BY_LANGUAGE.containsKey(language(tag));
  }

  /** Keys of all words; each language has every one. */
  public static Set<String> keys() {
    return in(ENGLISH).keySet();
  }

  /** The words by key, English ones for a language that the product does not speak. */
  public static Map<String, String> in(String tag) {
    return BY_LANGUAGE.getOrDefault(language(tag), BY_LANGUAGE.getOrDefault(ENGLISH, Map.of()));
  }

  private static String language(String tag) {
    return Locale.forLanguageTag(tag).getLanguage();
  }

  private static Map<String, Map<String, String>> load() {
    Map<String, Map<String, String>> all = new HashMap<>();
    LANGUAGES.forEach(language -> all.put(language, read("words/" + language + ".properties")));
    return Map.copyOf(all);
  }

  private static Map<String, String> read(String resource) {
    Properties properties = new Properties();
    try (Reader text =
        new InputStreamReader(
            Objects.requireNonNull(Words.class.getResourceAsStream(resource), resource), UTF_8)) {
      properties.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> words = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> words.put(k, properties.getProperty(k)));
    return Map.copyOf(words);
  }
}
