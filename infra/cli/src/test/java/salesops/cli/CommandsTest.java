package salesops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.demo.DemoRun;
import salesops.cli.suite.RunningSuite;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.local.platform.LocalSecrets;
import salesops.model.settings.Settings;
import salesops.replay.input.LeadFile;
import salesops.settings.SettingsFile;

/** Commands as people type them, on a suite that runs. */
class CommandsTest {
  private static final Settings SETTINGS =
      SettingsFile.sample().as(1, "test", Instant.EPOCH, "test");
  private static final List<LeadFile.Row> ROWS = LeadFile.sample().subList(0, 60);
  private static final String TOKEN = "token";

  @TempDir static Path home;

  private static Stage stage;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    stage = Stage.start(0, 0, SETTINGS, line -> {});
    Pages.mount(stage, TOKEN);
    new DemoRun(stage.suite(), SETTINGS).post(ROWS, 0, Duration.ZERO, () -> {});
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void announce() {
    System.setProperty("salesops.home", home.toString());
    RunningSuite.announce(
        new RunningSuite.Place(
            stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), TOKEN));
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine commands = Salesops.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  @Test
  void findsLeadsOfARepTheNewestFirst() {
    assertEquals(0, run("leads", "--rep", "ana@northwind.example", "--limit", "5"));
    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.getFirst().startsWith("lead "), out.toString());
    assertEquals(7, lines.size(), out.toString());
    assertTrue(
        lines.subList(1, 6).stream().allMatch(line -> line.contains(" ana ")), out.toString());
    assertEquals(0, run("leads", "--rep", "ana@northwind.example", "--json"));
    assertTrue(out.toString().lines().allMatch(line -> line.startsWith("{") && line.endsWith("}")));
    assertEquals(0, run("leads", "--since", "2027-01-01"));
    assertEquals("No such lead.", out.toString().strip());
    assertEquals(0, run("leads", "--since", "2027-01-01T10:00"));
    assertEquals(0, run("leads", "--since", "2027-01-01 10:00:00+01:00"));
    assertEquals(2, run("leads", "--since", "yesterday"));
    assertTrue(err.toString().contains("'yesterday' is no day such as 2026-11-03"), err.toString());
  }

  @Test
  void importsAccountsOnceAndKeepsRefusedRowsWithReasons() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("accounts.csv"),
            """
            \uFEFFWebsite,Owner,Parent
            https://www.Acme.co.uk/about,Ben@Northwind.example,
            acme.de,,shop.acme.co.uk

            gmail.com,ben@northwind.example,
            "two
            lines",ben@northwind.example,
            foo.com,stranger@northwind.example,
            ,ben@northwind.example,
            """
                .replace("\n", "\r\n"));
    String[] command = {
      "import",
      "accounts",
      file.toString(),
      "--map",
      "domain=Website",
      "--map",
      "owner=Owner",
      "--map",
      "parent=Parent"
    };
    assertEquals(1, run(command));
    assertTrue(
        out.toString().startsWith("6 rows: 2 new or changed · 0 known · 4 rejected"),
        out.toString());
    String refused = Files.readString(home.resolve("accounts.csv.rejected.csv"));
    assertTrue(
        refused.contains("3,invalid_account,domain,\"gmail.com gives mailboxes to anybody"),
        refused);
    assertTrue(refused.contains("4,invalid_account,domain,"), refused);
    assertTrue(
        refused.contains(
            "5,invalid_account,owner,stranger@northwind.example is no rep of the settings"),
        refused);
    assertTrue(refused.contains("6,invalid_account,domain,is missing"), refused);
    assertEquals(1, run(command));
    assertTrue(out.toString().contains("0 new or changed · 2 known"), out.toString());
  }

  @Test
  void namesTheColumnsAnAccountsFileHas() throws Exception {
    Path file = Files.writeString(home.resolve("a.csv"), "Site,Owner\nacme.com,x@y.z\n");
    assertEquals(
        1,
        run("import", "accounts", file.toString(), "--map", "domain=Web", "--map", "owner=Owner"));
    assertTrue(err.toString().contains("its columns are Site, Owner"), err.toString());
    assertEquals(1, run("import", "accounts", file.toString(), "--map", "domain=Site"));
    assertTrue(err.toString().contains("--map owner=COLUMN is missing"), err.toString());
    assertEquals(
        1, run("import", "accounts", file.toString(), "--map", "domain=Site", "--map", "x=Owner"));
    assertTrue(err.toString().contains("fields are domain, owner, parent, name"), err.toString());
  }

  @Test
  void givesRoomForMoreOpenLeads() {
    assertEquals(
        0, run("reps", "capacity", "greta@northwind.example", "300", "--until", "2026-11-20"));
    assertTrue(out.toString().contains("may have 300 open leads until 2026-11-"), out.toString());
    assertEquals(1, run("reps", "capacity", "greta@northwind.example", "1"));
    assertTrue(err.toString().contains("not above the settings'"), err.toString());
  }

  @Test
  void showsALeadAsAPageThatNeedsNothingButItsStyle() throws Exception {
    run("leads", "--rep", "ana@northwind.example", "--limit", "1");
    String lead = out.toString().lines().toList().get(1).split(" ", 2)[0];
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          http.send(
              HttpRequest.newBuilder(URI.create(stage.suite().url() + "/leads/" + lead)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("How the owner was found"), page.body());
      assertFalse(page.body().contains("<script"), page.body());
      assertEquals(3, page.body().split("<link ", -1).length, "style and icon");
      assertTrue(
          page.body().contains("<link rel=\"stylesheet\" href=\"../assets/style.css?v="),
          page.body());
      assertEquals(
          404,
          http.send(
                  HttpRequest.newBuilder(URI.create(stage.suite().url() + "/actions/none")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode());
    }
  }

  @Test
  void saysWhatAGradeIsAndWhatEndpointsThereAre() {
    assertEquals(1, run("leads", "--grade", "Z9"));
    assertTrue(err.toString().contains("--grade Z9: a grade is A to D and 1 to 4"), err.toString());
    assertEquals(1, run("webhooks", "resend", "--endpoint", "nope"));
    assertTrue(err.toString().contains("--endpoint nope: the settings name none"), err.toString());
  }

  @Test
  void anotherSuiteThatStopsTakesNoOtherBack() {
    RunningSuite.withdraw(
        new RunningSuite.Place("http://127.0.0.1:1", "http://127.0.0.1:2", "its"));
    assertEquals(0, run("leads", "--rep", "ana@northwind.example", "--limit", "1"), err.toString());
  }

  @Test
  void aReturnOfACompanysOnlyLeadIsToldAndTheLeadGoesOn() throws Exception {
    String body = "{\"form\": \"demo\", \"email\": \"solo@solo-works.com\", \"country\": \"GB\"}";
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(stage.suite().url() + "/leads"))
              .header("Authorization", "Bearer " + LocalSecrets.SERVER_KEY)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      assertEquals(202, http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
    awaitTold("LeadAssigned", 1);
    assertEquals(0, run("leads", "return", "solo@solo-works.com", "--reason", "student"));
    awaitTold("LeadReturned", 1);
    awaitTold("LeadAssigned", 2);
  }

  /** Until so many events of a type told of the lead above. */
  private static void awaitTold(String type, int times) {
    assertTrue(
        stage
            .suite()
            .advanceUntil(
                () ->
                    stage.suite().events().stream()
                            .filter(event -> event.type().equals(type))
                            .filter(event -> event.detail().contains("solo@solo-works.com"))
                            .count()
                        >= times,
                Duration.ofMinutes(5)),
        "no " + type);
  }
}
