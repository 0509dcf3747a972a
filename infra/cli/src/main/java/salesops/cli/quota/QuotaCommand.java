package salesops.cli.quota;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Progress;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.model.deal.Money;
import salesops.quota.QuotaOperation.ClosePeriod;
import salesops.quota.QuotaOperation.Closing;
import salesops.quota.QuotaOperation.Damage;
import salesops.quota.QuotaOperation.Entries;
import salesops.quota.QuotaOperation.Erase;
import salesops.quota.QuotaOperation.Goals;
import salesops.quota.QuotaOperation.HeldDeal;
import salesops.quota.QuotaOperation.HeldDeals;
import salesops.quota.QuotaOperation.ListAttainment;
import salesops.quota.QuotaOperation.ListEntries;
import salesops.quota.QuotaOperation.ListHeld;
import salesops.quota.QuotaOperation.Restate;
import salesops.quota.QuotaOperation.Restated;
import salesops.quota.QuotaOperation.ShowGoals;
import salesops.quota.QuotaOperation.Verified;
import salesops.quota.QuotaOperation.VerifyLedger;
import salesops.quota.commission.Closed;
import salesops.quota.goals.ListGoals.GoalLine;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.VerifyLedger.Difference;

/** {@code salesops quota}: attainment, the ledger behind it, and closing periods. */
@Command(
    name = "quota",
    mixinStandardHelpOptions = true,
    description = {
      "Show how much of their quota reps and teams have attained.",
      "A rep's deals and overlay credits count for the rep; only deals count for the team."
    })
