package salesops.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.console.Reply;
import salesops.cli.settings.ApplySettings.Outcome;
import salesops.model.settings.Settings;
import salesops.runtime.settings.SettingsTable;
import salesops.settings.SettingsFile;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class SettingsCommandTest {
  private static final String YAML =
      """
      format: 1
      company: {name: Test, zone: Europe/London, currency: GBP}
      teams: {emea: {manager: tom@test.example}}
      reps:
        - {email: ana@test.example, team: emea, capacity: 60}
      territories:
        - {name: All, when: {}, pool: [team emea]}
      routing: {fallback: tom@test.example}
      """;

  private final DynamoDbClient dynamo = LocalDynamo.database();
  private final TestClock clock = new TestClock();
  private final StringWriter printed = new StringWriter();
  private SettingsTable table = new SettingsTable(dynamo, "settings", clock);
  private Reply reply = Reply.YES;
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void createTable() {
    TestPlatform.createTable(dynamo, "settings");
  }

  private int run(String... args) {
    printed.getBuffer().setLength(0);
    SettingsCommand command =
        new SettingsCommand(
            () -> table, () -> "ops", clock, (before, after) -> "Effect on leads", asked -> reply);
    return new CommandLine(command)
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(printed, true))
        .execute(args);
  }

  private String file(String yaml) throws IOException {
    Path file = Files.createTempFile(folder, "settings", ".yaml");
    return Files.writeString(file, yaml).toString();
  }

  private String edited(String from, String to) throws IOException {
    assertTrue(YAML.contains(from));
    return file(YAML.replace(from, to));
  }

  private void printed(String text) {
    assertTrue(printed.toString().contains(text), printed.toString());
  }

  @Test
  void lintsACorrectFile() throws IOException {
    assertEquals(0, run("lint", file(YAML)));
    printed("1 rep in 1 team, 0 named accounts, 1 territory");
  }

  @Test
  void lintSaysWhatIsWrong() throws IOException {
    String file = edited("capacity: 60", "capacity: 1e3");
    assertEquals(1, run("lint", file));
    printed(
        Path.of(file).getFileName() + ":5: reps[0].capacity: \"1e3\" is no whole number — write");
    printed("1 error, 0 warnings");
  }

  @Test
  void lintPassesWarningsUnlessStrict() throws IOException {
    String file = edited("routing: {fallback: tom@test.example}", "routing: {}");
    assertEquals(0, run("lint", file));
    printed("warning: routing: no fallback");
    assertEquals(1, run("lint", "--strict", file));
  }

  @Test
  void appliesVersionsAndKeepsTheSalt() throws IOException {
    assertEquals(0, run("apply", file(YAML)));
    printed("Version 1 is in force");
    assertEquals(0, run("apply", "--yes", edited("capacity: 60", "capacity: 80")));
    printed("~ rep ana@test.example: capacity 60 → 80");
    Settings first = table.version(1);
    Settings second = table.version(2);
    assertFalse(first.salt().isEmpty());
    assertEquals(first.salt(), second.salt());
    assertEquals("ops", second.appliedBy());
    assertEquals(clock.instant(), second.appliedAt());
  }

  @Test
  void makesAnotherSaltForAnotherSuite() throws IOException {
    run("apply", file(YAML));
    String salt = table.current().salt();
    TestPlatform.createTable(dynamo, "another");
    table = new SettingsTable(dynamo, "another", clock);
    run("apply", file(YAML));
    assertNotEquals(salt, table.current().salt());
  }

  @Test
  void refusesToApplyErrors() throws IOException {
    assertEquals(1, run("apply", "--yes", edited("team: emea,", "team: apac,")));
    printed("Nothing was applied.");
    assertEquals(0, table.pointer());
  }

  @Test
  void asksBeforeItApplies() throws IOException {
    reply = Reply.NO;
    assertEquals(1, run("apply", file(YAML)));
    assertEquals(0, table.pointer());
  }

  @Test
  void showsWhatItWouldDoBeforeItAsks() throws IOException {
    run("apply", file(YAML));
    assertFalse(printed.toString().contains("Effect on leads"), printed.toString());
    reply = Reply.NO;
    assertEquals(1, run("apply", edited("capacity: 60", "capacity: 80")));
    printed("capacity 60 → 80\nEffect on leads\nNothing was applied.");
    assertEquals(1, run("apply", file(YAML)));
    assertFalse(printed.toString().contains("Effect on leads"), printed.toString());
  }

  @Test
  void withoutATerminalOnlyTheFirstVersionIsAppliedUnasked() throws IOException {
    reply = Reply.NOBODY_THERE;
    assertEquals(0, run("apply", file(YAML)));
    String other = edited("capacity: 60", "capacity: 80");
    assertEquals(1, run("apply", other));
    printed("Add --yes");
    assertEquals(1, table.pointer());
    assertEquals(0, run("apply", "--yes", other));
    assertEquals(2, table.pointer());
    assertEquals(1, run("rollback", "1"));
    assertEquals(2, table.pointer());
  }

  @Test
  void makesNoVersionOfTheSameContent() throws IOException {
    run("apply", file(YAML));
    assertEquals(0, run("apply", file(YAML)));
    printed("Version 1 says the same");
    assertEquals(1, table.pointer());
  }

  @Test
  void rollsBackAsANewVersion() throws IOException {
    run("apply", file(YAML));
    run("apply", edited("capacity: 60", "capacity: 80"));
    clock.advance(Duration.ofHours(1));
    assertEquals(0, run("rollback", "1"));
    assertEquals(3, table.pointer());
    assertEquals(60, table.current().reps().getFirst().capacity());
    assertEquals(clock.instant(), table.current().appliedAt());
  }

  @Test
  void refusesAVersionThatIsNotThere() throws IOException {
    assertEquals(1, run("rollback", "1"));
    printed("No settings were applied yet");
    run("apply", file(YAML));
    assertEquals(1, run("show", "7"));
    printed("There is no version 7; the last one is 1.");
    assertEquals(2, run("show", "first"));
  }

  @Test
  void showsAVersionForPeopleAndWhole() throws IOException {
    run("apply", file(YAML));
    assertEquals(0, run("show"));
    printed("Settings v1 of Test, applied 2026-11-03 10:00 (Europe/London) by ops");
    printed("ana@test.example  emea  1       60");
    assertEquals(0, run("show", "1", "--json"));
    printed("\"capacity\" : 60");
    assertFalse(printed.toString().contains(table.current().salt()));
  }

  @Test
  void comparesVersionsAndFiles() throws IOException {
    run("apply", file(YAML));
    String file =
        edited(
            "territories:", "  - {email: zoe@test.example, team: emea, weight: 0.5}\nterritories:");
    assertEquals(0, run("diff", "1", file));
    printed("+ rep zoe@test.example: team emea; weight 0.5; zone Europe/London; calendar default");
    printed("~ pool team emea: members ana@test.example → ana@test.example, zoe@test.example");
    printed("2 differences");
    assertEquals(0, run("diff", file));
    printed("2 differences");
    assertEquals(0, run("diff", file, "v1"));
    printed("- rep zoe@test.example");
  }

  @Test
  void saysSoWhenAnotherOperatorWasFaster() throws IOException {
    Settings content = SettingsFile.compile(Path.of(file(YAML))).content().orElseThrow();
    ApplySettings slow =
        new ApplySettings(
            table,
            "slow",
            clock,
            // Asked for the salt between looking at the pointer and moving it.
            () -> {
              new ApplySettings(table, "fast", clock)
                  .apply(SettingsFile.sample().content().orElseThrow());
              return 7;
            });
    assertEquals(new Outcome.Overtaken(), slow.apply(content));
    assertEquals("fast", table.current().appliedBy());
  }

  @Test
  void refusesWrongUsage() {
    assertEquals(2, run());
    assertEquals(2, run("lint"));
    assertEquals(2, run("frobnicate"));
  }
}
