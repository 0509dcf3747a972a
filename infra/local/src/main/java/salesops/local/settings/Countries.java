package salesops.local.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Countries by ISO 3166-1 alpha-2 code or English name. */
final class Countries {
  private static final Set<String> CODES =
      new TreeSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
  private static final Map<String, String> BY_NAME = byName();

  private Countries() {}

  /** All codes, in alphabetical order. */
  static Set<String> codes() {
    return CODES;
  }

  /** The code of a country. */
  static String code(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (CODES.contains(upper)) {
      return upper;
    }
    Optional<String> named = Optional.ofNullable(BY_NAME.get(text.toLowerCase(Locale.ROOT)));
    return named.orElseThrow(
        () ->
            new Malformed(
                Values.quoted(text) + " is no country",
                Keys.nearest(text, BY_NAME.keySet())
                    .map(near -> "did you mean " + BY_NAME.get(near) + "?")
                    .orElse("write an ISO 3166 code such as GB, or the English name")));
  }

  private static Map<String, String> byName() {
    Map<String, String> names = new TreeMap<>();
    for (String code : CODES) {
      names.put(
          Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
    }
    names.put("uk", "GB");
    names.put("great britain", "GB");
    names.put("england", "GB");
    names.put("scotland", "GB");
    names.put("wales", "GB");
    names.put("northern ireland", "GB");
    names.put("usa", "US");
    names.put("united states of america", "US");
    names.put("holland", "NL");
    names.put("the netherlands", "NL");
    names.put("czech republic", "CZ");
    names.put("turkey", "TR");
    names.put("uae", "AE");
    names.put("russian federation", "RU");
    names.put("korea", "KR");
    return names;
  }
}
