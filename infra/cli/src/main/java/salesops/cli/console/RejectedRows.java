package salesops.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import salesops.replay.input.CsvFile;
import salesops.replay.input.SheetCell;

/**
 * The file of rows that an import refused, each with its reason in front: mended, it is imported by
 * the same command. Made when the first row is refused.
 */
public final class RejectedRows implements AutoCloseable {
  /** What stands in front of a row's own cells. */
  private static final List<String> NOTES =
      List.of("row", "code", "field", "message").stream().map(CsvFile.NOTE::concat).toList();

  private final Path file;
  private @Nullable CSVPrinter printer;
  private long count;

  /**
   * @throws UserError when this is the file that is imported
   */
  public RejectedRows(Path file, Path imported) {
    if (file.toAbsolutePath().normalize().equals(imported.toAbsolutePath().normalize())) {
      throw new UserError("--rejected " + file + ": name another file than the one imported");
    }
    this.file = file;
  }

  /**
   * @param named by the user; absent: beside the imported one
   */
  public static RejectedRows of(Path imported, @Nullable Path named) {
    return new RejectedRows(named == null ? Path.of(imported + ".rejected.csv") : named, imported);
  }

  public long count() {
    return count;
  }

  /** How many, and where; empty when there are none. */
  public String text() {
    return count + " rejected" + (count == 0 ? "" : " (" + file + ")");
  }

  public void add(CsvFile.Row row, String code, String field, String message) {
    List<String> cells =
        switch (row) {
          case CsvFile.Row.Good good -> cells(good);
          case CsvFile.Row.Broken broken -> broken.cells();
        };
    count++;
    try {
      CSVPrinter out = printer;
      if (out == null) {
        out = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180);
        printer = out;
        print(out, NOTES, row.columns());
      }
      print(out, List.of(Integer.toString(row.number()), code, field, message), cells);
      out.flush();
    } catch (IOException e) {
      throw unwritable();
    }
  }

  /** A row that could not be understood. */
  public void add(CsvFile.Row.Broken row) {
    add(row, "malformed_row", "", row.reason());
  }

  private static List<String> cells(CsvFile.Row.Good row) {
    Map<String, String> cells = row.cells();
    return row.columns().stream().map(column -> cells.getOrDefault(column, "")).toList();
  }

  private static void print(CSVPrinter out, List<String> notes, List<String> cells)
      throws IOException {
    List<String> all = new ArrayList<>(notes);
    all.addAll(cells);
    out.printRecord(all.stream().map(SheetCell::harmless));
  }

  private UserError unwritable() {
    return new UserError("--rejected " + file + ": cannot be written");
  }

  @Override
  public void close() {
    CSVPrinter out = printer;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw unwritable();
      }
    }
  }
}
