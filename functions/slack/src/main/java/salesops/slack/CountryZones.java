package salesops.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Time zones of countries. */
final class CountryZones {
  private static final Map<String, List<String>> ZONES = load();

  private CountryZones() {}

  /**
   * The zone of a country; empty when its clocks do not all show the same time at this instant, or
   * when the code is unknown.
   */
  static Optional<ZoneId> of(String countryCode, Instant at) {
    try {
      List<ZoneId> zones =
          ZONES.getOrDefault(countryCode, List.of()).stream().map(ZoneId::of).toList();
      long offsets = zones.stream().map(z -> z.getRules().getOffset(at)).distinct().count();
      return offsets == 1 ? Optional.of(zones.getFirst()) : Optional.empty();
    } catch (ZoneRulesException e) {
      return Optional.empty(); // a zone newer than this JDK's table
    }
  }

  private static Map<String, List<String>> load() {
    InputStream file =
        Objects.requireNonNull(CountryZones.class.getResourceAsStream("country-zones.txt"));
    Map<String, List<String>> zones = new HashMap<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
      for (String line : lines.readAllLines()) {
        if (!line.startsWith("#")) {
          List<String> words = Arrays.asList(line.split(" ", -1));
          zones.put(words.getFirst(), List.copyOf(words.subList(1, words.size())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(zones);
  }
}
