package salesops.cli.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import salesops.cli.console.RejectedRows;
import salesops.cli.console.Resending;
import salesops.cli.suite.Suite;
import salesops.replay.input.CsvFile;
import salesops.routing.RoutingAnswer.AccountsImported;
import salesops.routing.RoutingOperation;
import salesops.routing.RoutingOperation.LoadAccounts;

/** Sends accounts in small batches; keeps the rows that were refused. */
final class ImportAccounts {
  private final Suite suite;
  private final AccountFile file;
  private final RejectedRows refused;
  private final Resending resending;
  private final List<Entry> batch = new ArrayList<>();
  private long changed;
  private long unchanged;
  private boolean stopped;

  ImportAccounts(Suite suite, AccountFile file, RejectedRows refused, Resending resending) {
    this.suite = suite;
    this.file = file;
    this.refused = refused;
    this.resending = resending;
  }

  /** A row and the account that it is. */
  private record Entry(CsvFile.Row row, RoutingOperation.AccountRow account) {}

  /**
   * @return whether every row was taken
   */
  boolean run(Runnable progress) {
    file.each(
        row -> {
          if (!stopped) {
            add(row);
            progress.run();
          }
        });
    if (!stopped) {
      flush();
    }
    return refused.count() == 0 && !stopped;
  }

  String summary(long rows) {
    long left = rows - changed - unchanged - refused.count();
    return String.format(
        Locale.ROOT,
        "%d rows: %d new or changed · %d known · %s%s",
        rows,
        changed,
        unchanged,
        refused.text(),
        left == 0 ? "" : " · " + left + " not taken: run the same command again");
  }

  private void add(CsvFile.Row row) {
    switch (row) {
      case CsvFile.Row.Broken broken -> refused.add(broken);
      case CsvFile.Row.Good good -> {
        switch (AccountRow.read(file.fields(good))) {
          case AccountRow.Refused(String field, String message) -> reject(row, field, message);
          case AccountRow.Account(RoutingOperation.AccountRow account) ->
              batch.add(new Entry(row, account));
        }
        if (batch.size() == LoadAccounts.ACCOUNTS_MAX) {
          flush();
        }
      }
    }
  }

  private void flush() {
    List<Entry> entries = List.copyOf(batch);
    batch.clear();
    stopped = !resending.send(entries, this::send).isEmpty();
  }

  /** The operation says of every account what became of it. */
  private List<Entry> send(List<Entry> entries) {
    AccountsImported answer =
        suite.ask(new LoadAccounts(entries.stream().map(Entry::account).toList()));
    changed += answer.changed();
    unchanged += answer.unchanged();
    for (AccountsImported.Rejected each : answer.rejected()) {
      reject(entries.get(each.index()).row(), each.field(), each.message());
    }
    return List.of();
  }

  private void reject(CsvFile.Row row, String field, String message) {
    refused.add(row, "invalid_account", field, message);
  }
}
