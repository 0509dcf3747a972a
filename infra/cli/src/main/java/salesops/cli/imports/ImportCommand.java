package salesops.cli.imports;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.OnInterrupt;
import salesops.cli.console.Progress;
import salesops.cli.console.RejectedRows;
import salesops.cli.console.Resending;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.replay.input.CsvFile;
import salesops.replay.input.Mapping;

/** {@code salesops import}: lists that people bring. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Import leads, accounts or deals from CSV.",
    subcommands = {ImportAccountsCommand.class, ImportDealsCommand.class})
public final class ImportCommand implements Runnable {
  /** Rows a second: a tenth of what the suite takes, so that no lead of the web waits for it. */
  private static final double RATE = 10;

  /** Rows a second at most: a list is never urgent. */
  private static final double RATE_MAX = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Takes each row of a CSV file as one lead, once, however often the file is imported.",
        "Ctrl-C stops between two batches; the same command goes on where it stopped.",
        "Exit code 1 when rows were refused or the import was stopped."
      })
  int leads(
      @Mixin Connection at,
      @Parameters(paramLabel = "FILE.csv", description = "first line column names, UTF-8")
          Path file,
      @Option(
              names = "--map",
              paramLabel = "FIELD=COLUMN",
              description = "take a field from a column, as in salesops demo; repeatable")
          @Nullable List<String> map,
      @Option(
              names = "--form",
              paramLabel = "FORM",
              description = "form that the leads count as; not needed while there is only one")
          @Nullable String form,
      @Option(
              names = "--rate",
              paramLabel = "N",
              defaultValue = "" + RATE,
              description = "rows a second, at most " + RATE_MAX + "; default: ${DEFAULT-VALUE}")
          double rate,
      @Option(
              names = "--rejected",
              paramLabel = "FILE",
              description =
                  "where refused rows go, with reasons; default: FILE.rejected.csv. Mend them"
                      + " there and import that file")
          @Nullable Path rejected) {
    if (!(rate > 0 && rate <= RATE_MAX)) {
      throw new UserError("--rate " + rate + ": above 0, at most " + RATE_MAX);
    }
    Mapping mapping = Mapping.of(map == null ? List.of() : map);
    // Once to the end before the first row is sent: a file that is no text, or lacks a column, is
    // found out now, and the rows are counted.
    long rows = CsvFile.each(file, mapping::check, row -> true);
    try (RejectedRows refused = RejectedRows.of(file, rejected)) {
      ImportLeads work = new ImportLeads(at.suite(), mapping, form, rate, refused, Resending.USUAL);
      try (OnInterrupt _ = new OnInterrupt(work::stop)) {
        ImportLeads.Summary summary = run(work, file, rows);
        spec.commandLine().getOut().println(summary.text(rows, refused));
        return summary.complete(rows) ? 0 : 1;
      }
    }
  }

  private static ImportLeads.Summary run(ImportLeads work, Path file, long rows) {
    try (Progress progress = Progress.of("rows", (int) rows)) {
      return work.run(file, progress::step);
    }
  }
}
