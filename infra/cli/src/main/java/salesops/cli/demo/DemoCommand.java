package salesops.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salesops.cli.console.LogFile;
import salesops.cli.console.Progress;
import salesops.cli.console.UserError;
import salesops.cli.settings.SettingsSource;
import salesops.cli.suite.Connection;
import salesops.local.Stage;
import salesops.local.faults.Fault;
import salesops.model.settings.Settings;
import salesops.quota.QuotaOperation;
import salesops.quota.attainment.QuotaLine;
import salesops.replay.Screen;
import salesops.replay.input.LeadFile;
import salesops.replay.input.Mapping;
import salesops.replay.input.SheetCell;
import salesops.routing.LeadRecord;

/**
 * {@code salesops demo}: leads through the whole suite in this process, and one screen about it.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts the suite in this process, posts leads over HTTP, waits until each has an owner or is"
          + " visibly held, reads every table back and prints one screen.",
      "Exit code 1 when anything was lost or assigned twice."
    })
public final class DemoCommand implements Callable<Integer> {
  /** Leads a second of the sample: what two slow cores do with room to spare. */
  private static final double SAMPLE_RATE = 15;

  /** Longest that Slack is waited for, in the suite's time: it takes a message a second. */
  private static final Duration ANNOUNCE_MAX = Duration.ofHours(1);

  /** Seed of the faults in the usual demo's last part. */
  private static final long HARD_SEED = 7;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--leads",
      paramLabel = "FILE.csv",
      description = "your leads instead of the sample; runs once")
  private @Nullable Path leads;

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description = {
        "take a field from a column, or from a text with columns in braces:",
        "--map 'email={Prospect ID}@leads.example'; repeatable. Columns named like a field need no"
            + " mapping; all others become attributes"
      })
  private List<String> map = List.of();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "your settings instead of the sample")
  private @Nullable Path settingsFile;

  @Option(names = "--limit", paramLabel = "N", description = "post at most N rows")
  private int limit = LeadFile.ROWS_MAX;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = {
        "post N leads a second whatever the suite does; default: 15 for the sample,",
        "as fast as the suite answers with --leads or --chaos"
      })
  private @Nullable Double rate;

  @Option(
      names = "--chaos",
      paramLabel = "SEED",
      description = "run under faults that follow from this seed (not 0); runs once")
  private long chaosSeed;

  @Option(names = "--report", paramLabel = "FILE.json", description = "write all figures as JSON")
  private @Nullable Path reportFile;

  @Mixin private LogFile log = new LogFile();

  @Option(names = "--keep", description = "stay up afterwards, like salesops up")
  private boolean keep;

  @Override
  public Integer call() throws InterruptedException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    List<LeadFile.Row> rows = rows();
    Settings settings = SettingsSource.compile(settingsFile, spec.commandLine().getErr());
    boolean once = leads != null || chaosSeed != 0;
    try (Stage stage = Stage.start(0, chaosSeed, settings, log.open())) {
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
      out.printf(
          Locale.ROOT,
          "Salesops demo · %d web forms over HTTP into the whole suite in this one process%n",
          rows.size());
      DemoRun run = new DemoRun(stage.suite(), settings);
      Report report;
      try (Progress progress = Progress.of("leads", posted(rows))) {
        report = run.post(rows, rate(once), ANNOUNCE_MAX, progress::step);
      }
      write(report);
      DemoScreen screen = new DemoScreen();
      screen.line(
          "  %d leads in %.1f s from the first post to the last owner   settings v%d",
          report.accepted(), report.wallSeconds(), settings.version());
      screen.line("");
      screen.totals(report);
      screen.picture(report);
      screen.fairness(run.fairness());
      screen.held(run.held());
      boolean clean = report.clean();
      if (!once) {
        clean &= worked(screen, run, stage);
      }
      if (once) {
        faults(screen, stage);
      } else {
        run.example().ifPresent(screen::example);
        clean &= hardWay(screen, run, rows, settings);
      }
      screen.costs(report);
      screen.announcements(stage.slack().messages(), report);
      screen.pointers(rejectedFile(report), once);
      out.println(screen.text());
      if (keep) {
        UpCommand.serve(stage, out);
      }
      return clean ? 0 : 1;
    }
  }

  /** Leads that reps work, until some deals are won and count towards quotas. */
  private static boolean worked(DemoScreen screen, DemoRun run, Stage stage) {
    List<LeadRecord> leads = WorkedLeads.of(stage.suite());
    WorkedLeads work = new WorkedLeads(run, stage.suite(), stage.settings());
    WorkedLeads.Outcome outcome;
    try (Progress progress = Progress.of("worked", leads.size())) {
      outcome = work.work(leads, stage.suite(), progress::step);
    }
    List<QuotaLine> lines =
        run.ask(new QuotaOperation.ListAttainment(null, null, null)).standings().stream()
            .flatMap(standings -> standings.lines().stream())
            .toList();
    screen.worked(outcome, lines);
    return outcome.addsUp();
  }

  private double rate(boolean once) {
    return rate != null ? rate : once ? 0 : SAMPLE_RATE;
  }

  private void check() {
    if (limit < 1) {
      throw new UserError("--limit " + limit + ": at least 1");
    }
    if (rate != null && !(rate > 0)) {
      throw new UserError("--rate must be a number of leads a second above 0: " + rate);
    }
    if (leads == null && !map.isEmpty()) {
      throw new UserError("--map goes with --leads FILE.csv");
    }
  }

  private List<LeadFile.Row> rows() {
    if (leads != null) {
      return LeadFile.read(leads, Mapping.of(map), limit);
    }
    List<LeadFile.Row> sample = LeadFile.sample();
    return sample.subList(0, Math.min(limit, sample.size()));
  }

  private static int posted(List<LeadFile.Row> rows) {
    return (int) rows.stream().filter(r -> !r.poison()).count();
  }

  /** The same leads again, all at once into a fresh suite, and into one where things go wrong. */
  private static boolean hardWay(
      DemoScreen screen, DemoRun run, List<LeadFile.Row> rows, Settings settings) {
    DemoRun.Again again = run.postAgain(rows);
    screen.line("");
    screen.line("Now the hard way");
    screen.line(
        "  same %d posted again               %d new leads, %d changed owners",
        rows.size(), again.newLeads(), again.changedOwners());
    boolean kept = again.newLeads() == 0 && again.changedOwners() == 0;
    boolean flooded = flood(screen, rows, settings);
    return underFaults(screen, rows, settings) && flooded && kept;
  }

  private static boolean flood(DemoScreen screen, List<LeadFile.Row> rows, Settings settings) {
    try (Stage fresh = Stage.start(0, 0, settings, line -> {});
        Progress progress = Progress.of("all at once", posted(rows))) {
      Report report =
          new DemoRun(fresh.suite(), settings).post(rows, 0, Duration.ZERO, progress::step);
      screen.line(
          "  fresh run, all posted at once       lost %d · twice %d · %.0f leads a second, owner"
              + " within %.1f s (p95)",
          report.lost(),
          report.doubleAssigned(),
          report.accepted() / report.wallSeconds(),
          report.latencyMillis().getOrDefault("p95", 0L) / 1e3);
      return report.clean();
    }
  }

  private static boolean underFaults(
      DemoScreen screen, List<LeadFile.Row> rows, Settings settings) {
    try (Stage rough = Stage.start(0, HARD_SEED, settings, line -> {});
        Progress progress = Progress.of("under faults", posted(rows))) {
      Report report =
          new DemoRun(rough.suite(), settings).post(rows, 0, Duration.ZERO, progress::step);
      Map<Fault, Long> faults = rough.suite().faults();
      screen.line(
          "  fresh run, duplicated, reordered,   lost %d · twice %d · worst deviation %.2f",
          report.lost(), report.doubleAssigned(), Screen.below(report.maxFairnessDeviation()));
      screen.line(
          "  failed deliveries, %d crashes      (seed %d; ./salesops demo --chaos %d)",
          faults.getOrDefault(Fault.CRASH, 0L), HARD_SEED, HARD_SEED);
      return report.clean();
    }
  }

  private static void faults(DemoScreen screen, Stage stage) {
    String injected =
        stage.suite().faults().entrySet().stream()
            .filter(f -> f.getValue() > 0)
            .map(f -> f.getValue() + " " + f.getKey().plural())
            .collect(Collectors.joining(" · "));
    if (!injected.isEmpty()) {
      screen.line("");
      screen.line("Faults    %s", injected);
    }
  }

  private void write(Report report) {
    if (reportFile == null) {
      return;
    }
    try {
      Files.writeString(reportFile, report.json());
    } catch (IOException e) {
      throw new UserError("--report " + reportFile + ": cannot be written");
    }
  }

  /** Rejected rows with their reasons; empty when there are none. */
  private static String rejectedFile(Report report) {
    if (report.rejected().isEmpty()) {
      return "";
    }
    Path file = Connection.home().resolve("target").resolve("demo").resolve("rejected.csv");
    writeRejected(file, report.rejected());
    return "target/demo/rejected.csv";
  }

  /** The names of fields are the columns' of a file that people outside may have written. */
  static void writeRejected(Path file, List<Report.Rejection> rejected) {
    try {
      Files.createDirectories(file.getParent());
      try (CSVPrinter out = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180)) {
        out.printRecord("row", "code", "field");
        for (Report.Rejection r : rejected) {
          out.printRecord(r.row(), SheetCell.harmless(r.code()), SheetCell.harmless(r.field()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
