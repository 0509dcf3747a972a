package salesops.cli.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.Salesops;
import salesops.cli.suite.RunningSuite;
import salesops.cli.suite.StubSuite;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class QuotaCommandTest {
  private final StringWriter out = new StringWriter();
  private final PrintWriter printer = new PrintWriter(out, true);

  @AfterEach
  void forgetHome() {
    System.clearProperty("salesops.home");
  }

  private static Map<String, Object> money(long minor) {
    return Map.of("minor", minor, "currency", "GBP");
  }

  @Test
  void showsTeamsWithTheirRepsByPeriod() {
    String answer =
        """
        {"day": "2026-12-31", "lines": [
          {"team": "emea", "from": "2026-11-01", "until": "2027-02-01",
           "attained": {"minor": 61240000, "currency": "GBP"}, "quota": {"minor": 70000000, "currency": "GBP"},
           "percent": 87.5, "needed": {"minor": 8760000, "currency": "GBP"}},
          {"rep": "ana@northwind.example", "team": "emea", "from": "2026-11-01", "until": "2027-02-01",
           "attained": {"minor": 30120050, "currency": "GBP"}, "quota": {"minor": 32000000, "currency": "GBP"},
           "percent": 94.1, "needed": {"minor": 1879950, "currency": "GBP"}},
          {"rep": "ana@northwind.example", "team": "emea", "from": "2026-12-01", "until": "2027-01-01",
           "attained": {"minor": 0, "currency": "GBP"}, "quota": {"minor": 0, "currency": "GBP"},
           "needed": {"minor": 0, "currency": "GBP"}}]}
        """;
    QuotaCommand.print(Json.read(answer, AttainmentOn.class), printer);
    assertEquals(
        """
        1 Nov 2026 – 31 Jan 2027, day 61 of 92
                        closed     quota  attained       to go
        team emea     £612,400  £700,000    87.5 %     £87,600
          ana      £301,200.50  £320,000    94.1 %  £18,799.50

        1 Dec 2026 – 31 Dec 2026, day 31 of 31
               closed  quota  attained  to go
          ana      £0     £0         -     £0
        """,
        out.toString());
  }

  @Test
  void verifiesPageByPageAndNamesRepMonthAndBothSums() {
    List<Map<String, Object>> requests = new ArrayList<>();
    StubSuite suite =
        new StubSuite(
            request -> {
              requests.add(request);
              return requests.size() == 1
                  ? Map.of(
                      "ok", true, "months", 2, "entries", 5, "mismatches", List.of(), "cursor", "c")
                  : Map.of(
                      "ok",
                      true,
                      "months",
                      1,
                      "entries",
                      2,
                      "mismatches",
                      List.of(
                          Map.of(
                              "rep",
                              "ana@northwind.example",
                              "month",
                              "2026-11",
                              "counted",
                              Map.of("entries", 2, "revenue", money(3100), "overlay", money(0)),
                              "entered",
                              Map.of("entries", 2, "revenue", money(3000), "overlay", money(0)))));
            });
    assertEquals(1, QuotaCommand.verify(suite, printer));
    assertEquals("c", requests.getLast().get("cursor"));
    assertEquals(
        """
        The ledger doesn't add up: 1 of 3 monthly totals differs from the entries.
        rep                    month                    entries  revenue  overlay
        ana@northwind.example  2026-11  total                 2      £31       £0
                                        sum of entries        2      £30       £0
        """,
        out.toString());
  }

  private int run(String... arguments) {
    CommandLine commands = Salesops.commandLine();
    out.getBuffer().setLength(0);
    commands.setOut(printer);
    commands.setErr(printer);
    return commands.execute(arguments);
  }

  @Test
  void asksTheSuiteThatRuns(@TempDir Path home) {
    try (Stage stage =
        Stage.start(0, 0, SettingsFile.sample().as(1, "test", Instant.EPOCH, "test"), line -> {})) {
      System.setProperty("salesops.home", home.toString());
      Pages.mount(stage, "token");
      RunningSuite.announce(
          new RunningSuite.Place(
              stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), "token"));
      assertEquals(0, run("quota", "verify"), out.toString());
      assertEquals("The ledger adds up: 0 entries, 0 monthly totals.", out.toString().strip());
      assertEquals(0, run("quota", "--on", "2020-01-31"), out.toString());
      assertTrue(out.toString().startsWith("No quota covers 31 Jan 2020."), out.toString());
      stage
          .suite()
          .dynamo()
          .putItem(
              r ->
                  r.tableName("quota")
                      .item(
                          Map.of(
                              "pk", AttributeValue.fromS("r#ana@northwind.example#2026-11"),
                              "sk", AttributeValue.fromN("0"),
                              "entries", AttributeValue.fromN("1"),
                              "revenue", AttributeValue.fromN("100"),
                              "overlay", AttributeValue.fromN("0"))));
      assertEquals(1, run("quota", "verify"), out.toString());
      assertTrue(out.toString().contains("ana@northwind.example  2026-11  total"), out.toString());
    }
  }
}
