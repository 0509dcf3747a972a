package salesops.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.Salesops;
import salesops.cli.demo.DemoRun;
import salesops.cli.settings.SettingsSource;
import salesops.cli.suite.RunningSuite;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.replay.Screen;
import salesops.replay.input.LeadFile;
import salesops.settings.SettingsFile;

class ReplayCommandTest {
  private static final int LEADS = 120;

  @TempDir private Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void isolate() {
    System.setProperty("salesops.home", home.toString());
  }

  @AfterEach
  void forgetHome() {
    System.clearProperty("salesops.home");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands = Salesops.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  private String sample() throws IOException {
    try (var in = SettingsFile.class.getResourceAsStream("/salesops/settings/settings.yaml")) {
      return new String(in == null ? new byte[0] : in.readAllBytes(), UTF_8);
    }
  }

  private String settings(String name, String from, String to) throws IOException {
    String yaml = sample();
    assertTrue(yaml.contains(from), from);
    return Files.writeString(home.resolve(name), yaml.replace(from, to)).toString();
  }

  private String lighter() throws IOException {
    return settings("lighter.yaml", "weight: 2, capacity: 300", "weight: 1, capacity: 300");
  }

  private String leads(String csv) throws IOException {
    return Files.writeString(home.resolve("leads.csv"), csv).toString();
  }

  @Test
  void comparesTwoFilesOnLeadsOfAFileWithoutASuite() throws IOException {
    String old = settings("old.yaml", "format: 1", "format: 1");
    String csv = leads("E-mail,country\na@lyon.fr,FR\nb@bonn.de,DE\nno address,FR\n");
    String changes = home.resolve("changes.csv").toString();
    String[] command = {
      "settings",
      "replay",
      lighter(),
      "--against",
      old,
      "--leads",
      csv,
      "--map",
      "email=E-mail",
      "--csv",
      changes,
      "--json",
      home.resolve("r.json").toString()
    };
    assertEquals(0, run(command), err.toString());
    String first = out.toString();
    assertTrue(first.startsWith("Replay of 2 leads of leads.csv"), first);
    assertTrue(first.contains("old old.yaml   new lighter.yaml"), first);
    assertTrue(first.contains("row 3: email invalid_email"), first);
    byte[] json = Files.readAllBytes(home.resolve("r.json"));
    assertEquals(0, run(command));
    assertEquals(first, out.toString());
    assertEquals(new String(json, UTF_8), Files.readString(home.resolve("r.json")));
  }

  @Test
  void saysWhatToDoWithoutASuite() throws IOException {
    assertEquals(1, run("settings", "replay", lighter(), "--leads", leads("email\na@b.fr\n")));
    assertTrue(err.toString().contains("--against FILE"), err.toString());
    String none = leads("email\nnobody\n");
    assertEquals(1, run("settings", "replay", lighter(), "--against", lighter(), "--leads", none));
    assertTrue(
        err.toString().contains("no row is a lead; row 1: email invalid_email"), err.toString());
  }

  @Test
  void refusesWrongUseAndSettingsWithErrors() throws IOException {
    String file = lighter();
    assertEquals(2, run("settings", "replay"));
    assertEquals(2, run("settings", "replay", file, "--map", "email=E-mail"));
    assertEquals(2, run("settings", "replay", file, "--leads", "x.csv", "--since", "2026-11-03"));
    assertEquals(2, run("settings", "replay", file, "--limit", "0"));
    String broken =
        Files.writeString(home.resolve("broken.yaml"), "format: 1\nnonsense: 2\n").toString();
    assertEquals(1, run("settings", "replay", broken, "--against", file));
    assertTrue(err.toString().contains("broken.yaml:2: nonsense"), err.toString());
    assertEquals(1, run("settings", "replay", file, "--against", file, "--leads", "none.csv"));
    assertTrue(err.toString().contains("none.csv: no such file"), err.toString());
  }

  @Test
  void replaysTheLastLeadsOfARunningSuiteAndShowsThemBeforeAnApply() throws IOException {
    var settings = SettingsSource.compile(null, new PrintWriter(err, true));
    try (Stage stage = Stage.start(0, 0, settings, line -> {})) {
      Pages.mount(stage, "token");
      RunningSuite.announce(
          new RunningSuite.Place(
              stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), "token"));
      assertEquals(1, run("settings", "replay", lighter()));
      assertTrue(err.toString().contains("the suite has no leads yet"), err.toString());
      var rows =
          LeadFile.sample().stream()
              .filter(row -> !row.poison() && !row.spam())
              .limit(LEADS)
              .toList();
      long accepted =
          new DemoRun(stage.suite(), settings).post(rows, 0, Duration.ZERO, () -> {}).accepted();

      assertEquals(0, run("settings", "replay", lighter()), err.toString());
      String text = out.toString();
      assertTrue(text.startsWith("Replay of " + accepted + " leads of the suite"), text);
      assertTrue(text.contains("old v1, in force   new lighter.yaml"), text);
      assertTrue(text.contains("ana ×2 → ×1"), text);
      assertTrue(text.lines().allMatch(line -> line.length() <= Screen.WIDTH_MAX), text);
      assertEquals(0, run("settings", "replay", lighter()));
      assertEquals(text, out.toString());

      assertEquals(
          0, run("settings", "replay", lighter(), "--limit", "10", "--since", "2026-11-03"));
      assertTrue(out.toString().startsWith("Replay of 10 leads"), out.toString());
      assertEquals(1, run("settings", "replay", lighter(), "--since", "2026-11-04"));
      assertTrue(err.toString().contains("no leads since 2026-11-04"), err.toString());
      assertEquals(2, run("settings", "replay", lighter(), "--since", "yesterday"));

      // No terminal is there to ask at.
      assertEquals(1, run("settings", "apply", lighter()));
      assertTrue(out.toString().contains("The last " + accepted + " leads"), out.toString());
      assertTrue(out.toString().contains("Add --yes"), out.toString());
      assertEquals(1, stage.suite().settings().pointer());
      assertEquals(0, run("settings", "apply", lighter(), "--yes", "--as", "ops@test.example"));
      assertTrue(out.toString().contains("Version 2 is in force"), out.toString());
      assertEquals("ops@test.example", stage.suite().settings().version(2).appliedBy());
      assertEquals(0, run("settings", "apply", lighter(), "--yes"));
      assertFalse(out.toString().contains("The last"), out.toString());
    }
  }
}
