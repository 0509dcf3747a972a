package salesops.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.suite.Connection;
import salesops.cli.suite.RunningSuite;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.settings.SettingsFile;
import salesops.testkit.slack.Behaviour;

/** The command, the page behind it, the function and the stand-in for Slack. */
class CheckCommandTest {
  private static final String YAML =
      """
      format: 1
      company: {name: Test, zone: Europe/London, currency: GBP}
      teams: {emea: {manager: tom@test.example, channel: "#elsewhere"}}
      reps: {file: reps.csv}
      territories:
        - {name: All, when: {}, pool: [team emea]}
      routing: {fallback: tom@test.example}
      """;

  private final StringWriter out = new StringWriter();
  private final List<Duration> pauses = new ArrayList<>();
  @TempDir private Path home = Path.of("");
  private Stage stage;

  @BeforeEach
  void start() {
    System.setProperty("salesops.home", home.toString());
    stage = Stage.start(0, 0, SettingsFile.sample().as(1, "test", Instant.EPOCH, "test"), l -> {});
    Pages.mount(stage, "token");
    RunningSuite.announce(
        new RunningSuite.Place(
            stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), "token"));
  }

  @AfterEach
  void stop() {
    stage.close();
    System.clearProperty("salesops.home");
  }

  private int check(String... arguments) {
    CommandLine command = new CommandLine(new CheckCommand(new Connection(), pauses::add));
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .setExecutionExceptionHandler(
            (error, line, parsed) -> {
              out.append(String.valueOf(error.getMessage()));
              return 1;
            })
        .execute(arguments);
  }

  @Test
  void isContentWhenSlackKnowsEverybody() {
    assertEquals(0, check(), out.toString());
    assertEquals("Slack knows all 13 people and 4 channels.\n", out.toString());
  }

  @Test
  void namesWhoIsMissing() {
    stage.slack().remove("wei@northwind.example");
    stage.slack().remove("tom@northwind.example");
    stage.slack().remove("#sales-world");
    assertEquals(1, check());
    assertEquals(
        """
        rep wei@northwind.example: Slack knows nobody by it
        manager tom@northwind.example: Slack knows nobody by it
        channel #sales-world: not there, archived, or private and the app is not in it
        3 of 17 are missing.
        """,
        out.toString());
  }

  @Test
  void asksNoFasterThanSlackAllowsAndWaitsWhenToldTo() throws Exception {
    StringBuilder reps = new StringBuilder("email,team\n");
    for (int n = 1; n <= 100; n++) {
      reps.append("rep").append(n).append("@test.example,emea\n");
    }
    Files.writeString(home.resolve("reps.csv"), reps);
    Path file = Files.writeString(home.resolve("settings.yaml"), YAML);
    stage.slack().next(new Behaviour.Limited(7));
    assertEquals(1, check(file.toString()));
    assertEquals(
        List.of(Duration.ofSeconds(7), Duration.ofMinutes(1), Duration.ofMinutes(1)), pauses);
    assertTrue(out.toString().contains("channel #elsewhere"), out.toString());
    assertTrue(out.toString().contains("1 of 102 are missing."), out.toString());
  }

  @Test
  void saysWhatSlackRefuses() {
    stage.slack().behave(new Behaviour.Refused("missing_scope"));
    assertEquals(1, check());
    assertTrue(out.toString().contains("Slack refuses: missing_scope"), out.toString());
  }
}
