package salesops.cli.imports;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Progress;
import salesops.cli.console.RejectedRows;
import salesops.cli.console.Resending;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;

/** {@code salesops import accounts}: whose account each company is, from a CRM's export. */
@Command(
    name = "accounts",
    mixinStandardHelpOptions = true,
    description = {
      "Loads whose account each company is: leads of the company go to that rep, unless the"
          + " settings name another owner or the person has an open lead with somebody.",
      "Safe to run twice; a later file changes owners. Exit code 1 when rows were refused."
    })
final class ImportAccountsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "FILE.csv", description = "first line column names, UTF-8")
  private Path file = Path.of("");

  @Option(
      names = "--map",
      required = true,
      paramLabel = "FIELD=COLUMN",
      description =
          "domain=COLUMN and owner=COLUMN (a rep's e-mail address), and if there are any"
              + " parent=COLUMN (domain of the company it belongs to) and name=COLUMN")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description = "where refused rows go, with reasons; default: FILE.rejected.csv")
  private @Nullable Path rejectedFile;

  @Override
  public Integer call() {
    AccountFile accounts = new AccountFile(file, mapping());
    // Once to the end before the first row is sent: a file that is no text, or lacks a column, is
    // found out now, and the rows are counted.
    long rows = accounts.each(row -> {});
    try (RejectedRows refused = RejectedRows.of(file, rejectedFile);
        Progress progress = Progress.of("accounts", (int) rows)) {
      ImportAccounts work =
          new ImportAccounts(connection.suite(), accounts, refused, Resending.USUAL);
      boolean complete = work.run(progress::step);
      spec.commandLine().getOut().println(work.summary(rows));
      return complete ? 0 : 1;
    }
  }

  private Map<String, String> mapping() {
    for (String field : columns.keySet()) {
      if (!AccountFile.FIELDS.contains(field)) {
        throw new UserError(
            "--map " + field + "=…: fields are " + String.join(", ", AccountFile.FIELDS));
      }
    }
    for (String field : Set.of("domain", "owner")) {
      if (!columns.containsKey(field)) {
        throw new UserError("--map " + field + "=COLUMN is missing");
      }
    }
    return new LinkedHashMap<>(columns);
  }
}