public final class QuotaCommand implements Callable<Integer> {
  /** Calls of one verification: each goes over hundreds of items. */
  private static final int CALLS_MAX = 100_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection at = new Connection();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      converter = Options.DayReader.class,
      description = "on the evening of this day, such as 2026-11-03; default: today")
  private @Nullable LocalDate day;

  @Option(
      names = "--period",
      paramLabel = "PERIOD",
      description =
          "a month (2026-07), quarter (2026-Q3) or year (2026); default: all that have a quota on"
              + " that day")
  private @Nullable String period;

  @Option(
      names = "--as-of",
      paramLabel = "T",
      converter = Options.MomentReader.class,
      description = "as it was known then: 2026-09-30 (the end of that day) or 2026-09-30T18:00Z")
  private @Nullable Instant asOf;

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Override
  public Integer call() {
    AttainmentTable.print(at.suite().ask(new ListAttainment(day, period, asOf)), out());
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Check that every rep's entries are numbered without gaps, add up to the totals, and are"
            + " what stands of each deal.",
        "It reads the whole ledger; deals may close meanwhile. Exit code 1 when they don't."
      })
  int verify(@Mixin Connection ledger) {
    return verify(ledger.suite(), out());
  }

  static int verify(Suite suite, PrintWriter out) {
    long counters = 0;
    long deals = 0;
    long entries = 0;
    List<Damage> damages = new ArrayList<>();
    String cursor = null;
    for (int call = 1; call == 1 || cursor != null; call++) {
      if (call > CALLS_MAX) {
        throw new UserError("The ledger is too large to verify in " + CALLS_MAX + " calls");
      }
      Verified part = suite.ask(new VerifyLedger(cursor));
      counters += part.counters();
      deals += part.deals();
      entries += part.entries();
      damages.addAll(part.damages());
      cursor = part.cursor();
    }
    String totals =
        "%s, %s, %s"
            .formatted(
                count(entries, "entry", "entries"),
                count(counters, "counter", "counters"),
                count(deals, "deal", "deals"));
    if (damages.isEmpty()) {
      out.printf("The ledger adds up: %s.%n", totals);
      return 0;
    }
    out.printf("The ledger doesn't add up (%s):%n", totals);
    table(damages).print(out);
    return 1;
  }

  private static String count(long number, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
  }

  private static Table table(List<Damage> damages) {
    Table table =
        new Table().text("rep").text("").number("should be").number("entries say").text("");
    for (Damage each : damages) {
      switch (each.what()) {
        case Difference.Gap gap ->
            table.line(
                each.rep(),
                "entries",
                Long.toString(gap.counted()),
                Long.toString(gap.found()),
                "numbers are missing");
        case Difference.Month _ ->
            table.line(
                each.rep(),
                "month from " + each.month(),
                each.counted().text(),
                each.entered().text(),
                "the counter differs");
        case Difference.OfDeal deal ->
            table.line(
                each.rep(),
                "deal " + deal.deal(),
                each.counted().text(),
                each.entered().text(),
                "what stands differs");
      }
    }
    return table;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "List won deals that are in no total, and what each one lacks.")
  int held(@Mixin Connection ledger) {
    HeldDeals held = ledger.suite().ask(new ListHeld());
    if (held.deals().isEmpty()) {
      out().println("No won deal is waiting for anything.");
      return 0;
    }
    Table table = new Table().text("deal").text("account").number("amount").text("closed").text("");
    for (HeldDeal deal : held.deals()) {
      table.line(
          deal.deal().value(),
          deal.account(),
          deal.amount().text(),
          Options.day(deal.closed()),
          switch (deal.reason()) {
            case NO_OWNER -> "has no owner who is a rep: give it to one";
            case NO_RATE ->
                "no exchange rate for " + deal.amount().currency() + ": add one to the settings";
          });
    }
    table.print(out());
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "List the ledger's entries of a rep, in the order they were recorded.")
  int entries(
      @Mixin Connection ledger,
      @Parameters(paramLabel = "EMAIL") String rep,
      @Option(
              names = "--period",
              paramLabel = "PERIOD",
              description = "by close date; default: this quarter")
          @Nullable String of) {
    Entries found = ledger.suite().ask(new ListEntries(Texts.rep(rep), of));
    if (found.entries().isEmpty()) {
      out().printf("%s has no entries, %s.%n", rep, Options.days(found.period()));
      return 0;
    }
    Table table =
        new Table()
            .text("closed")
            .text("deal")
            .number("version")
            .text("")
            .number("amount")
            .number("deal's amount")
            .number("rate")
            .text("team")
            .text("recorded");
    for (Entry entry : found.entries()) {
      table.line(
          Options.day(entry.share().closed()),
          entry.deal().value(),
          Integer.toString(entry.version()),
          kind(entry),
          new Money(entry.share().minor(), found.currency()).decimal(),
          entry.original().text(),
          Options.orNone(entry.rate(), ""),
          entry.slot().team(),
          Options.moment(entry.recordedAt()));
    }
    table.print(out());
    return 0;
  }

  private static String kind(Entry entry) {
    String kind =
        entry.kind() == Entry.Kind.CREDIT
            ? entry.share().kind().name().toLowerCase(Locale.ROOT)
            : "reversal";
    return switch (entry.cause()) {
      case DEAL -> kind;
      case SETTINGS -> kind + ", new settings";
      case RESTATED -> kind + ", " + entry.event();
    };
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Close a period: make its statements final. Later corrections go into the next statement.",
        "Closing again changes nothing."
      })
  int close(
      @Mixin Connection ledger,
      @Parameters(paramLabel = "PERIOD", description = "2026-07, 2026-Q3 or 2026") String name,
      @Option(
              names = "--even-so",
              paramLabel = "REASON",
              description = "although won deals of the period count for nobody yet")
          @Nullable String evenSo) {
    Suite suite = ledger.suite();
    Closing closing = suite.ask(new ClosePeriod(name, evenSo, ledger.actor(), 0));
    if (closing.closed() == null) {
      try (Progress progress = Progress.of("statements of reps", closing.all())) {
        int done = 0;
        while (closing.closed() == null) {
          progress.steps(closing.reps() - done);
          done = closing.reps();
          closing = suite.ask(new ClosePeriod(name, evenSo, ledger.actor(), done));
        }
      }
    }
    Closed closed = Objects.requireNonNull(closing.closed());
    out()
        .printf(
            "%s %s: %s, %s to pay.%s%n",
            closing.name(),
            closing.before()
                ? "is already closed, by " + closed.by() + " on " + Options.moment(closed.at())
                : "is closed",
            count(closed.statements(), "statement", "statements"),
            new Money(closed.paidMinor(), closing.currency()).text(),
            closed.held().isEmpty()
                ? ""
                : " Held: " + closed.held() + " (" + closed.evenSo() + ").");
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Convert a period's won deals in other currencies again, at the rates of today.",
        "The differences are adjustments; nothing that was booked is rewritten."
      })
  int restate(
      @Mixin Connection ledger,
      @Parameters(paramLabel = "PERIOD") String name,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    Restated restated = ledger.suite().ask(new Restate(name, reason, ledger.actor()));
    out()
        .printf(
            "%s of %s changed.%n", restated.changed(), count(restated.looked(), "deal", "deals"));
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Show the goals of a day, its week and its month, and how far reps have come.")
  int goals(
      @Mixin Connection ledger,
      @Option(names = "--on", paramLabel = "DATE", converter = Options.DayReader.class)
          @Nullable LocalDate on) {
    Goals goals = ledger.suite().ask(new ShowGoals(on));
    if (goals.lines().isEmpty()) {
      out().println("There are no goals. They belong in the settings, under goals.");
      return 0;
    }
    Table table =
        new Table().text("rep").text("goal").text("").number("done").number("of").text("");
    for (GoalLine line : goals.lines()) {
      table.line(
          line.rep().shortName(),
          line.metric().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          "a " + line.each().name().toLowerCase(Locale.ROOT),
          Long.toString(line.done()),
          Integer.toString(line.goal()),
          line.done() >= line.goal() ? "✓" : "");
    }
    table.print(out());
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Forget the name of a rep who left. Figures and statements stay, under a pseudonym.",
        "This cannot be undone."
      })
  int erase(
      @Mixin Connection ledger,
      @Parameters(paramLabel = "EMAIL") String rep,
      @Option(names = "--yes", description = "don't ask") boolean yes) {
    if (!yes) {
      throw new UserError("Nothing was erased. Add --yes to forget " + rep + " for good");
    }
    String name = ledger.suite().ask(new Erase(Texts.rep(rep))).pseudonym();
    out().printf("%s is now %s.%n", rep, name);
    return 0;
  }
}
