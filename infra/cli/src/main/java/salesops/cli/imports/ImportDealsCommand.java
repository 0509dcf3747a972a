package salesops.cli.imports;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
import salesops.cli.files.DealFileOptions;
import salesops.cli.suite.Connection;
import salesops.model.RepId;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.Settings;
import salesops.replay.deals.DealFile;
import salesops.replay.deals.DealFormat;
import salesops.replay.deals.DealRow;

/** {@code salesops import deals}: deals of a CRM's export. */
@Command(
    name = "deals",
    mixinStandardHelpOptions = true,
    description = {
      "Imports deals from CSV by their ids: new ones are opened, others get what the file changes;"
          + " a blank cell changes nothing. Importing a file twice changes nothing.",
      "Ctrl-C stops between two batches; the same command continues.",
      "Exit code 1 if rows were unread or the import was stopped."
    })
final class ImportDealsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "FILE.csv", description = "The first line has the column names.")
  private Path file = Path.of("");

  @Mixin private DealFileOptions options = new DealFileOptions();

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Where unread rows go, with reasons; default: FILE.rejected.csv. Fix them there and"
              + " import that file.")
  private @Nullable Path rejectedFile;

  @Override
  public Integer call() {
    Settings settings = connection.suite().settings().current();
    DealFormat format =
        new DealFormat(
            options.options(),
            new DealFormat.Surroundings(
                settings.deals().stages().stream().map(Stage::name).toList(),
                owner -> settings.zoneOf(owner.indexOf('@') < 1 ? null : new RepId(owner)),
                false));
    List<DealRow> rows = DealFile.read(file, format);
    try (RejectedRows unread = RejectedRows.of(file, rejectedFile)) {
      ImportDeals work =
          new ImportDeals(connection.suite(), connection.actor(), unread, Resending.USUAL);
      try (OnInterrupt _ = new OnInterrupt(work::stop);
          Progress progress = Progress.of("deals", rows.size())) {
        work.run(rows, progress::step);
      }
      PrintWriter out = spec.commandLine().getOut();
      work.summary().forEach(out::println);
      ImportDeals.remarks(rows, settings, format).forEach(out::println);
      return work.isComplete() ? 0 : 1;
    }
  }
}
