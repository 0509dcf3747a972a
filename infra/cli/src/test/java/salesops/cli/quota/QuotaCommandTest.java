package salesops.cli.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.Salesops;
import salesops.cli.suite.RunningSuite;
import salesops.cli.suite.StubSuite;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.quota.QuotaOperation.Damage;
import salesops.quota.QuotaOperation.Verified;
import salesops.quota.attainment.Attainment;
import salesops.quota.attainment.ListAttainment.Standings;
import salesops.quota.attainment.Pace;
import salesops.quota.attainment.QuotaLine;
import salesops.quota.ledger.Slot;
import salesops.quota.ledger.Sums;
import salesops.quota.ledger.VerifyLedger.Difference;
import salesops.quota.people.RepKey;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;
import tools.jackson.core.type.TypeReference;

class QuotaCommandTest {
  private static final Period QUARTER =
      new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2027, 2, 1));

  private final StringWriter out = new StringWriter();
  private final PrintWriter printer = new PrintWriter(out, true);

  @AfterEach
  void forgetHome() {
    System.clearProperty("salesops.home");
  }

  private static QuotaLine line(
      @Nullable String rep, String attained, @Nullable String quota, @Nullable Integer ramp) {
    Attainment figures = new Attainment(minor(attained), quota == null ? 0 : minor(quota));
    Pace pace = new Pace(44, 65);
    Money none = quota == null ? null : money(figures.neededMinor());
    return new QuotaLine(
        rep == null ? null : new RepId(rep + "@northwind.example"),
        "emea",
        QUARTER.from(),
        QUARTER.until(),
        money(minor(attained)),
        quota == null ? null : money(minor(quota)),
        figures.percent().orElse(null),
        none,
        pace.percent(figures).orElse(null),
        quota == null ? null : money(pace.neededDailyMinor(figures).orElseThrow()),
        money(pace.projectedMinor(figures).orElseThrow()),
        null,
        rep == null ? null : new BigDecimal("-2.5"),
        ramp,
        3);
  }

  private static long minor(String amount) {
    return Money.parse(amount, "GBP").minor();
  }

  private static Money money(long minor) {
    return new Money(minor, "GBP");
  }

  @Test
  void showsTeamsWithTheirRepsByPeriod() {
    AttainmentOn answer =
        new AttainmentOn(
            LocalDate.of(2026, 12, 31),
            null,
            "Europe/London",
            List.of(
                new Standings(
                    QUARTER,
                    new Pace(44, 65),
                    List.of(
                        line(null, "612400", "700000", null),
                        line("ana", "301200.50", "320000", null),
                        line("ben", "100", null, null),
                        line("chloe", "141200", "200000", 4)))));
    AttainmentTable.print(answer, printer);
    assertEquals(
        """
        1 Nov 2026 – 31 Jan 2027, day 61 of 92 (44 of 65 working days)
                        closed     quota  attained   pace       to go  needed/day    projected
        team emea     £612,400  £700,000    87.5 %  129 %     £87,600   £4,171.43  £904,681.82
          ana      £301,200.50  £320,000    94.1 %  139 %  £18,799.50     £895.21  £444,955.28  2.5 points below the team's median
          ben             £100         -         -      -           -           -            -  2.5 points below the team's median
          chloe       £141,200  £200,000    70.6 %  104 %     £58,800      £2,800  £208,590.91  ramp: month 4
        """,
        out.toString().replaceAll(" +\n", "\n"));
  }

  @Test
  void verifiesPageByPageAndNamesRepMonthAndBothSums() {
    List<Map<String, Object>> requests = new ArrayList<>();
    Slot ana = new Slot(2026, "emea", new RepKey("k1"));
    Damage damage =
        new Damage(
            "ana@northwind.example",
            LocalDate.of(2026, 11, 1),
            money(3_100),
            money(3_000),
            new Difference.Month(ana, 9, new Sums(3_100, 0, 1), new Sums(3_000, 0, 1)));
    StubSuite suite =
        new StubSuite(
            request -> {
              requests.add(request);
              Map<String, Object> answer =
                  Json.MAPPER.convertValue(
                      requests.size() == 1
                          ? new Verified(2, 0, 5, List.of(), "c")
                          : new Verified(1, 4, 2, List.of(damage), null),
                      new TypeReference<>() {});
              answer.put("ok", true);
              return answer;
            });
    assertEquals(1, QuotaCommand.verify(suite, printer));
    assertEquals("c", requests.getLast().get("cursor"));
    assertEquals(
        """
        The ledger doesn't add up (7 entries, 3 counters, 4 deals):
        rep                                           should be  entries say
        ana@northwind.example  month from 2026-11-01        £31          £30  the counter differs
        """,
        out.toString().replaceAll(" +\n", "\n"));
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
      assertEquals("The ledger adds up: 0 entries, 0 counters, 0 deals.", out.toString().strip());
      assertEquals(0, run("quota", "--on", "2020-01-31"), out.toString());
      assertTrue(out.toString().startsWith("No quota covers 31 Jan 2020."), out.toString());
      assertEquals(0, run("leaderboard"), out.toString());
      assertTrue(out.toString().contains("0 of 11 reps with a quota"), out.toString());
      assertEquals(0, run("statement", "ana@northwind.example"), out.toString());
      assertEquals(0, run("contests"), out.toString());
      assertEquals(0, run("quota", "goals"), out.toString());
      assertEquals(0, run("quota", "held"), out.toString());
      assertTrue(out.toString().contains("No won deal is waiting"), out.toString());
      assertEquals(1, run("quota", "close", "2026-Q4"), out.toString());
      assertTrue(out.toString().contains("is not over everywhere"), out.toString());
      assertEquals(1, run("quota", "erase", "ana@northwind.example"), out.toString());
    }
  }
}
