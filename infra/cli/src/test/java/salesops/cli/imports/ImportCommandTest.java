package salesops.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.Salesops;
import salesops.cli.suite.RunningSuite;
import salesops.events.LeadSubmitted;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;

/** Commands about leads that come in, against a suite that runs in this process. */
class ImportCommandTest {
  private static final String TOKEN = "token-of-this-test";

  @TempDir private Path home = Path.of("set by JUnit");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Stage stage =
      Stage.start(0, 0, SettingsFile.sample().as(1, "test", Instant.EPOCH, "test"), line -> {});

  @BeforeEach
  void announce() {
    System.setProperty("salesops.home", home.toString());
    Pages.mount(stage, TOKEN);
    RunningSuite.announce(
        new RunningSuite.Place(
            stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), TOKEN));
  }

  @AfterEach
  void close() {
    stage.close();
    System.clearProperty("salesops.home");
  }

  private int run(String... arguments) {
    CommandLine commands = Salesops.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  private List<LeadSubmitted> submitted() {
    return stage.suite().events().stream()
        .filter(e -> e.type().equals("LeadSubmitted"))
        .map(e -> Json.readEnvelope(e.detail(), LeadSubmitted.class).data())
        .toList();
  }

  private void settle() {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!stage.suite().idleExcept(java.util.Set.of("slack", "slack-sender"))
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void takesEachRowOnceAndKeepsWhatWasRefusedWithReasons() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("list.csv"),
            """
            E-mail,Name,Budget
            ana@acme-list.example,Ana,5
            nonsense,Ben,
            chloe@acme-list.example,Chloe,7
            """);
    String[] command = {
      "import",
      "leads",
      file.toString(),
      "--map",
      "email=E-mail",
      "--map",
      "name=Name",
      "--rate",
      "100"
    };
    assertEquals(1, run(command));
    assertTrue(
        out.toString().contains("3 rows: 2 accepted · 0 known already · 1 rejected"),
        out.toString());
    Path refused = home.resolve("list.csv.rejected.csv");
    List<String> lines = Files.readAllLines(refused);
    assertEquals(
        List.of(
            "rejected row,rejected code,rejected field,rejected message,E-mail,Name,Budget",
            "2,invalid_email,email,must be like name@company.com,nonsense,Ben,"),
        lines);
    assertEquals(1, run(command));
    assertTrue(out.toString().contains("0 accepted · 2 known already"));
    Files.writeString(
        refused, Files.readString(refused).replace("nonsense", "ben@acme-list.example"));
    assertEquals(
        0,
        run("import", "leads", refused.toString(), "--map", "email=E-mail", "--map", "name=Name"));
    settle();
    assertEquals(3, submitted().size());
    assertTrue(submitted().stream().allMatch(s -> s.lead().origin() == Origin.IMPORT));
    assertFalse(
        submitted().stream()
            .anyMatch(
                s -> s.lead().attributes().keySet().stream().anyMatch(k -> k.contains("reje"))));
  }

  @Test
  void takesTheOtherRowsOfAFileWithBrokenOnes() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("list.csv"),
            """
            email,name
            a@b-list.example,Ana
            x,y,z
            "b@b-list.example"x,Ben
            c@b-list.example,Chloe
            """);
    assertEquals(1, run("import", "leads", file.toString(), "--rate", "100"));
    assertTrue(out.toString().contains("4 rows: 2 accepted"), out.toString());
    assertTrue(out.toString().contains("2 rejected"), out.toString());
    assertEquals(
        List.of(
            "rejected row,rejected code,rejected field,rejected message,email,name",
            "2,malformed_row,,has 3 cells for 2 columns,x,y,z",
            "3,malformed_row,,is not CSV: a quote is missing or too many,"
                + "\"\"\"b@b-list.example\"\"x,Ben\""),
        Files.readAllLines(home.resolve("list.csv.rejected.csv")));
    settle();
    assertEquals(2, submitted().size());
  }

  @Test
  void keepsWhatSpreadsheetsWouldRunAsTextAndTakesItBackAsItWas() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("list.csv"), "email,name,phone,Note\nnonsense,=1+1,+33 1 23,-\n");
    assertEquals(1, run("import", "leads", file.toString()));
    Path refused = home.resolve("list.csv.rejected.csv");
    String text = Files.readString(refused);
    assertTrue(text.contains("nonsense,'=1+1,'+33 1 23,'-"), text);
    Files.writeString(refused, text.replace("nonsense", "ana@acme-list.example"));
    assertEquals(0, run("import", "leads", refused.toString()));
    settle();
    Lead lead = submitted().getFirst().lead();
    assertEquals("=1+1", lead.fields().get("name"));
    assertEquals("+33 1 23", lead.fields().get("phone"));
    assertEquals("-", lead.attributes().get("Note"));
  }

  @Test
  void refusesWhatItCannotDoBeforeTheFirstRow() throws Exception {
    Path file = Files.writeString(home.resolve("list.csv"), "email\na@b-list.example\n");
    assertEquals(1, run("import", "leads", file.toString(), "--rejected", file.toString()));
    assertEquals(1, run("import", "leads", file.toString(), "--rate", "0"));
    assertEquals(1, run("import", "leads", file.toString(), "--rate", "100.1"));
    assertEquals(0, submitted().size());
  }

  @Test
  void listsWhatIsInQuarantineAndReleasesIt() throws Exception {
    String lead;
    try (HttpClient http = HttpClient.newHttpClient()) {
      lead =
          Json.MAPPER
              .readTree(
                  http.send(
                          HttpRequest.newBuilder(stage.suite().url().resolve("/leads"))
                              .header("Content-Type", "application/json")
                              .POST(
                                  HttpRequest.BodyPublishers.ofString(
                                      "{\"email\":\"bot@acme-list.example\"}"))
                              .build(),
                          BodyHandlers.ofString())
                      .body())
              .path("leadId")
              .asString();
    }
    assertEquals(0, run("leads", "--quarantined"));
    assertTrue(out.toString().contains(lead), out.toString());
    assertTrue(out.toString().contains("no token"), out.toString());
    assertEquals(0, run("leads", "release", lead, "--as", "ops@northwind.example"));
    assertTrue(out.toString().contains(lead + " released"), out.toString());
    assertEquals(0, run("leads", "release", lead));
    assertTrue(out.toString().contains("was released by ops@northwind.example"), out.toString());
    assertEquals(1, run("leads", "release", "nobody"));
    settle();
    assertEquals(1, submitted().size());
    assertTrue(
        stage.suite().events().stream().anyMatch(e -> e.type().equals("LeadAssigned")),
        "a released lead gets an owner");
  }
}
