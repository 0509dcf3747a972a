package salesops.cli.replay;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.demo.Prices;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.QuotaOperation.Leaders;
import salesops.quota.QuotaOperation.ShowLeaderboard;
import salesops.quota.attainment.ListAttainment.Place;
import salesops.replay.history.History;
import salesops.replay.history.History.Unread;
import salesops.replay.history.HistoryReport;
import salesops.replay.history.HistoryReport.InPeriod;
import salesops.replay.history.HistoryReport.Standing;
import salesops.testkit.metering.Meter;

/** One screen about a replay of a company's past. */
record HistoryScreen(
    Path file,
    History history,
    HistoryReport report,
    Leaders leaders,
    Meter.Use used,
    int changes,
    int closings,
    int deadLetters,
    long millis) {
  private static final int LINES_MAX = 10;
  private static final String NONE = "-";

  static HistoryScreen of(Path file, HistoryRun run, HistoryReport report, long millis) {
    History history = run.history();
    FiscalCalendar calendar = FiscalCalendar.of(history.settings().company());
    Period last = calendar.quarter(history.timeline().until().minusDays(1));
    Meter.Use used = run.suite().meter().total();
    return new HistoryScreen(
        file,
        history,
        report,
        run.ask(new ShowLeaderboard(calendar.name(last).orElse(last.from().toString()), null)),
        used,
        run.changes(),
        run.closings(),
        run.suite().deadLetters().values().stream().mapToInt(List::size).sum(),
        millis);
  }

  void print(PrintWriter out) {
    rows(out);
    out.println();
    company(out);
    out.println();
    quarters(out);
    out.println();
    teams(out);
    out.println();
    leaderboard(out);
    out.println();
    rest(out);
  }

  private void rows(PrintWriter out) {
    LocalDate from = history.timeline().from();
    LocalDate until = history.timeline().until();
    line(
        out,
        "Replay of %s · %s – %s, %,d days, %s, in %s",
        file.getFileName(),
        Texts.day(from),
        Texts.day(until.minusDays(1)),
        history.timeline().length(),
        history.settings().company().zone(),
        currency() + (history.currencySaid() ? "" : " (nothing says the currency: --currency)"));
    line(
        out,
        "Rows       %,d used + %,d unread = %,d rows%s",
        history.rows() - report.unread().size(),
        report.unread().size(),
        history.rows(),
        history.timeline().outside() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " · %,d of the used are outside the days played",
                history.timeline().outside()));
    report.unread().stream().limit(LINES_MAX).forEach(each -> unread(out, each));
    if (report.unread().size() > LINES_MAX) {
      line(out, "  … and %,d more (--report)", report.unread().size() - LINES_MAX);
    }
    String notes =
        history.notes().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey().words()))
            .collect(Collectors.joining(" · "));
    if (!notes.isEmpty()) {
      line(out, "Used, too  %s", notes);
    }
    List<String> unknown = history.roster().unknownOwners();
    if (!unknown.isEmpty()) {
      line(
          out,
          "Unknown    %,d owners, now in team unknown: %s%s",
          unknown.size(),
          unknown.stream().limit(LINES_MAX).collect(Collectors.joining(", ")),
          unknown.size() > LINES_MAX ? ", …" : "");
    }
  }

  private static void unread(PrintWriter out, Unread each) {
    line(out, "  row %d: %s", each.row(), each.reason());
  }

  private void company(PrintWriter out) {
    Standing all = report.company();
    line(
        out,
        "Deals      %,d won · %,d lost · %,d open · win rate %s",
        all.won(),
        all.lost(),
        all.open(),
        percent(all.winRate()));
    line(
        out,
        "           %s won · %s a deal · %s days from creation to win",
        money(all.revenue()),
        all.averageDealSize() == null ? NONE : money(all.averageDealSize().toPlainString()),
        all.averageCycleDays() == null
            ? NONE
            : all.averageCycleDays().setScale(1, RoundingMode.HALF_UP).toPlainString());
  }

  private void quarters(PrintWriter out) {
    Table table =
        new Table()
            .text("Quarter")
            .number("revenue")
            .number("quota")
            .number("attained")
            .number("reps at quota")
            .number("commission");
    report
        .company()
        .byQuarter()
        .forEach(
            (name, quarter) ->
                table.line(
                    cells(
                        name,
                        quarter,
                        percent(report.quotaAttainmentRate().byQuarter().get(name)))));
    table.print(out);
  }

  private String[] cells(String name, InPeriod figures, String rate) {
    return new String[] {
      name,
      money(figures.revenue()),
      orNone(figures.quota()),
      percent(figures.attainment()),
      rate,
      orNone(figures.commission())
    };
  }

  private void teams(PrintWriter out) {
    Table table =
        new Table()
            .text("Team")
            .number("won")
            .number("lost")
            .number("open")
            .number("revenue")
            .number("quota")
            .number("attained")
            .number("commission");
    for (Map.Entry<String, Standing> team : report.byTeam().entrySet()) {
      Standing it = team.getValue();
      table.line(
          team.getKey(),
          Long.toString(it.won()),
          Long.toString(it.lost()),
          Long.toString(it.open()),
          money(it.revenue()),
          orNone(it.quota()),
          percent(it.attainment()),
          orNone(it.commission()));
    }
    table.print(out);
  }

  private void leaderboard(PrintWriter out) {
    line(out, "Leaderboard %s, by revenue", leaders.name());
    Table table =
        new Table()
            .number("")
            .text("rep")
            .text("team")
            .number("revenue")
            .number("deals")
            .number("attained")
            .number("commission");
    List<Place> places = leaders.places();
    for (Place place : places.subList(0, Math.min(LINES_MAX, places.size()))) {
      var rep = Objects.requireNonNull(place.line().rep());
      Standing standing = report.byRep().get(history.roster().key(rep));
      InPeriod quarter = standing == null ? null : standing.byQuarter().get(leaders.name());
      table.line(
          Integer.toString(place.rank()),
          history.roster().name(rep),
          Texts.orEmpty(place.line().team()),
          place.revenue().text(),
          Long.toString(place.line().deals()),
          percent(quarter == null ? null : quarter.attainment()),
          orNone(quarter == null ? null : quarter.commission()));
    }
    table.print(out);
    if (places.size() > LINES_MAX) {
      line(out, "… and %,d more reps (--report has all)", places.size() - LINES_MAX);
    }
  }

  private void rest(PrintWriter out) {
    String commission = report.company().commission();
    line(
        out,
        "Commission %s",
        commission == null
            ? "none: no plan applies (--plans)"
            : String.format(
                Locale.ROOT, "%s in all · %,d periods closed", money(commission), closings));
    line(out, "Response   none: there are no leads");
    line(
        out,
        "Ledger     %,d entries, %s; %s",
        report.ledger().entries(),
        money(report.ledger().sum()),
        report.ledger().addsUp()
            ? "attainment of all months adds up to the same ✓"
            : "attainment of all months adds up to "
                + money(report.ledger().attainmentSum())
                + " ✗");
    if (!report.held().isEmpty()) {
      line(
          out,
          "Held       %,d won deals count for nobody: %s%s",
          report.held().size(),
          report.held().stream()
              .limit(LINES_MAX)
              .map(held -> held.deal() + " " + held.reason().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ")),
          report.held().size() > LINES_MAX ? ", …" : "");
    }
    if (deadLetters > 0) {
      line(out, "Dead       %,d messages are in dead-letter queues", deadLetters);
    }
    line(
        out,
        "Calls      %,d changes in %,d requests · %,d calls · %,.0f write units · %,.0f read units"
            + " = $%.2f per million changes",
        changes,
        used.httpRequests(),
        used.calls(),
        used.writeUnits(),
        used.readUnits(),
        Prices.dollarsPerMillion(used, changes));
    line(
        out,
        "Time       %,d ms, %.1f ms a change",
        millis,
        changes == 0 ? 0.0 : (double) millis / changes);
  }

  private String currency() {
    return history.settings().company().currency();
  }

  private String money(String decimal) {
    return Money.of(new BigDecimal(decimal), currency()).text();
  }

  private String orNone(@Nullable String decimal) {
    return decimal == null ? NONE : money(decimal);
  }

  private static String percent(@Nullable BigDecimal ratio) {
    return ratio == null
        ? NONE
        : ratio.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
  }

  private static void line(PrintWriter out, String format, @Nullable Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
