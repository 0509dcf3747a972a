package salesops.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;

/** Settings written in a test: a small correct file in which parts are replaced. */
final class Written {
  /** Everything that most tests need; keys at the top may be replaced. */
  private static final Map<String, String> CORRECT =
      Map.of(
          "format", "1",
          "company", "{name: Test, zone: Europe/London, currency: GBP}",
          "forms", "{demo: {fields: [email!]}}",
          "teams", "{emea: {manager: tom@test.example}}",
          "reps", "[{email: ana@test.example, team: emea}]",
          "territories", "[{name: All, when: {}, pool: [team emea]}]",
          "routing", "{fallback: tom@test.example}");

  private final Map<String, String> parts = new TreeMap<>(CORRECT);
  private final Map<String, byte[]> files = new TreeMap<>();

  static Written correct() {
    return new Written();
  }

  static Compiled with(String key, String value) {
    return correct().part(key, value).compile();
  }

  Written part(String key, String value) {
    parts.put(key, value);
    return this;
  }

  Written file(String name, String text) {
    files.put(name, text.getBytes(UTF_8));
    return this;
  }

  Compiled compile() {
    StringBuilder yaml = new StringBuilder();
    parts.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    return file("settings.yaml", yaml.toString()).read();
  }

  /** The file exactly as given. */
  static Compiled exactly(String yaml) {
    return correct().file("settings.yaml", yaml).read();
  }

  static Compiled exactly(byte[] bytes) {
    Written written = correct();
    written.files.put("settings.yaml", bytes);
    return written.read();
  }

  private Compiled read() {
    return SettingsCompiler.compile(
        name -> {
          byte[] bytes = files.get(name);
          if (bytes == null) {
            throw new NoSuchFileException(name);
          }
          return bytes;
        },
        "settings.yaml");
  }

  static Settings settings(Compiled compiled) {
    return compiled
        .content()
        .orElseThrow(() -> new AssertionError("refused: " + compiled.problems()));
  }

  static Territory territory(Compiled compiled, String name) {
    return settings(compiled).territories().stream()
        .filter(territory -> territory.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What was said, without file and line. */
  static List<String> said(Compiled compiled) {
    return compiled.problems().stream()
        .map(problem -> problem.toString().replaceFirst("^[^ ]+:\\d+: ", ""))
        .toList();
  }
}
