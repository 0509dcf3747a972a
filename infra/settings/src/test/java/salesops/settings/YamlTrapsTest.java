package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.settings.WeekHours;
import salesops.settings.yaml.Problem;
import salesops.settings.yaml.YamlTree;

class YamlTrapsTest {
  private static String only(Compiled compiled) {
    List<Problem> errors = compiled.errors();
    assertEquals(1, errors.size(), errors.toString());
    return errors.getFirst().toString();
  }

  @Test
  void readsNoAsNorway() {
    Compiled compiled =
        Written.with("territories", "[{name: All, when: {country: NO}, pool: [team emea]}]");
    assertEquals(List.of("NO"), Written.territory(compiled, "All").criteria().getFirst().values());
  }

  @Test
  void keepsTheZeroOfAPostalPrefix() {
    Compiled compiled =
        Written.with(
            "territories", "[{name: All, when: {postalPrefix: [01, 1e3]}, pool: [team emea]}]");
    assertEquals(
        List.of("01", "1e3"), Written.territory(compiled, "All").criteria().getFirst().values());
  }

  @Test
  void readsALateHourAsATimeOfDay() {
    Compiled compiled =
        Written.with("calendars", "{default: {hours: [Mon 00:30-09:00, Mon 22:30-24:00]}}");
    List<LocalTime> starts =
        Written.settings(compiled).calendars().values().stream()
            .flatMap(calendar -> calendar.hours().spans().stream())
            .map(WeekHours.Span::from)
            .toList();
    assertEquals(List.of(LocalTime.of(0, 30), LocalTime.of(22, 30)), starts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "1e3", "0x10", "1_000", "22:30", "NO", "~", "٣"})
  void refusesNumbersThatOnlyLookLikeNumbers(String capacity) {
    String said =
        only(
            Written.with(
                "reps", "[{email: ana@test.example, team: emea, capacity: " + capacity + "}]"));
    assertTrue(said.contains("reps[0].capacity: \"" + capacity + "\" is no whole number"), said);
  }

  @Test
  void saysEveryLineThatATabIndents() {
    List<Problem> errors =
        Written.exactly("company:\n\tname: x\n  zone: UTC\n \tcurrency: EUR\n").errors();
    assertEquals(List.of(2, 4), errors.stream().map(Problem::line).toList());
    assertTrue(errors.getFirst().toString().contains("tab"));
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    String said = only(Written.with("company", "{name: A, zone: UTC, currency: EUR, name: B}"));
    assertTrue(said.contains("company.name: stands here twice"), said);
  }

  @Test
  void refusesAnchorsThatExplode() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8)));
    }
    String said = only(Written.exactly(yaml.toString()));
    assertTrue(said.contains("too large"), said);
  }

  @Test
  void refusesMoreUsesOfAnchorsThanTheLimit() {
    String list = "[" + "*a, ".repeat(YamlTree.ALIASES_MAX + 1) + "]";
    String said = only(Written.exactly("x: &a y\nz: " + list + "\n"));
    assertTrue(said.contains("anchors"), said);
  }

  @Test
  void refusesAnAnchorThatContainsItself() {
    assertFalse(Written.exactly("format: 1\ncompany: &a {name: *a}\n").usable());
  }

  @Test
  void allowsAnAnchorThatIsUsedSensibly() {
    Compiled compiled =
        Written.with(
            "territories",
            "[{name: All, when: {}, pool: &p [team emea]}, {name: GB, when: {country: GB}, pool: *p}]");
    assertEquals(List.of(), compiled.problems());
  }

  @ParameterizedTest
  @ValueSource(ints = {YamlTree.DEPTH_MAX + 1, 100_000})
  void refusesDeepNesting(int depth) {
    String said = only(Written.exactly("a: " + "[".repeat(depth) + "]".repeat(depth)));
    assertTrue(said.contains("nested deeper"), said);
  }

  @Test
  void refusesTagsThatAskForObjects() {
    Compiled compiled = Written.with("links", "!!javax.script.ScriptEngineManager {}");
    assertTrue(only(compiled).contains("means nothing here"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing\n", "- a\n", "just text", "a: [1", "--- {}\n--- {}\n", "%"})
  void saysSoWhenAFileIsNoSettings(String text) {
    assertFalse(Written.exactly(text).errors().isEmpty());
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    assertTrue(only(Written.exactly(new byte[] {'a', ':', ' ', (byte) 0xe4})).contains("UTF-8"));
  }

  @Test
  void readsPastAByteOrderMark() {
    assertFalse(Written.said(Written.exactly("\uFEFFformat: 1\n")).toString().contains("unknown"));
  }

  @Test
  void saysSoWhenTheFileIsMissing() {
    Compiled compiled = SettingsFile.compile(Path.of("no-such-folder", "x.yaml"));
    assertTrue(only(compiled).contains("there is no file x.yaml"));
  }
}
