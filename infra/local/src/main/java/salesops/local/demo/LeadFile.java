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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

  /** Column of the sample that marks a row to be posted as a bot would: to the form, unasked. */
  private static final String SPAM = "spam";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private LeadFile() {}

  /**
   * One lead to post.
   *
   * @param number of the row, 1 for the first below the column names
   * @param poison damaged on purpose behind intake instead of being posted
   * @param spam posted as a bot would
   */
  public record Row(int number, Map<String, Object> body, boolean poison, boolean spam) {}

  /**
   * One row of a file, to be taken before the next is read.
   *
   * @param columns of the file
   * @param cells as they stand, by column, only those that are not blank
   */
  public record Entry(int number, List<String> columns, Map<String, String> cells) {}

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
    List<Row> rows = new ArrayList<>();
    open(file, in -> rows.addAll(read(in, mapping, limit, false, bad)));
    return List.copyOf(rows);
  }

  /**
   * Reads a file of any length, a row at a time.
   *
   * @param take says whether to go on
   * @return rows that were taken
   * @throws IllegalArgumentException when the file is not there, lacks a mapped column, has no rows
   *     or a row that can be no lead
   */
  public static long each(Path file, Mapping mapping, Predicate<Entry> take) {
    AtomicLong rows = new AtomicLong();
    open(file, in -> rows.set(each(in, mapping, take, LeadFile::refuse)));
    return rows.get();
  }

  private interface Reading {
    void of(Reader in) throws IOException;
  }

  private static void open(Path file, Reading reading) {
    try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
      reading.of(in);
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
    each(
        in,
        mapping,
        entry -> {
          Map<String, String> cells = new LinkedHashMap<>(entry.cells());
          boolean poison = sample && cells.remove(POISON) != null;
          boolean spam = sample && cells.remove(SPAM) != null;
          rows.add(new Row(entry.number(), mapping.body(cells), poison, spam));
          return rows.size() < Math.min(limit, ROWS_MAX);
        },
        bad);
    return List.copyOf(rows);
  }

  private static long each(Reader in, Mapping mapping, Predicate<Entry> take, Consumer<BadRow> bad)
      throws IOException {
    long taken = 0;
    try (CSVParser parser = CSVParser.parse(in, FORMAT)) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!hasNext(records)) {
        throw new IllegalArgumentException("the file is empty");
      }
      List<String> columns = columns(records.next());
      mapping.check(columns);
      boolean more = true;
      for (int number = 1; more; number++) {
        try {
          if (!hasNext(records)) {
            break;
          }
          Map<String, String> cells = cells(columns, records.next());
          taken++;
          more = take.test(new Entry(number, columns, cells));
        } catch (CSVException e) {
          bad.accept(new BadRow(number, "is not CSV: a quote is missing or too many"));
        } catch (TooLongException e) {
          bad.accept(new BadRow(number, e.getMessage()));
        }
      }
    }
    if (taken == 0) {
      throw new IllegalArgumentException("the file has no rows below its column names");
    }
    return taken;
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
