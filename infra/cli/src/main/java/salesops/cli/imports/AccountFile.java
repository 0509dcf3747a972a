package salesops.cli.imports;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import salesops.cli.console.UserError;
import salesops.replay.input.CsvFile;

/**
 * A file of accounts.
 *
 * @param columns name of the column for each field
 */
record AccountFile(Path file, Map<String, String> columns) {
  static final List<String> FIELDS = List.of("domain", "owner", "parent", "name");

  /**
   * @return rows of the file
   * @throws IllegalArgumentException when the file is not there, cannot be read or has no rows
   * @throws UserError when it lacks a column
   */
  long each(Consumer<CsvFile.Row> take) {
    return CsvFile.each(
        file,
        this::check,
        row -> {
          take.accept(row);
          return true;
        });
  }

  private void check(List<String> header) {
    columns.forEach(
        (field, column) -> {
          if (!header.contains(column)) {
            throw new UserError(
                "--map "
                    + field
                    + "="
                    + column
                    + ": the file has no such column; its columns are "
                    + String.join(", ", header));
          }
        });
  }

  /** What a row says, by field. */
  Map<String, String> fields(CsvFile.Row.Good row) {
    Map<String, String> fields = new LinkedHashMap<>();
    columns.forEach(
        (field, column) -> {
          String value = row.cells().get(column);
          if (value != null) {
            fields.put(field, value);
          }
        });
    return fields;
  }
}
