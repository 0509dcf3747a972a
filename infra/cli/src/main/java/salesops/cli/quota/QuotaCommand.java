package salesops.cli.quota;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import salesops.cli.console.Table;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.model.RepId;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.quota.QuotaOperation.Line;
import salesops.quota.QuotaOperation.ListAttainment;
import salesops.quota.QuotaOperation.Mismatch;
import salesops.quota.QuotaOperation.Verified;
import salesops.quota.QuotaOperation.VerifyLedger;

/** {@code salesops quota}: attainment of reps and teams, and whether the ledger adds up. */
@Command(
    name = "quota",
    mixinStandardHelpOptions = true,
    description = {
      "Show how much of their quota reps and teams have attained.",
      "A rep's deals and overlay credits count for the rep; only deals count for the team."
    })
public final class QuotaCommand implements Callable<Integer> {
  /** Calls of one verification: each goes over a thousand items. */
  private static final int CALLS_MAX = 10_000;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US);
  private static final String NONE = "-";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection at = new Connection();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      converter = DayReader.class,
      description = "quotas whose period includes this day, such as 2026-11-03; default: today")
  private @Nullable LocalDate day;

  @Override
  public Integer call() {
    print(at.suite().ask(new ListAttainment(day)), spec.commandLine().getOut());
    return 0;
  }

  static void print(AttainmentOn attainment, PrintWriter out) {
    if (attainment.lines().isEmpty()) {
      out.println(
          "No quota covers %s. Quotas belong in the settings, under quotas."
              .formatted(DAY.format(attainment.day())));
      return;
    }
    Map<String, List<Line>> periods = new LinkedHashMap<>();
    for (Line line : attainment.lines()) {
      String heading = heading(line, attainment.day());
      periods.computeIfAbsent(heading, period -> new ArrayList<>()).add(line);
    }
    String gap = "";
    for (Map.Entry<String, List<Line>> period : periods.entrySet()) {
      out.print(gap);
      out.println(period.getKey());
      table(period.getValue()).print(out);
      gap = System.lineSeparator();
    }
  }

  private static String heading(Line line, LocalDate day) {
    return "%s – %s, day %d of %d"
        .formatted(
            DAY.format(line.from()),
            DAY.format(line.until().minusDays(1)),
            line.from().until(day, ChronoUnit.DAYS) + 1,
            line.from().until(line.until(), ChronoUnit.DAYS));
  }

  private static Table table(List<Line> lines) {
    Table table =
        new Table().text("").number("closed").number("quota").number("attained").number("to go");
    for (Line line : lines) {
      BigDecimal percent = line.percent();
      table.line(
          name(line),
          line.attained().text(),
          line.quota().text(),
          percent == null ? NONE : percent.toPlainString() + " %",
          line.needed().text());
    }
    return table;
  }

  private static String name(Line line) {
    RepId rep = line.rep();
    return rep == null ? "team " + Objects.requireNonNull(line.team()) : "  " + rep.shortName();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Check that every rep's entries are numbered without gaps and add up to the totals.",
        "It reads the whole ledger; deals may close meanwhile. Exit code 1 when they don't."
      })
  int verify(@Mixin Connection ledger) {
    return verify(ledger.suite(), spec.commandLine().getOut());
  }

  static int verify(Suite suite, PrintWriter out) {
    long months = 0;
    long entries = 0;
    List<Mismatch> mismatches = new ArrayList<>();
    String cursor = null;
    for (int call = 1; call == 1 || cursor != null; call++) {
      if (call > CALLS_MAX) {
        throw new UserError("The ledger is too large to verify in " + CALLS_MAX + " calls");
      }
      Verified part = suite.ask(new VerifyLedger(cursor));
      months += part.months();
      entries += part.entries();
      mismatches.addAll(part.mismatches());
      cursor = part.cursor();
    }
    String totals = count(months, "monthly total", "monthly totals");
    if (mismatches.isEmpty()) {
      out.printf("The ledger adds up: %s, %s.%n", count(entries, "entry", "entries"), totals);
      return 0;
    }
    out.printf(
        Locale.ROOT,
        "The ledger doesn't add up: %,d of %s %s from the entries.%n",
        mismatches.size(),
        totals,
        mismatches.size() == 1 ? "differs" : "differ");
    table(mismatches, out);
    return 1;
  }

  private static String count(long number, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
  }

  private static void table(List<Mismatch> mismatches, PrintWriter out) {
    Table table =
        new Table()
            .text("rep")
            .text("month")
            .text("")
            .number("entries")
            .number("revenue")
            .number("overlay");
    for (Mismatch each : mismatches) {
      table.line(
          each.rep().email(),
          each.month().toString(),
          "total",
          Long.toString(each.counted().entries()),
          each.counted().revenue().text(),
          each.counted().overlay().text());
      table.line(
          "",
          "",
          "sum of entries",
          Long.toString(each.entered().entries()),
          each.entered().revenue().text(),
          each.entered().overlay().text());
    }
    table.print(out);
  }

  /** A calendar date, refused before anything is asked. */
  private static final class DayReader implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' must be a date such as 2026-11-03");
      }
    }
  }
}
