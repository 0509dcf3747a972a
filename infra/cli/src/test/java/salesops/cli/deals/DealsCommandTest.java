package salesops.cli.deals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.Salesops;
import salesops.cli.demo.DemoRun;
import salesops.cli.suite.RunningSuite;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.model.settings.Settings;
import salesops.replay.input.LeadFile;
import salesops.settings.SettingsFile;

/** Commands about deals as people type them, on a suite that runs. */
class DealsCommandTest {
  private static final Settings SETTINGS =
      SettingsFile.sample().as(1, "test", Instant.EPOCH, "test");
  private static final String TOKEN = "token";
  private static final String ANA = "ana@northwind.example";

  @TempDir static Path home;

  private static Stage stage;
  private static List<String> leads = List.of();

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    stage = Stage.start(0, 0, SETTINGS, line -> {});
    Pages.mount(stage, TOKEN);
    List<LeadFile.Row> rows = LeadFile.sample().subList(0, 20);
    new DemoRun(stage.suite(), SETTINGS).post(rows, 0, Duration.ZERO, () -> {});
    assertTrue(
        stage
            .suite()
            .advanceUntil(
                () -> stage.suite().idleExcept(Set.of("slack", "slack-sender")),
                Duration.ofMinutes(5)));
  }

  @AfterAll
  static void stop() {
    stage.close();
    System.clearProperty("salesops.home");
  }

  @BeforeEach
  void announce() {
    System.setProperty("salesops.home", home.toString());
    RunningSuite.announce(
        new RunningSuite.Place(
            stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), TOKEN));
    if (leads.isEmpty()) {
      leads =
          run("leads", "--rep", ANA).lines().skip(1).map(line -> line.split(" ", 2)[0]).toList();
    }
  }

  private int code(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine commands = Salesops.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  private String run(String... arguments) {
    assertEquals(0, code(arguments), err.toString());
    return out.toString().strip();
  }

  private String refusal(String... arguments) {
    assertEquals(1, code(arguments), out.toString());
    return err.toString().strip();
  }

  @Test
  void worksALeadUpToAWonDeal() {
    String lead = leads.getFirst();
    assertTrue(run("leads", "work", lead).contains("state     assigned"), out.toString());
    assertTrue(out.toString().contains("clock "), out.toString());
    String logged =
        run(
            "activities",
            "log",
            "--lead",
            lead,
            "--kind",
            "call",
            "--minutes",
            "12",
            "--note",
            "wants a demo");
    assertTrue(
        logged.startsWith("Logged for " + lead + ": call (12 min) by ana, 3 Nov 2026"), logged);
    assertEquals(lead + ": qualified, owner ana", run("leads", "qualify", lead));
    assertEquals(lead + ": qualified, owner ana (no change)", run("leads", "qualify", lead));
    String opened =
        run(
            "deals",
            "open",
            "D-1",
            "--lead",
            lead,
            "--amount",
            "1250.50",
            "--currency",
            "EUR",
            "--product",
            "Router Pro=1000",
            "--product",
            "Support",
            "--expected-close",
            "2026-12-01",
            "--discount",
            "5",
            "--credits",
            "ana@northwind.example 60; ben@northwind.example 40");
    assertTrue(opened.startsWith("D-1 "), opened);
    assertTrue(opened.endsWith(": prospecting, €1,250.50, ana"), opened);
    String work = run("leads", "work", lead);
    assertTrue(work.contains("deal      D-1"), work);
    assertTrue(work.contains("call: wants a demo"), work);
    assertFalse(work.contains("clock "), work);
    String won =
        run("deals", "win", "D-1", "--closed", "2026-11-02", "--amount", "1300", "--as", ANA);
    assertTrue(won.endsWith(": won, €1,300, ana, closed 2 Nov 2026"), won);
    String shown = run("deals", "show", "D-1");
    assertTrue(shown.contains("products  Router Pro €1,000, Support"), shown);
    assertTrue(shown.contains("amount    €1,300, discount 5%"), shown);
    assertTrue(shown.contains("when (Europe/London)"), shown);
    assertTrue(shown.contains("stage prospecting → won"), shown);
    assertTrue(shown.contains(ANA), shown);
  }

  @Test
  void reopensADealInTheStageItWasInBefore() {
    run(
        "deals",
        "open",
        "D-2",
        "--owner",
        ANA,
        "--name",
        "Pumps",
        "--amount",
        "10",
        "--product",
        "X",
        "--expected-close",
        "2026-12-01",
        "--stage",
        "proposal",
        "--account",
        "Ebro");
    assertTrue(
        refusal("deals", "reopen", "D-2").contains("Deal D-2 is open already, in stage proposal."));
    assertEquals(
        "D-2 Pumps: lost, £10, ana, closed 1 Nov 2026",
        run("deals", "lose", "D-2", "--reason", "price", "--closed", "2026-11-01"));
    assertEquals(2, code("deals", "lose", "D-2"));
    assertEquals("D-2 Pumps: proposal, £10, ana", run("deals", "reopen", "D-2"));
    assertFalse(run("deals", "show", "D-2").contains("proposal: price"), out.toString());
    // The day of an earlier loss is not that of a later win.
    assertTrue(run("deals", "win", "D-2").contains("closed 3 Nov 2026"), out.toString());
    assertEquals(
        "D-2 Pumps: negotiation, £10, ana",
        run("deals", "reopen", "D-2", "--stage", "negotiation"));
  }

  @Test
  void changesFieldsAndSaysWhatIsRefused() {
    run("deals", "open", "D-3", "--owner", ANA, "--name", "Valves");
    assertEquals(
        "D-3 Valves: prospecting, £5, ana",
        run("deals", "change", "D-3", "amount=5", "source=fair", "--discount", "10"));
    assertTrue(run("deals", "show", "D-3").contains("source    fair"), out.toString());
    assertEquals(
        "D-3 Valves: prospecting, £5, ana (no change)",
        run("deals", "change", "D-3", "amount=5.0"));
    assertFalse(run("deals", "change", "D-3", "source=").contains("no change"), out.toString());
    assertTrue(
        refusal("deals", "change", "D-3", "size=5").contains("isn't a field of a deal"),
        err.toString());
    assertTrue(
        refusal("deals", "change", "D-3", "size").contains("write FIELD=VALUE"), err.toString());
    assertTrue(
        refusal("deals", "change", "D-3", "--stage", "proposal").contains("the deal needs: "),
        err.toString());
    assertTrue(
        refusal("deals", "win", "D-404").contains("There is no deal D-404."), err.toString());
    assertTrue(
        refusal("deals", "open", "D-3", "--owner", ANA).contains("D-3 already"), err.toString());
  }

  @Test
  void listsOpenDealsWithSumsByStageAndCurrency() {
    run(
        "deals",
        "open",
        "L-1",
        "--owner",
        "hugo@northwind.example",
        "--name",
        "Late",
        "--amount",
        "10.50",
        "--expected-close",
        "2026-11-02");
    run(
        "deals",
        "open",
        "L-2",
        "--owner",
        "hugo@northwind.example",
        "--name",
        "Later",
        "--amount",
        "20",
        "--expected-close",
        "2026-11-30");
    run(
        "deals",
        "open",
        "L-3",
        "--owner",
        "hugo@northwind.example",
        "--name",
        "Yen",
        "--amount",
        "300",
        "--currency",
        "JPY",
        "--stage",
        "qualification");
    List<String> lines =
        run("deals", "--rep", "hugo@northwind.example")
            .lines()
            .map(l -> l.strip().replaceAll(" {2,}", "|"))
            .toList();
    assertEquals(
        List.of(
            "deal|account|amount|stage|owner|expected close|id",
            "Late|£10.50|prospecting|hugo|2 Nov 2026 overdue|L-1",
            "Later|£20|prospecting|hugo|30 Nov 2026|L-2",
            "Yen|¥300|qualification|hugo|L-3",
            "",
            "stage|deals|amount",
            "prospecting|2|£30.50",
            "qualification|1|¥300",
            "all|3|£30.50 + ¥300"),
        lines);
    assertTrue(
        run("deals", "--rep", "hugo@northwind.example", "--overdue").contains("L-1"),
        out.toString());
    assertFalse(out.toString().contains("L-2"), out.toString());
    assertTrue(
        run("deals", "--team", "americas", "--stage", "Qualification", "--limit", "1")
            .contains("L-3"),
        out.toString());
    assertTrue(
        run("deals", "--rep", "hugo@northwind.example", "--limit", "1")
            .contains("The first 1 only"),
        out.toString());
    assertTrue(
        run("deals", "--rep", "wei@northwind.example").equals("No open deals match."),
        out.toString());
    assertTrue(
        refusal("deals", "--team", "nobody").contains("There's no team “nobody”"), err.toString());
    assertTrue(
        refusal("deals", "--limit", "0").contains("--limit must be from 1 to 500: 0"),
        err.toString());
  }

  @Test
  void namesALeadByTheEmailAddress() {
    String id = leads.get(1);
    String json =
        run("leads", "--rep", ANA, "--json")
            .lines()
            .filter(l -> l.contains(id))
            .findFirst()
            .orElseThrow();
    String email = json.replaceFirst(".*\"email\":\"([^\"]*)\".*", "$1");
    String answer = run("leads", "disqualify", email, "--reason", "no budget");
    assertTrue(answer.endsWith(": disqualified, owner ana"), answer);
    assertFalse(answer.contains(id), answer);
    assertTrue(run("leads", "work", id).contains("disqualified: no budget"), out.toString());
    assertTrue(
        refusal("leads", "work", "stranger@nowhere.example")
            .contains("There's no lead of stranger@nowhere.example."),
        err.toString());
    assertTrue(
        refusal("activities", "log", "--kind", "call").contains("--lead or a deal with --deal"),
        err.toString());
    assertTrue(refusal("leads", "qualify", "short").contains("26 characters"), err.toString());
  }

  @Test
  void logsAnActivityOnADeal() {
    run("deals", "open", "A-1", "--owner", ANA, "--name", "Taps");
    assertEquals(
        "Logged for A-1: data entry by ben, 3 Nov 2026 09:30",
        run(
            "activities",
            "log",
            "--deal",
            "A-1",
            "--kind",
            "data-entry",
            "--rep",
            "ben@northwind.example",
            "--at",
            "2026-11-03T09:30"));
    assertTrue(run("deals", "show", "A-1").contains("data entry"), out.toString());
  }

  private static String csv(int deals, String amountOfSecond) {
    StringBuilder text = new StringBuilder("Key;Deal;Owner;Phase;Value;Opened;Closed\r\n");
    IntStream.rangeClosed(1, deals)
        .forEach(
            i ->
                text.append(
                    "I-%d;Deal %d;%s;%s;%s;01.02.2026;%s\r\n"
                        .formatted(
                            i,
                            i,
                            i % 2 == 0 ? ANA : "Moses Frase",
                            i % 3 == 0 ? "Engaging" : "Won",
                            i == 2 ? amountOfSecond : "1.250,50",
                            i % 3 == 0 ? "" : "13.02.2026")));
    return text.toString();
  }

  private static String[] importing(Path file, String... more) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(
                "import",
                "deals",
                file.toString(),
                "--map",
                "id=Key",
                "--map",
                "name=Deal",
                "--map",
                "owner=Owner",
                "--map",
                "stage=Phase",
                "--map",
                "amount=Value",
                "--map",
                "created=Opened",
                "--map",
                "closed=Closed",
                "--currency",
                "EUR"),
            java.util.stream.Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void importsAFileOnceAndThenWhatChanged() throws Exception {
    Path file = Files.writeString(home.resolve("deals.csv"), csv(60, "99,90"));
    String first = run(importing(file));
    assertEquals(
        List.of(
            "60 rows: 60 used, 0 unread",
            "60 opened · 0 changed · 0 unchanged",
            "20 are in stages that the settings don't have: Engaging (20); see --stage",
            "30 deals held: owner isn't a rep of the settings: Moses Frase (30); list the open ones"
                + " with salesops deals --unowned"),
        first.lines().toList());
    assertTrue(
        run(importing(file)).contains("0 opened · 0 changed · 60 unchanged"), out.toString());
    Files.writeString(file, csv(60, "100,00"));
    assertTrue(
        run(importing(file)).contains("0 opened · 1 changed · 59 unchanged"), out.toString());
    String shown = run("deals", "show", "I-2");
    assertTrue(shown.contains("amount 99.9 → 100"), shown);
    assertTrue(shown.contains("closed    13 Feb 2026"), shown);
    assertTrue(shown.contains("created   1 Feb 2026"), shown);
    assertTrue(shown.contains("(import)"), shown);
    assertTrue(run("deals", "--unowned").contains("(Moses Frase)"), out.toString());
  }

  @Test
  void aDealThatIsOpenAgainInTheFileIsReopened() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("again.csv"),
            "id,stage,closed,lostReason,amount,product,owner\nR-1,lost,2026-01-02,price,5,X,"
                + ANA
                + "\n");
    run("import", "deals", file.toString());
    assertTrue(run("deals", "show", "R-1").contains("lost: price"), out.toString());
    Files.writeString(
        file,
        "id,stage,closed,lostReason,amount,product,owner\nR-1,proposal,2026-12-02,price,5,X,"
            + ANA
            + "\n");
    assertTrue(run("import", "deals", file.toString()).contains("1 changed"), out.toString());
    String shown = run("deals", "show", "R-1");
    assertTrue(shown.contains("stage     proposal\n"), shown);
    assertTrue(shown.contains("expected  2 Dec 2026"), shown);
    assertFalse(shown.contains("closed    "), shown);
    // The day of the loss is not that of a later win.
    assertTrue(run("deals", "win", "R-1").contains("closed 3 Nov 2026"), out.toString());
  }

  @Test
  void sendsNothingOfAFileThatCouldBeReadTwoWays() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("two.csv"), "id,stage,closed\nT-1,won,2026-01-02\nT-2,won,01/02/2026\n");
    String message = refusal("import", "deals", file.toString());
    assertTrue(message.contains("row 2: closed “01/02/2026”"), message);
    assertTrue(refusal("deals", "show", "T-1").contains("There is no deal T-1."), err.toString());
    assertTrue(
        run("import", "deals", file.toString(), "--date-format", "MM/dd/yyyy").contains("2 opened"),
        out.toString());
    assertTrue(run("deals", "show", "T-2").contains("closed    2 Jan 2026"), out.toString());
    Files.writeString(file, "id,stage,amount\nT-3,proposal,1.234\n");
    assertTrue(
        refusal("import", "deals", file.toString()).contains("--decimal comma"), err.toString());
  }

  @Test
  void keepsUnreadRowsWithReasons() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("bad.csv"),
            """
            id,stage,closed,credits
            B-1,won,2026-01-02,
            ,won,2026-01-02,
            B 3,won,2026-01-02,
            B-4,won,,
            B-5,won,2026-01-02,ana
            """);
    assertEquals(1, code("import", "deals", file.toString()));
    assertTrue(
        out.toString().startsWith("5 rows: 1 used, 4 unread (" + file + ".rejected.csv)"),
        out.toString());
    List<String> lines = Files.readAllLines(home.resolve("bad.csv.rejected.csv"));
    assertEquals(
        "2,missing,id,is missing,,won,2026-01-02,",
        lines.stream().filter(l -> l.startsWith("2,")).findFirst().orElseThrow());
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("4,missing,closed,")), lines.toString());
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("3,refused,") && l.contains("64 visible ASCII")),
        lines.toString());
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("5,refused,")), lines.toString());
  }
}
