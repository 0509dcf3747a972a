package salesops.cli.quota;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.cli.console.Table;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.quota.attainment.ListAttainment.Standings;
import salesops.quota.attainment.QuotaLine;

/** Prints how everybody stands. */
final class AttainmentTable {
  private AttainmentTable() {}

  static void print(AttainmentOn attainment, PrintWriter out) {
    List<Standings> all = attainment.standings();
    if (all.stream().allMatch(standings -> standings.lines().isEmpty())) {
      out.println(
          "No quota covers %s. Quotas belong in the settings, under quotas."
              .formatted(Options.day(attainment.day())));
      return;
    }
    String gap = "";
    for (Standings standings : all) {
      out.print(gap);
      out.println(heading(standings, attainment));
      table(standings.lines()).print(out);
      gap = System.lineSeparator();
    }
    if (attainment.asOf() != null) {
      out.println("As it was known on " + Options.moment(attainment.asOf()) + ".");
    }
  }

  private static String heading(Standings standings, AttainmentOn attainment) {
    long day = standings.period().from().until(attainment.day(), ChronoUnit.DAYS) + 1;
    long days = standings.period().from().until(standings.period().until(), ChronoUnit.DAYS);
    return "%s, day %d of %d (%d of %d working days)"
        .formatted(
            Options.days(standings.period()),
            Math.clamp(day, 0, days),
            days,
            standings.pace().gone(),
            standings.pace().all());
  }

  private static Table table(List<QuotaLine> lines) {
    Table table =
        new Table()
            .text("")
            .number("closed")
            .number("quota")
            .number("attained")
            .number("pace")
            .number("to go")
            .number("needed/day")
            .number("projected")
            .text("");
    for (QuotaLine line : lines) {
      table.line(
          name(line),
          line.attained().text(),
          money(line.quota()),
          percent(line.percent()),
          whole(line.pacePercent()),
          money(line.needed()),
          money(line.neededDaily()),
          line.quota() == null ? Options.NONE : money(line.projected()),
          remark(line));
    }
    return table;
  }

  private static String remark(QuotaLine line) {
    if (line.overAssignedPercent() != null) {
      return "members' quotas are " + percent(line.overAssignedPercent()) + " above the team's";
    }
    if (line.rampMonth() != null) {
      return "ramp: month " + line.rampMonth();
    }
    BigDecimal above = line.aboveMedian();
    return above == null || above.signum() == 0
        ? ""
        : above.abs().toPlainString()
            + (above.signum() > 0 ? " points above" : " points below")
            + " the team's median";
  }

  private static String money(@Nullable Money money) {
    return money == null ? Options.NONE : money.text();
  }

  private static String percent(@Nullable BigDecimal percent) {
    return percent == null ? Options.NONE : percent.toPlainString() + " %";
  }

  private static String whole(@Nullable BigDecimal percent) {
    return percent == null ? Options.NONE : percent.intValue() + " %";
  }

  private static String name(QuotaLine line) {
    RepId rep = line.rep();
    if (rep != null) {
      return "  " + rep.shortName();
    }
    return line.team() == null ? "company" : "team " + Objects.requireNonNull(line.team());
  }
}
