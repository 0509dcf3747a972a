package salesops.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Sends accounts in small batches; keeps the rows that were refused. */
final class ImportAccounts implements AutoCloseable {
  /** Accounts of one call, as the operation takes them. */
  private static final int BATCH_MAX = 25;

  private final Connection connection;
  private final Path refused;
  private final List<AccountFile.Row> batch = new ArrayList<>();
  private final List<Map<String, Object>> accounts = new ArrayList<>();
  private @Nullable CSVPrinter printer;
  private long changed;
  private long unchanged;
  private long rejected;

  /**
   * @param refused where refused rows go; made when the first is
   */
  ImportAccounts(Connection connection, Path refused) {
    this.connection = connection;
    this.refused = refused;
  }

  long changed() {
    return changed;
  }

  long unchanged() {
    return unchanged;
  }

  long rejected() {
    return rejected;
  }

  void add(AccountFile.Row row) {
    switch (AccountRow.read(row.cells())) {
      case AccountRow.Refused(String field, String message) -> reject(row, field, message);
      case AccountRow.Account(Map<String, Object> account) -> {
        batch.add(row);
        accounts.add(account);
        if (batch.size() == BATCH_MAX) {
          flush();
        }
      }
    }
  }

  /**
   * Sends what is collected. A batch whose answer is lost may be sent again: nothing is doubled.
   */
  void flush() {
    if (batch.isEmpty()) {
      return;
    }
    Map<String, Object> answer =
        connection.operate("importAccounts", Map.of("accounts", List.copyOf(accounts)));
    changed += number(answer, "changed");
    unchanged += number(answer, "unchanged");
    if (answer.get("rejected") instanceof List<?> list) {
      for (Object each : list) {
        Map<?, ?> one = (Map<?, ?>) each;
        reject(
            batch.get((int) number(one, "index")),
            String.valueOf(one.get("field")),
            String.valueOf(one.get("message")));
      }
    }
    batch.clear();
    accounts.clear();
  }

  private static long number(Map<?, ?> answer, String key) {
    return answer.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private void reject(AccountFile.Row row, String field, String message) {
    rejected++;
    try {
      CSVPrinter out = printer;
      if (out == null) {
        out = new CSVPrinter(Files.newBufferedWriter(refused), CSVFormat.RFC4180);
        printer = out;
        out.printRecord("row", "field", "reason", "domain", "owner", "parent", "name");
      }
      List<Object> cells = new ArrayList<>(List.of(row.number(), field, message));
      AccountFile.FIELDS.forEach(name -> cells.add(row.cells().getOrDefault(name, "")));
      out.printRecord(cells);
      out.flush();
    } catch (IOException e) {
      throw new UserError("--rejected " + refused + ": cannot be written");
    }
  }

  @Override
  public void close() {
    CSVPrinter out = printer;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw new UserError("--rejected " + refused + ": cannot be written");
      }
    }
  }
}
