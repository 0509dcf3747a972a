package salesops.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Leads from a CSV file: first line column names; byte-order mark, CRLF and quoted newlines are
 * fine.
 */
public final class LeadFile {
  /** Most rows of one run. */
  public static final int ROWS_MAX = 100_000;

  /** Column of the sample that marks a row to be damaged on purpose instead of posted. */
  private static final String POISON = "poison";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private LeadFile() {}

  /**
   * One lead to post.
   *
   * @param number of the row, 1 for the first below the column names
   * @param poison damaged on purpose behind intake instead of being posted
   */
  public record Row(int number, Map<String, Object> body, boolean poison) {}

  /**
   * A row that can be no lead.
   *
   * @param number of the row, 1 for the first below the column names
   * @param reason what is wrong with it, without quoting it
   */
  public record BadRow(int number, String reason) {}

  /** The leads that come with the product. */
  public static List<Row> sample() {
    try (InputStream in = LeadFile.class.getResourceAsStream("leads.csv")) {
      if (in == null) {
        throw new IllegalStateException("the sample leads are missing from the jar");
      }
      return read(
          new InputStreamReader(in, UTF_8),
          Mapping.of(List.of()),
          ROWS_MAX,
          true,
          LeadFile::refuse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Leads of any file.
   *
   * @param limit rows to read at most
   * @throws IllegalArgumentException when the file is not there, is not CSV or lacks a mapped
   *     column
   */
  public static List<Row> read(Path file, Mapping mapping, int limit) {
    return read(file, mapping, limit, LeadFile::refuse);
  }

  private static void refuse(BadRow bad) {
    throw new IllegalArgumentException("row " + bad.number() + " " + bad.reason());
  }

  /**
   * The same, going on behind rows that can be no lead.
   *
   * @param bad told of each of them
   */
  public static List<Row> read(Path file, Mapping mapping, int limit, Consumer<BadRow> bad) {
    try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
      return read(in, mapping, limit, false, bad);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": no such file", e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": not UTF-8; save it as CSV in UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Row> read(Reader in, Mapping mapping, int limit, boolean sample, Consumer<BadRow> bad)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(in, FORMAT)) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!hasNext(records)) {
        throw new IllegalArgumentException("the file is empty");
      }
      List<String> columns = columns(records.next());
      mapping.check(columns);
      for (int number = 1; rows.size() < Math.min(limit, ROWS_MAX); number++) {
        try {
          if (!hasNext(records)) {
            break;
          }
          Map<String, String> cells = cells(columns, records.next());
          boolean poison = sample && cells.remove(POISON) != null;
          rows.add(new Row(number, mapping.body(cells), poison));
        } catch (CSVException e) {
          bad.accept(new BadRow(number, "is not CSV: a quote is missing or too many"));
        } catch (TooLongException e) {
          bad.accept(new BadRow(number, e.getMessage()));
        }
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("the file has no rows below its column names");
    }
    return List.copyOf(rows);
  }

  private static boolean hasNext(Iterator<CSVRecord> records) throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1;

    TooLongException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private static List<String> columns(CSVRecord header) {
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : header) {
      String name = columns.isEmpty() && cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
      name = name.strip();
      if (!name.isEmpty() && !seen.add(name)) {
        throw new IllegalArgumentException("the file has two columns named " + name);
      }
      columns.add(name);
    }
    return columns;
  }

  private static Map<String, String> cells(List<String> columns, CSVRecord record)
      throws TooLongException {
    if (record.size() > columns.size()) {
      throw new TooLongException(
          "has " + record.size() + " cells for " + columns.size() + " columns");
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < record.size(); i++) {
      if (!columns.get(i).isEmpty() && !record.get(i).isBlank()) {
        cells.put(columns.get(i), record.get(i));
      }
    }
    return cells;
  }
}
