package salesops.cli.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salesops.cli.console.Progress;
import salesops.cli.console.UserError;
import salesops.cli.files.CompanyFileOptions;
import salesops.cli.files.DealFileOptions;
import salesops.cli.settings.SettingsSource;
import salesops.model.settings.Settings;
import salesops.replay.history.History;
import salesops.replay.history.HistoryReport;

/** {@code salesops replay}: a company's past, played through the whole suite in this process. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays a company's past on a simulated clock: deals open, change and close on their days,"
          + " reported by a CRM over the real API; periods close. Then prints attainment,"
          + " leaderboard, commission, what it cost and what could not be read.",
      "To try other settings on past leads: salesops settings replay."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done; unread rows are listed",
      "1:refused: a file can't be read, or the ledger doesn't add up",
      "2:wrong usage"
    })
public final class HistoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--deals",
      paramLabel = "FILE",
      required = true,
      description = "The deals; the first line has the column names.")
  private Path deals = Path.of("");

  @Mixin private DealFileOptions dealOptions = new DealFileOptions();

  @Mixin private CompanyFileOptions companyOptions = new CompanyFileOptions();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First day to play; default: the first day of any deal.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description =
          "First day not to play; default: the day after --until, or after the last of any deal.")
  private @Nullable LocalDate to;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "Write all figures and unread rows as JSON.")
  private @Nullable Path reportFile;

  @Override
  public Integer call() {
    checkReport();
    Path settingsFile = companyOptions.settings();
    Settings known =
        settingsFile == null
            ? null
            : SettingsSource.compile(settingsFile, spec.commandLine().getErr());
    History.Files files = companyOptions.files(deals, dealOptions.options(), known, from, to);
    History history = History.read(files, LocalDate.now(files.zone()));
    HistoryScreen screen = play(history);
    write(screen.report());
    screen.print(spec.commandLine().getOut());
    return screen.report().ledger().addsUp() && screen.deadLetters() == 0 ? 0 : 1;
  }

  private HistoryScreen play(History history) {
    long start = System.nanoTime();
    try (HistoryRun run = HistoryRun.start(history)) {
      Runtime.getRuntime().addShutdownHook(new Thread(run::close));
      try {
        try (Progress progress = Progress.of("days", history.timeline().length())) {
          run.play(progress::steps);
        }
        HistoryReport report = new HistoryFigures(run).report();
        return HistoryScreen.of(
            deals, run, report, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      } catch (RuntimeException e) {
        if (run.isClosed()) {
          throw new UserError("Stopped, and nothing was written");
        }
        throw e;
      }
    }
  }

  /** Before minutes are spent. */
  private void checkReport() {
    Path file = reportFile;
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
        throw unwritable(file);
      }
    }
  }

  private void write(HistoryReport report) {
    Path file = reportFile;
    if (file != null) {
      try {
        report.write(file);
      } catch (IOException e) {
        throw unwritable(file);
      }
    }
  }

  private static UserError unwritable(Path file) {
    return new UserError(String.format(Locale.ROOT, "--report %s: cannot be written", file));
  }
}
