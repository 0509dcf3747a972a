package salesops.replay.deals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A CRM whose exports are read without mapping: a resource file names its columns and stages. */
public enum DealPreset {
  HUBSPOT,
  SALESFORCE,
  PIPEDRIVE;

  /**
   * @param columns names by field, the first that the file has and that has a value counts
   * @param stages stages by what the CRM calls them
   */
  record Names(Map<String, List<String>> columns, Map<String, String> stages) {}

  /** Reads the resource: a line {@code map FIELD=COLUMN} or {@code stage VALUE=stage} each. */
  Names names() {
    Names names = new Names(new HashMap<>(), new HashMap<>());
    String resource = name().toLowerCase(Locale.ROOT) + ".txt";
    try (var in = Objects.requireNonNull(DealPreset.class.getResourceAsStream(resource));
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line : lines.lines().filter(l -> l.contains("=")).toList()) {
        String entry = line.substring(line.indexOf(' ') + 1);
        String left = entry.substring(0, entry.indexOf('='));
        String right = entry.substring(entry.indexOf('=') + 1);
        if (line.startsWith("stage ")) {
          names.stages().put(left, right);
        } else {
          names.columns().computeIfAbsent(left, field -> new ArrayList<>()).add(right);
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
