package salesops.local.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
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
    Path refused = rejectedFile == null ? Path.of(file + ".rejected.csv") : rejectedFile;
    if (refused.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw new UserError("--rejected " + refused + ": name another file than the one imported");
    }
    AccountFile accounts = new AccountFile(file, mapping());
    // Once to the end before the first row is sent: a file that breaks off is found out now.
    long rows = accounts.each(row -> {});
    try (ImportAccounts work = new ImportAccounts(connection, refused);
        DemoCommand.Progress progress = DemoCommand.Progress.of("accounts", (int) rows)) {
      accounts.each(
          row -> {
            work.add(row);
            progress.step();
          });
      work.flush();
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%d rows: %d new or changed · %d known · %d rejected%s%n",
              rows,
              work.changed(),
              work.unchanged(),
              work.rejected(),
              work.rejected() == 0 ? "" : " (" + refused + ")");
      return work.rejected() == 0 ? 0 : 1;
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
