package salesops.cli.republish;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salesops.cli.console.OnInterrupt;
import salesops.cli.console.Progress;
import salesops.cli.console.Reply;
import salesops.cli.console.Resending;
import salesops.cli.console.Since;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.wiring.Wiring;

/** {@code salesops republish}: sends again what the tables' items tell. */
@Command(
    name = "republish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends the events again that the tables' items tell, after some were lost: a stream was not"
          + " read in time, or a rule or queue led nowhere.",
      "Shows how many there are and asks. Who heard of an event does nothing at its second copy, so"
          + " Ctrl-C does no harm, and the same command can be run again.",
      "Exit code 1 when it was stopped, or an event can never be published."
    })
public final class RepublishCommand implements Callable<Integer> {
  /** Events a second: a tenth of what the suite takes, so that no lead of the web waits for it. */
  private static final double RATE = 20;

  /** Events a second at most: half of what the suite takes. */
  private static final double RATE_MAX = 100;

  /** Keys of items that cannot be published, in the summary. */
  private static final int KEYS_SHOWN_MAX = 20;

  private final Function<String, Reply> ask;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection at = new Connection();

  @Option(
      names = "--since",
      required = true,
      paramLabel = "T",
      converter = Since.Reader.class,
      description =
          "events that happened from then on: 2026-11-03, 2026-11-03T14:00 or …T14:00Z; at most 14"
              + " days ago")
  private Since since = new Since("");

  @Option(
      names = "--until",
      paramLabel = "T",
      converter = Since.Reader.class,
      description = "and before then; default: up to now")
  private @Nullable Since until;

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "TABLE",
      description = "only what these tell, such as intake,scoring; default: all")
  private List<String> from = Wiring.republished();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "events a second, at most " + RATE_MAX + "; default: " + RATE)
  private double rate = RATE;

  @Option(names = "--dry-run", description = "only count")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  RepublishCommand() {
    this(Reply::atTerminal);
  }

  RepublishCommand(Function<String, Reply> ask) {
    this.ask = ask;
  }

  @Override
  public Integer call() {
    check();
    RepublishEvents work = work();
    RepublishEvents.Outcome found = told(work, work::count, "to send");
    if (dryRun || found.ended() != null || found.total() == 0) {
      return code(found);
    }
    Reply reply = yes ? Reply.YES : ask.apply(question(found.total()));
    if (reply != Reply.YES) {
      out()
          .println(
              reply == Reply.NO
                  ? "Nothing was sent."
                  : "Nothing was sent: there is no terminal to ask at. Add --yes to send them.");
      return 1;
    }
    out().println();
    return code(told(work, () -> send(work, found.total()), "sent"));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Runs one way through the tables and prints how far it came, also when it is stopped. */
  private RepublishEvents.Outcome told(
      RepublishEvents work, Supplier<RepublishEvents.Outcome> run, String done) {
    try (OnInterrupt _ = new OnInterrupt(work::stop)) {
      RepublishEvents.Outcome outcome = run.get();
      print(outcome, done);
      return outcome;
    }
  }

  private void check() {
    if (!(rate > 0 && rate <= RATE_MAX)) {
      throw new UserError("--rate " + rate + ": above 0, at most " + RATE_MAX);
    }
    for (String table : from) {
      if (!Wiring.republished().contains(table)) {
        throw new UserError(
            "--from " + table + ": one of " + String.join(", ", Wiring.republished()));
      }
    }
  }

  private RepublishEvents work() {
    ZoneId zone = at.suite().zone();
    Instant end = until == null ? null : until.in(zone);
    List<String> tables = Wiring.republished().stream().filter(from::contains).toList();
    return new RepublishEvents(at.suite(), tables, since.in(zone), end, rate, Resending.USUAL);
  }

  private static RepublishEvents.Outcome send(RepublishEvents work, long total) {
    try (Progress progress = Progress.of("events", (int) total)) {
      return work.send(progress::steps);
    }
  }

  private String question(long events) {
    return String.format(
        Locale.ROOT,
        "Send %d events again, in about %s?",
        events,
        Texts.age((long) Math.ceil(events / rate)));
  }

  private static int code(RepublishEvents.Outcome outcome) {
    return outcome.ended() == null && outcome.unpublishable().isEmpty() ? 0 : 1;
  }

  private void print(RepublishEvents.Outcome outcome, String done) {
    Table lines = new Table().text("table").text("event").number(done);
    outcome.events().forEach((table, types) -> add(lines, table, types));
    lines.line("", "", Long.toString(outcome.total()));
    PrintWriter out = out();
    lines.print(out);
    List<String> bad = outcome.unpublishable();
    if (!bad.isEmpty()) {
      out.println("Cannot be published, by table and key: " + bad.size());
      bad.stream().limit(KEYS_SHOWN_MAX).forEach(key -> out.println("  " + key));
      if (bad.size() > KEYS_SHOWN_MAX) {
        out.println("  … and " + (bad.size() - KEYS_SHOWN_MAX) + " more");
      }
    }
    if (outcome.ended() != null) {
      out.println(
          outcome.ended()
              + ", after "
              + outcome.looked()
              + " items. Run the same command again: what is sent twice changes nothing.");
    }
  }

  private static void add(Table lines, String table, Map<String, Long> types) {
    if (types.isEmpty()) {
      lines.line(table, "-", "0");
    }
    String name = table;
    for (Map.Entry<String, Long> type : types.entrySet()) {
      lines.line(name, type.getKey(), Long.toString(type.getValue()));
      name = "";
    }
  }
}
