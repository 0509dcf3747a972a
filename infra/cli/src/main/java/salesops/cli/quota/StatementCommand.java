package salesops.cli.quota;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.quota.QuotaOperation.Answer;
import salesops.quota.QuotaOperation.Ask;
import salesops.quota.QuotaOperation.ShowStatement;
import salesops.quota.QuotaOperation.Shown;
import salesops.quota.QuotaOperation.StatementsOf;
import salesops.quota.commission.Question;
import salesops.quota.commission.Statement;
import salesops.quota.commission.Statement.Adjustment;
import salesops.quota.commission.Statement.Line;
import salesops.quota.commission.Statement.RatedPart;

/** {@code salesops statement}: what a rep earned, line by line, and questions about it. */
@Command(
    name = "statement",
    mixinStandardHelpOptions = true,
    description = {
      "Show what a rep earned in a period, line by line, each with its deal.",
      "With --deal and --closes: what it would be if that deal were won. Nothing is stored."
    })
public final class StatementCommand implements Callable<Integer> {
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.US);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection at = new Connection();

  @Parameters(index = "0", arity = "0..1", paramLabel = "EMAIL", description = "the rep")
  private @Nullable String rep;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PERIOD",
      description = "2026-07, 2026-Q3 or 2026; default: this month")
  private @Nullable String period;

  @Option(
      names = "--as-of",
      paramLabel = "T",
      converter = Options.MomentReader.class,
      description = "as it was known then")
  private @Nullable Instant asOf;

  @Option(names = "--deal", paramLabel = "ID", description = "as if this deal were won")
  private @Nullable String deal;

  @Option(
      names = "--closes",
      paramLabel = "DATE",
      converter = Options.DayReader.class,
      description = "the day on which it would be won")
  private @Nullable LocalDate closes;

  @Override
  public Integer call() {
    if (rep == null) {
      throw new UserError("Say whose statement: salesops statement EMAIL [PERIOD]");
    }
    if ((deal == null) != (closes == null)) {
      throw new UserError("--deal and --closes belong together: --deal D-1042 --closes 2026-12-18");
    }
    StatementsOf found =
        at.suite()
            .ask(
                new ShowStatement(
                    Texts.rep(rep), period, asOf, deal == null ? null : new DealId(deal), closes));
    print(found, spec.commandLine().getOut());
    return 0;
  }

  static void print(StatementsOf found, PrintWriter out) {
    if (found.statements().isEmpty()) {
      out.printf(
          "%s has no commission plan, %s. Plans belong in the settings, under plans.%n",
          found.name(), Options.days(found.period()));
      return;
    }
    String gap = "";
    for (Shown shown : found.statements()) {
      out.print(gap);
      print(shown, found, out);
      gap = System.lineSeparator();
    }
    if (!found.questions().isEmpty()) {
      out.println();
      found.questions().forEach(question -> print(question, found.currency(), out));
    }
  }

  private static void print(Shown shown, StatementsOf found, PrintWriter out) {
    Statement statement = shown.statement();
    out.printf(
        "Statement  %s · %s · plan \"%s\" from %s · %s%n",
        found.name(),
        shown.name(),
        statement.plan().name(),
        Options.day(statement.plan().from()),
        shown.hash() == null ? "open" : "final, hash " + shown.hash().substring(0, 12) + "…");
    out.printf(
        "Quota      %s, attained %s%n",
        statement.quotaMinor() == null ? "none" : money(statement.quotaMinor(), found.currency()),
        money(statement.attainedMinor(), found.currency()));
    Table table =
        new Table().text("").text("").text("").number("credit").text("").number("commission");
    for (Line line : statement.lines()) {
      table.line(
          SHORT.format(line.closed()),
          line.label(),
          line.deal().value(),
          decimal(line.creditMinor(), found.currency()),
          rates(line, found.currency()),
          decimal(line.minor(), found.currency()));
    }
    for (Adjustment adjustment : statement.adjustments()) {
      DealId of = adjustment.deal();
      table.line(
          "adjusted",
          adjustment.label(),
          of == null ? "" : of.value(),
          "",
          reason(adjustment, found.currency()),
          decimal(adjustment.minor(), found.currency()));
    }
    if (statement.lines().isEmpty() && statement.adjustments().isEmpty()) {
      out.println("No credits yet.");
    } else {
      table.print(out);
    }
    out.println(totals(statement, found.currency()));
    if (statement.evenSo() != null) {
      out.printf(
          "Closed although %s counted for nobody yet: %s%n",
          statement.held().stream().map(DealId::value).collect(Collectors.joining(", ")),
          statement.evenSo());
    }
  }

  private static String totals(Statement statement, String currency) {
    List<String> parts = new ArrayList<>();
    parts.add("earned " + decimal(statement.earnedMinor(), currency));
    parts.add("adjustments " + decimal(statement.adjustedMinor(), currency));
    if (statement.overCapMinor() != 0) {
      parts.add("over the cap " + decimal(statement.overCapMinor(), currency));
    }
    if (statement.plan().draw() != null || statement.owedMinor() != 0) {
      parts.add("draw " + decimal(statement.drawMinor(), currency));
      parts.add("repaid " + decimal(statement.repaidMinor(), currency));
      parts.add("owed " + decimal(statement.owedMinor(), currency));
    }
    parts.add(
        "carried "
            + decimal(-statement.carriedInMinor(), currency)
            + (statement.carriedOutMinor() == 0
                ? ""
                : ", to the next " + decimal(-statement.carriedOutMinor(), currency)));
    parts.add("paid " + decimal(statement.paidMinor(), currency));
    return String.join("   ", parts);
  }

  private static String rates(Line line, String currency) {
    return line.rates().stream()
        .map(part -> rate(part, currency))
        .collect(Collectors.joining(", "));
  }

  private static String rate(RatedPart part, String currency) {
    return part.ratePercent().stripTrailingZeros().toPlainString()
        + " % of "
        + decimal(part.minor(), currency)
        + (part.product() == null ? "" : " " + part.product());
  }

  private static String reason(Adjustment adjustment, String currency) {
    return switch (adjustment.reason()) {
      case RESTATED ->
          "statement from %s said %s"
              .formatted(Options.day(adjustment.of()), decimal(adjustment.statedMinor(), currency));
      case KEPT_AFTER_CLAWBACK_WINDOW ->
          "statement from %s stands: taken back after the clawback window"
              .formatted(Options.day(adjustment.of()));
      case ANSWERED -> "answer to question " + adjustment.question();
    };
  }

  private static void print(Question question, String currency, PrintWriter out) {
    out.printf(
        "Question %d about %s (%s): %s%n",
        question.number(),
        question.deal(),
        Options.day(LocalDate.ofInstant(question.askedAt(), ZoneOffset.UTC)),
        question.text());
    Question.Answer answer = question.answer();
    if (answer != null) {
      out.printf(
          "  answered by %s: %s%s%n",
          answer.by(),
          answer.text(),
          answer.minor() == 0 ? "" : " (" + decimal(answer.minor(), currency) + ")");
    }
  }

  private static String money(long minor, String currency) {
    return new Money(minor, currency).text();
  }

  private static String decimal(long minor, String currency) {
    BigDecimal major = BigDecimal.valueOf(minor, Money.digits(currency));
    return String.format(Locale.ROOT, "%,." + Money.digits(currency) + "f", major)
        .replace("-", "−");
  }

  @Command(mixinStandardHelpOptions = true, description = "Question a line of a statement.")
  int ask(
      @Mixin Connection ledger,
      @Parameters(index = "0", paramLabel = "EMAIL") String of,
      @Parameters(index = "1", paramLabel = "PERIOD") String in,
      @Parameters(index = "2", paramLabel = "DEAL") String line,
      @Parameters(index = "3", paramLabel = "TEXT") String text) {
    Question question =
        ledger.suite().ask(new Ask(Texts.rep(of), in, new DealId(line), text)).question();
    spec.commandLine().getOut().printf("Question %d is open.%n", question.number());
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Answer a question; an amount is an adjustment of the next statement.")
  int answer(
      @Mixin Connection ledger,
      @Parameters(index = "0", paramLabel = "EMAIL") String of,
      @Parameters(index = "1", paramLabel = "NUMBER") int number,
      @Parameters(index = "2", paramLabel = "TEXT") String text,
      @Option(names = "--amount", paramLabel = "AMOUNT", description = "such as 120 or -12.50")
          @Nullable String amount) {
    ledger.suite().ask(new Answer(Texts.rep(of), number, text, amount, ledger.actor()));
    spec.commandLine().getOut().printf("Question %d is answered.%n", number);
    return 0;
  }
}
