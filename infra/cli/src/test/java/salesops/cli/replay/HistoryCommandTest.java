package salesops.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.runtime.Json;
import tools.jackson.databind.JsonNode;

/** A company's past as people replay it. */
class HistoryCommandTest {
  private static final String DEALS =
      """
      id,owner,stage,amount,currency,created,closed
      D1,Ana,Won,1000,GBP,2017-02-01,2017-02-20
      D2,ana,Won,500.50,GBP,2017-02-10,2017-03-10
      D3,Ben,Lost,300,GBP,2017-02-10,2017-03-15
      D4,Ben,Won,100,USD,2017-03-06,2017-04-05
      D5,Cleo,Won,200,GBP,2017-03-01,2017-04-10
      D6,Zed,Won,40,GBP,,2017-05-02
      D7,Ben,Engaging,70,GBP,2017-04-20,
      D1,Ben,Won,1,GBP,2017-02-01,2017-02-20
      D9,Ben,Won,1,GBP,2017-02-20,2017-02-01
      D10,Ben,Won,1000,SEK,2017-03-09,2017-04-08
      """;

  /** Ana moves from Red to Blue, Cleo leaves, Dora has no deals. */
  private static final String TEAM =
      """
      rep,team,manager,region,from,to
      Ana,Red,Tom,North,,2017-03-01
      Ana,Blue,Uma,South,2017-03-01,
      Ben,Blue,Uma,South,,
      Cleo,Red,Tom,North,,2017-04-01
      Dora,Red,Tom,North,,
      """;

  /** Ben has none for March. */
  private static final String QUOTAS =
      """
      rep,period,quota
      Ana,2017-Q1,2000
      Ben,2017-02,100
      Ben,2017-04,100
      """;

