package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import salesops.model.Countries;
import salesops.model.settings.Settings;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;

/** Settings as large as a big company's. */
class ScaleTest {
  private static final int TERRITORIES = 5_000;
  private static final int REPS = 1_000;
  private static final int TEAMS = 50;

  /** Nothing tells these apart by value, so each is compared with each. */
  private static final int ALIKE = 2_000;

  private static Written large() {
    StringBuilder teams = new StringBuilder("{");
    for (int i = 0; i < TEAMS; i++) {
      teams.append("t%d: {manager: m%d@test.example}, ".formatted(i, i));
    }
    StringBuilder reps = new StringBuilder("email,team,capacity,skills\n");
    for (int i = 0; i < REPS; i++) {
      reps.append("r%d@test.example,t%d,60,en;de\n".formatted(i, i % TEAMS));
    }
    List<String> countries = List.copyOf(Countries.codes());
    StringBuilder territories =
        new StringBuilder(
            "name,when.country,when.postalPrefix,when.industry,when.employees,pool\n");
    territories.append("All,,,,,team t0\n");
    for (int i = 1; i < TERRITORIES; i++) {
      String country = countries.get(i % countries.size());
      String pool = "team t" + i % TEAMS;
      territories.append(
          switch (i % 3) {
            case 0 -> "T%d,%s,%05d,,,%s%n".formatted(i, country, i, pool);
            case 1 -> "T%d,%s,,Industry %d,,%s%n".formatted(i, country, i / 250, pool);
            default ->
                "T%d,%s,,,%d..%d,%s%n".formatted(i, country, i * 10, i * 10 + i % 90 + 5, pool);
          });
    }
    return Written.correct()
        .part("teams", teams.append("}").toString())
        .part("reps", "{file: reps.csv}")
        .part("territories", "{file: territories.csv}")
        .part("routing", "{fallback: m0@test.example}")
        .file("reps.csv", reps.toString())
        .file("territories.csv", territories.toString());
  }

  @Test
  void checksAndAppliesFiveThousandTerritoriesAndAThousandReps() {
    long start = System.nanoTime();
    Compiled compiled = large().compile();
    long compiledAt = System.nanoTime();
    assertEquals(List.of(), compiled.errors());
    try (var dynamo = LocalDynamo.database()) {
      TestPlatform.createTable(dynamo, "settings");
      TestClock clock = new TestClock();
      SettingsTable table = new SettingsTable(dynamo, "settings", clock);
      long applying = System.nanoTime();
      assertTrue(table.apply(compiled.as(1, "salt", clock.instant(), "ops")));
      long applied = System.nanoTime();
      Settings read = new SettingsTable(dynamo, "settings", clock).current();
      assertEquals(TERRITORIES, read.territories().size());
      assertEquals(REPS, read.reps().size());
      System.out.printf(
          "compile and lint %d ms, apply %d ms, read %d ms, %d warnings%n",
          (compiledAt - start) / 1_000_000,
          (applied - applying) / 1_000_000,
          (System.nanoTime() - applied) / 1_000_000,
          compiled.problems().size());
    }
  }

  @Test
  void comparesTerritoriesThatAllLookAlike() {
    StringBuilder csv =
        new StringBuilder("name,when.employees,when.industry,pool\nAll,,,team emea\n");
    for (int i = 1; i < ALIKE; i++) {
      csv.append("T%d,%d..%d,*x*,team emea%n".formatted(i, i, i + 100));
    }
    Compiled compiled =
        Written.correct()
            .part("territories", "{file: t.csv}")
            .file("t.csv", csv.toString())
            .compile();
    assertTrue(compiled.usable());
  }
}
