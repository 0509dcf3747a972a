package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Rep;

class CsvTest {
  private static Compiled reps(String csv) {
    return Written.correct().part("reps", "{file: reps.csv}").file("reps.csv", csv).compile();
  }

  @Test
  void readsListsFromAFileBesideTheSettings() {
    Compiled compiled =
        reps("\uFEFFemail,team,skills,capacity\r\nana@test.example,emea,de; en,\r\n");
    Rep rep = Written.settings(compiled).reps().getFirst();
    assertEquals(Set.of("de", "en"), rep.skills());
    assertEquals(null, rep.capacity());
  }

  @Test
  void readsCriteriaBelowWhen() {
    Compiled compiled =
        Written.correct()
            .part("territories", "{file: t.csv}")
            .file(
                "t.csv",
                "name,when.country,when.employees,pool\nAll,,,team emea\nN,NO;SE,5..,team emea\n")
            .compile();
    assertEquals(
        List.of(
            new Criterion("country", Kind.ANY_OF, List.of("NO", "SE"), null, null),
            new Criterion("employees", Kind.BETWEEN, List.of(), 5L, null)),
        Written.territory(compiled, "N").criteria());
  }

  @Test
  void namesFileAndLineOfAnErrorBehindAQuotedNewline() {
    Compiled compiled =
        reps(
            "email,team,zone\n\"ana@test.example\",emea,\"Europe/\nParis\"\nben@test.example,emea,Mars\n");
    assertTrue(
        compiled.problems().stream()
            .anyMatch(p -> p.toString().startsWith("reps.csv:4: reps[1].zone: \"Mars\"")),
        () -> compiled.problems().toString());
  }

  @Test
  void refusesARowThatIsTooShort() {
    assertTrue(
        Written.said(reps("email,team\nana@test.example\n"))
            .contains("reps[0]: has 1 cells, the header has 2"));
  }

  @Test
  void refusesUnknownAndDoubleColumns() {
    List<String> said =
        Written.said(reps("email,team,team,wieght\nana@test.example,emea,emea,2\n"));
    assertTrue(said.contains("reps: column team stands twice — remove one"), said.toString());
    assertTrue(
        said.contains("reps[0].wieght: unknown key — did you mean weight?"), said.toString());
  }

  @Test
  void saysSoWhenTheFileIsMissing() {
    Compiled compiled = Written.with("namedAccounts", "{file: accounts.csv}");
    assertTrue(
        Written.said(compiled)
            .getFirst()
            .startsWith("namedAccounts.file: there is no file accounts.csv"));
  }

  @Test
  void refusesAQuoteThatIsNotClosed() {
    assertTrue(
        Written.said(reps("email,team\n\"ana@test.example,emea\n")).getFirst().contains("not CSV"));
  }
}