  private static final String PLANS =
      """
      plans:
        - name: AE
          from: 2017-02-01
          who: [team Red, team Blue]
          attainment: quarter
          payout: month
          tiers: {mode: marginal, rates: {0%: 5%, 100%: 8%}}
      """;

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(List<String> arguments) {
    return new CommandLine(new HistoryCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              if (!(e instanceof IllegalArgumentException)
                  && !(e instanceof salesops.cli.console.UserError)) {
                throw e;
              }
              err.append(e.getMessage());
              return 1;
            })
        .execute(arguments.toArray(String[]::new));
  }

  private List<String> arguments(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--deals",
                write("deals.csv", DEALS).toString(),
                "--team",
                write("team.csv", TEAM).toString(),
                "--currency",
                "GBP",
                "--fiscal-year-starts",
                "02-01"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private JsonNode report(Path file) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(file));
  }

  @Test
  void playsAPastWithMovesGapsAndAnotherFiscalYear() throws IOException {
    Path file = folder.resolve("report.json");
    int code =
        run(
            arguments(
                "--quotas",
                write("quotas.csv", QUOTAS).toString(),
                "--rates",
                write("rates.csv", "currency,from,rate\nUSD,2017-01-01,0.9\n").toString(),
                "--plans",
                write("plans.yaml", PLANS).toString(),
                "--report",
                file.toString()));
    assertEquals(0, code, err::toString);
    JsonNode report = report(file);

    assertEquals("1830.50 6 1 1 0.857143", deals(report.path("company")));
    assertEquals("1500.50 2 0 0 1", deals(report.at("/byRep/Ana")));
    assertEquals("90.00 2 1 1 0.666667", deals(report.at("/byRep/Ben")));
    assertEquals("0.00 0 0 0 null", deals(report.at("/byRep/Dora")));
    assertEquals("40.00 1 0 0 1", deals(report.at("/byRep/Zed")));
    // What closed after Cleo left counts for the team alone.
    assertEquals("0.00 0 0 0 null", deals(report.at("/byRep/Cleo")));
    assertEquals("1200.00 2 0 0 1", deals(report.at("/byTeam/Red")));
    assertEquals("590.50 3 1 1 0.75", deals(report.at("/byTeam/Blue")));
    assertEquals("40.00 1 0 0 1", deals(report.at("/byTeam/unknown")));
    assertEquals("1200.00", report.at("/byRegion/North/revenue").asString());
    assertEquals("590.50", report.at("/byRegion/South/revenue").asString());
    assertEquals("40.00", report.at("/byRegion/unknown/revenue").asString());

    assertEquals("1500.50 2000.00 0.75025 75.03", money(report.at("/byRep/Ana")));
    assertEquals("1500.50 2000.00 0.75025 75.03", money(report.at("/byRep/Ana/byQuarter/2017-Q1")));
    assertEquals("90.00 100.00 0.9 4.50", money(report.at("/byRep/Ben/byMonth/2017-04")));
    assertEquals("0.00 null null 0.00", money(report.at("/byRep/Ben/byMonth/2017-03")));
    assertEquals("79.53", report.at("/company/commission").asString());
    assertEquals("0.5", plain(report.at("/quotaAttainmentRate/byMonth/2017-02")));
    assertEquals("0", plain(report.at("/quotaAttainmentRate/byQuarter/2017-Q1")));
    assertTrue(report.at("/quotaAttainmentRate/byMonth/2017-05").isNull());

    assertEquals("D10", report.at("/held/0/deal").asString());
    assertEquals("NO_RATE", report.at("/held/0/reason").asString());
    assertEquals("366.1", plain(report.at("/company/averageDealSize")));
    assertEquals("29.4", plain(report.at("/company/averageCycleDays")));
    assertEquals(
        "[{\"row\":8,\"reason\":\"id is that of row 1, too\"},"
            + "{\"row\":9,\"reason\":\"closed is before the deal was created: 2017-02-01\"}]",
        report.path("unread").toString());
    assertEquals(
        "{\"entries\":5,\"sum\":\"1830.50\",\"attainmentSum\":\"1830.50\"}",
        report.path("ledger").toString());
    String screen = out.toString();
    assertTrue(screen.contains("8 used + 2 unread = 10 rows"), screen);
    assertTrue(screen.contains("£79.53 in all · 3 periods closed"), screen);
  }

  private static String deals(JsonNode standing) {
    return String.join(
        " ",
        standing.path("revenue").asString(),
        standing.path("won").toString(),
        standing.path("lost").toString(),
        standing.path("open").toString(),
        plain(standing.path("winRate")));
  }

  private static String money(JsonNode figures) {
    return String.join(
        " ",
        figures.path("revenue").asString(),
        figures.path("quota").isNull() ? "null" : figures.path("quota").asString(),
        plain(figures.path("attainment")),
        figures.path("commission").asString());
  }

  private static String plain(JsonNode ratio) {
    return ratio.isNull()
        ? "null"
        : new BigDecimal(ratio.toString()).stripTrailingZeros().toPlainString();
  }

  @Test
  void withoutTeamNothingIsPlayed() throws IOException {
    assertEquals(1, run(List.of("--deals", write("deals.csv", DEALS).toString())));
    assertEquals(
        "nothing says who is in which team: add --team FILE or --settings FILE", err.toString());
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
    Path file = folder.resolve("none").resolve("report.json");
    assertEquals(1, run(arguments("--report", file.toString())));
    assertEquals("--report " + file + ": cannot be written", err.toString());
    assertFalse(Files.exists(file));
  }

  /** Figures taken from the file by other means. */
  @Test
  void firstHundredRowsOfThePublicDataSet() throws IOException {
    String data = System.getenv("SALESOPS_DATA");
    assumeTrue(data != null, "SALESOPS_DATA names no folder with public data sets");
    Path crm = Path.of(String.valueOf(data), "maven_crm");
    Path file = folder.resolve("report.json");
    List<String> rows = Files.readAllLines(crm.resolve("sales_pipeline.csv")).subList(0, 101);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--deals",
                write("pipeline.csv", String.join("\n", rows)).toString(),
                "--team",
                crm.resolve("sales_teams.csv").toString(),
                "--team-map",
                "rep=sales_agent",
                "--team-map",
                "region=regional_office",
                "--report",
                file.toString()));
    List.of(
            "id=opportunity_id",
            "owner=sales_agent",
            "stage=deal_stage",
            "amount=close_value",
            "created=engage_date",
            "closed=close_date")
        .forEach(map -> arguments.addAll(List.of("--map", map)));
    assertEquals(0, run(arguments), err::toString);
    JsonNode report = report(file);
    assertEquals(35, report.path("byRep").size());
    assertEquals("168318.00 71 17 12 0.806818", deals(report.path("company")));
    assertEquals("2370.676056", plain(report.at("/company/averageDealSize")));
    assertEquals("116.43662", plain(report.at("/company/averageCycleDays")));
    assertEquals(
        "{\"entries\":71,\"sum\":\"168318.00\",\"attainmentSum\":\"168318.00\"}",
        report.path("ledger").toString());
  }
}
