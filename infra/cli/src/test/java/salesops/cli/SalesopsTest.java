package salesops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import salesops.cli.leads.FormsCommand;
import salesops.model.settings.Settings;
import salesops.settings.SettingsFile;

class SalesopsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commands = Salesops.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  @AfterEach
  void forgetHome() {
    System.clearProperty("salesops.home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "explain",
        "leads",
        "leads return",
        "leads close",
        "leads assign",
        "leads release",
        "leads work",
        "leads qualify",
        "leads disqualify",
        "deals",
        "deals show",
        "deals open",
        "deals change",
        "deals win",
        "deals lose",
        "deals reopen",
        "activities",
        "activities log",
        "import",
        "import leads",
        "import deals",
        "reps",
        "reps away",
        "reps back",
        "quota",
        "quota verify",
        "republish",
        "forms",
        "webhooks",
        "webhooks list",
        "webhooks resend",
        "settings",
        "settings lint",
        "settings apply",
        "settings replay",
        "settings check"
      })
  void everyCommandHasHelp(String command) {
    assertEquals(0, run((command + " --help").split(" ")));
    assertTrue(out.toString().contains("Usage: salesops"), out.toString());
  }

  @Test
  void wrongUseIsExitCodeTwo() {
    assertEquals(2, run("demo", "--no-such-option"));
    assertEquals(2, run("reps", "away", "ana@northwind.example"));
    assertEquals(2, run("republish"));
    assertEquals(2, run("quota", "--on", "yesterday"));
    assertEquals(2, run("webhooks", "resend", "--since", "yesterday"));
    assertTrue(err.toString().contains("2026-11-03T14:00Z"), err.toString());
  }

  @Test
  void saysHowToStartASuiteWhenNoneRuns(@TempDir Path home) {
    System.setProperty("salesops.home", home.toString());
    assertEquals(1, run("explain", "claire@assurance-lyon.example"));
    assertTrue(err.toString().contains("./salesops up"), err.toString());
  }

  @Test
  void printsWhatToPasteIntoThePageOfASite() {
    Settings sample = SettingsFile.sample().as(1, "salt", Instant.EPOCH, "test");
    FormsCommand.print(sample.forms(), "https://api.example", new PrintWriter(out, true));
    String printed = out.toString();
    assertTrue(printed.startsWith("demo  https://api.example/forms/demo"), printed);
    assertTrue(printed.contains("of en, de, fr; ?lang=fr"), printed);
    assertTrue(printed.contains("pages of https://northwind.example show it with"), printed);
    assertTrue(
        printed.contains("<iframe src=\"https://api.example/forms/demo\" title=\"Talk to sales\""),
        printed);
  }

  @Test
  void namesTheFileThatIsNotThere(@TempDir Path home) {
    assertEquals(1, run("demo", "--leads", home.resolve("none.csv").toString()));
    assertTrue(err.toString().contains("none.csv: no such file"), err.toString());
  }

  @Test
  void namesColumnsOfAFileOnOneLineWithoutInvisibleCharacters(@TempDir Path home) throws Exception {
    Path file = Files.writeString(home.resolve("l.csv"), "\"a\u001b[2K\nb\u202e\"\nx\n");
    assertEquals(1, run("demo", "--leads", file.toString(), "--map", "email=E-mail"));
    assertTrue(err.toString().strip().endsWith("its columns are a [2K b"), err.toString());
  }

  @Test
  void refusesAMappingWithoutAFile() {
    assertEquals(1, run("demo", "--map", "email=E-mail"));
    assertTrue(err.toString().contains("--map goes with --leads"), err.toString());
  }

  @Test
  void settingsWithErrorsAreNamedLineByLine(@TempDir Path home) throws Exception {
    Path file = Files.writeString(home.resolve("s.yaml"), "format: 1\nnonsense: 2\n");
    assertEquals(1, run("demo", "--settings", file.toString()));
    assertTrue(err.toString().contains("s.yaml:2: nonsense"), err.toString());
  }
}
