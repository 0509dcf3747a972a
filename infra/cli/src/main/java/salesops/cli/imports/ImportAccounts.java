package salesops.cli.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salesops.cli.console.RejectedRows;
import salesops.cli.console.Resending;
import salesops.cli.suite.Connection;
import salesops.replay.input.CsvFile;

/** Sends accounts in small batches; keeps the rows that were refused. */
final class ImportAccounts {
  /** Accounts of one call, as the operation takes them. */
  private static final int BATCH_MAX = 25;

  private final Connection connection;
  private final AccountFile file;
  private final RejectedRows refused;
  private final Resending resending;
  private final List<Entry> batch = new ArrayList<>();
  private long changed;
  private long unchanged;
  private boolean stopped;

  ImportAccounts(
      Connection connection, AccountFile file, RejectedRows refused, Resending resending) {
    this.connection = connection;
    this.file = file;
    this.refused = refused;
    this.resending = resending;
  }

  /** A row and the account that it is. */
  private record Entry(CsvFile.Row row, Map<String, Object> account) {}

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
          case AccountRow.Account(Map<String, Object> account) ->
              batch.add(new Entry(row, account));
        }
        if (batch.size() == BATCH_MAX) {
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
    List<Map<String, Object>> accounts = entries.stream().map(Entry::account).toList();
    Map<String, Object> answer = connection.operate("importAccounts", Map.of("accounts", accounts));
    changed += number(answer, "changed");
    unchanged += number(answer, "unchanged");
    if (answer.get("rejected") instanceof List<?> list) {
      for (Object each : list) {
        Map<?, ?> one = (Map<?, ?>) each;
        reject(
            entries.get((int) number(one, "index")).row(),
            String.valueOf(one.get("field")),
            String.valueOf(one.get("message")));
      }
    }
    return List.of();
  }

  private static long number(Map<?, ?> answer, String key) {
    return answer.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private void reject(CsvFile.Row row, String field, String message) {
    refused.add(row, "invalid_account", field, message);
  }
}
