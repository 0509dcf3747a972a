package salesops.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of accounts of any length, read a row at a time.
 *
 * @param columns name of the column for each field
 */
record AccountFile(Path file, Map<String, String> columns) {
  static final List<String> FIELDS = List.of("domain", "owner", "parent", "name");

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  /**
   * @param number 1 for the first row below the column names
   * @param cells what the file says, by field, only those that are not blank
   */
  record Row(long number, Map<String, String> cells) {}

  /**
   * @return rows of the file
   * @throws UserError when the file is not there, is not CSV or lacks a column
   */
  long each(Consumer<Row> take) {
    try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
      in.mark(1);
      if (in.read() != BYTE_ORDER_MARK) {
        in.reset();
      }
      return each(in, take);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file");
    } catch (CharacterCodingException e) {
      throw new UserError(file + ": not UTF-8; save it as CSV in UTF-8");
    } catch (CSVException | IllegalArgumentException e) {
      throw new UserError(file + ": not CSV: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(file + ": cannot be read to its end: " + e.getMessage());
    }
  }

  private long each(BufferedReader in, Consumer<Row> take) throws IOException {
    try (CSVParser parser = CSVParser.parse(in, FORMAT)) {
      check(parser.getHeaderNames());
      long number = 0;
      for (CSVRecord record : parser) {
        number++;
        take.accept(new Row(number, cells(record)));
      }
      if (number == 0) {
        throw new UserError(file + ": no rows below its column names");
      }
      return number;
    }
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

  private Map<String, String> cells(CSVRecord record) {
    Map<String, String> cells = new LinkedHashMap<>();
    columns.forEach(
        (field, column) -> {
          String value = record.isSet(column) ? record.get(column) : "";
          if (!value.isBlank()) {
            cells.put(field, value);
          }
        });
    return cells;
  }
}
