package salesops.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Collator;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Countries by ISO 3166-1 code (two or three letters) or English name. Codes and names come from
 * the JDK, other usual names from {@code country-aliases.txt}.
 */
public final class Countries {
  /** Stands for names that mean no country, such as "unknown". */
  public static final String NONE = "";

  /** In wide use though ISO 3166 leaves it to users: Kosovo. */
  private static final String KOSOVO = "XK";

  private static final Map<String, String> CODES = byName();

  /** By language: making one takes longer than the rest of a page. */
  private static final Map<String, List<Country>> LISTS = new ConcurrentHashMap<>();

  /** A country as people pick it from a list. */
  public record Country(String code, String name) {}

  private Countries() {}

  /** Alpha-2 code, {@link #NONE}, or empty when the text names no country. */
  public static Optional<String> code(String codeOrName) {
    return Optional.ofNullable(CODES.get(folded(codeOrName)));
  }

  /** All alpha-2 codes, in alphabetical order. */
  public static SortedSet<String> codes() {
    SortedSet<String> codes = new TreeSet<>(CODES.values());
    codes.remove(NONE);
    return codes;
  }

  /** Codes by the names that {@link #code} knows, each in lower case and without punctuation. */
  public static Map<String, String> names() {
    Map<String, String> names = new TreeMap<>(CODES);
    names.entrySet().removeIf(e -> e.getKey().length() <= 3 || e.getValue().equals(NONE));
    return names;
  }

  /** All countries by their names in the language, sorted as its readers expect. */
  public static List<Country> list(Locale locale) {
    return LISTS.computeIfAbsent(locale.toLanguageTag(), tag -> sorted(locale));
  }

  private static Map<String, String> byName() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      codes.put(folded(code), code);
      codes.put(folded(country.getISO3Country()), code);
      codes.put(folded(country.getDisplayCountry(Locale.ENGLISH)), code);
    }
    codes.put(folded(KOSOVO), KOSOVO);
    for (String line : aliases()) {
      int equals = line.lastIndexOf('=');
      String code = line.substring(equals + 1).strip();
      codes.put(folded(line.substring(0, equals)), code.equals("-") ? NONE : code);
    }
    return Map.copyOf(codes);
  }

  private static List<String> aliases() {
    try (InputStream in = Countries.class.getResourceAsStream("country-aliases.txt")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks the names of countries");
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Country> sorted(Locale locale) {
    Collator collator = Collator.getInstance(locale);
    return Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of(KOSOVO))
        .map(code -> new Country(code, Locale.of("", code).getDisplayCountry(locale)))
        .sorted(Comparator.comparing(Country::name, collator))
        .toList();
  }

  /** The name without what people write differently: case, accents, punctuation, "the". */
  private static String folded(String name) {
    String letters =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replace("&", " and ")
            .replaceAll("\\bst\\.? ", "saint ")
            .replaceAll("[^\\p{L}]+", " ")
            .strip();
    String bare = letters.startsWith("the ") ? letters.substring(4) : letters;
    // "U.S.A." is spelled out as single letters.
    return bare.matches("(\\p{L} )+\\p{L}") ? bare.replace(" ", "") : bare;
  }
}
