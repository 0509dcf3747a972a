package salesops.replay.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A list that people bring, of any length, read a row at a time: first line column names, behind
 * {@code sep=;} if a spreadsheet wrote that; separated by commas, semicolons or tabs, in UTF-8,
 * UTF-16 or Windows-1252; byte-order mark, CRLF, quoted newlines and empty lines are fine, blanks
 * around a cell don't count.
 *
 * <p>A broken row costs no other: after a quote that is missing or too many the next line begins a
 * row again. The file that an import wrote of refused rows is read as those rows were before.
 */
public final class CsvFile {
  /** Longest row; intake takes no submission of this size. */
  static final int ROW_CHARS_MAX = 65_536;

  /** What the names of an import's notes about refused rows begin with. */
  public static final String NOTE = "rejected ";

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What some spreadsheets write in front of the column names. */
  private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=([,;\t])\"?\\s*");

  private final BufferedReader in;
  private final Deque<String> pushedBack = new ArrayDeque<>();
  private char separator = ',';

  private CsvFile(Reader in) {
    this.in = new BufferedReader(in);
  }

  /** A row of a file, to be taken before the next is read. */
  public sealed interface Row {
    /** 1 for the first below the column names. */
    int number();

    /** Of the file, without an import's notes; empty where a column has no name. */
    List<String> columns();

    /**
     * @param cells by column, only those that are not blank
     */
    record Good(int number, List<String> columns, Map<String, String> cells) implements Row {}

    /**
     * A row that can be told apart, and not understood.
     *
     * @param cells what can be told of it; the whole line where its cells cannot
     * @param reason what is wrong with it, without quoting it
     */
    record Broken(int number, List<String> columns, List<String> cells, String reason)
        implements Row {}
  }

  /**
   * @param check of the columns, before the first row
   * @param take says whether to go on
   * @return rows that were taken
   * @throws IllegalArgumentException when the file is not there, is not text, has no column names,
   *     two of one name or no rows
   */
  public static long each(Path file, Consumer<List<String>> check, Predicate<Row> take) {
    try (BufferedReader in = Files.newBufferedReader(file, Encoding.of(file))) {
      return each(in, check, take);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          file + ": its encoding is unknown; save it as CSV in UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long each(Reader in, Consumer<List<String>> check, Predicate<Row> take)
      throws IOException {
    return new CsvFile(in).each(check, take);
  }

  private long each(Consumer<List<String>> check, Predicate<Row> take) throws IOException {
    in.mark(1);
    if (in.read() != BYTE_ORDER_MARK) {
      in.reset();
    }
    findSeparator();
    Header header = Header.of(next().orElseThrow(() -> bad("the file is empty")));
    check.accept(header.columns());
    long taken = 0;
    boolean more = true;
    for (Optional<Parsed> record = next(); more && record.isPresent(); record = next()) {
      taken++;
      more = take.test(header.row((int) taken, record.get()));
    }
    if (taken == 0) {
      throw bad("the file has no rows below its column names");
    }
    return taken;
  }

  /** Reads up to the column names, which have the separator more often than any other. */
  private void findSeparator() throws IOException {
    Optional<String> first = line();
    while (first.isPresent() && isEmpty(first.get())) {
      first = line();
    }
    if (first.isEmpty()) {
      return;
    }
    Matcher said = SEPARATOR_LINE.matcher(first.get());
    if (said.matches()) {
      separator = said.group(1).charAt(0);
      return;
    }
    if (first.get().indexOf('\0') >= 0) {
      throw bad("the file is not text; save it as CSV in UTF-8");
    }
    String names = first.get().replaceAll("\"[^\"]*\"", "");
    for (char candidate : new char[] {';', '\t'}) {
      separator = count(names, candidate) > count(names, separator) ? candidate : separator;
    }
    pushedBack.addFirst(first.get());
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static IllegalArgumentException bad(String message) {
    return new IllegalArgumentException(message);
  }

  /**
   * @param whole whether the cells are told apart; else there is one, the line
   */
  private record Parsed(List<String> cells, boolean whole) {}

  /**
   * The column names.
   *
   * @param refused whether an import wrote the file
   */
  private record Header(List<String> names, List<String> columns, boolean refused) {

    static Header of(Parsed record) {
      if (!record.whole()) {
        throw bad("the column names are not CSV: a quote is missing or too many");
      }
      List<String> names = new ArrayList<>(record.cells().stream().map(String::strip).toList());
      boolean refused = names.getFirst().startsWith(NOTE);
      if (refused) {
        names.replaceAll(SheetCell::original);
      }
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (!name.isEmpty() && !seen.add(name)) {
          throw bad("the file has two columns named " + name);
        }
      }
      List<String> columns =
          names.stream().filter(name -> !refused || !name.startsWith(NOTE)).toList();
      return new Header(names, columns, refused);
    }

    Row row(int number, Parsed record) {
      List<String> cells = record.cells().stream().map(this::cell).toList();
      if (!record.whole()) {
        return new Row.Broken(number, columns, cells, "is not CSV: a quote is missing or too many");
      }
      int notes = Math.min(names.size() - columns.size(), cells.size());
      List<String> own = refused ? cells.subList(notes, cells.size()) : cells;
      if (cells.size() > names.size()) {
        return new Row.Broken(
            number,
            columns,
            own,
            "has " + own.size() + " cells for " + columns.size() + " columns");
      }
      Map<String, String> byColumn = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        String name = names.get(i);
        boolean note = refused && name.startsWith(NOTE);
        if (!name.isEmpty() && !note && !cells.get(i).isEmpty()) {
          byColumn.put(name, cells.get(i));
        }
      }
      return new Row.Good(number, columns, byColumn);
    }

    private String cell(String text) {
      String stripped = text.strip();
      return refused ? SheetCell.original(stripped) : stripped;
    }
  }

  /** The next row: its first line, and those that a quote keeps open. */
  private Optional<Parsed> next() throws IOException {
    Optional<String> first = line();
    while (first.isPresent() && isEmpty(first.get())) {
      first = line();
    }
    return first.isEmpty() ? Optional.empty() : Optional.of(record(first.get()));
  }

  private Parsed record(String first) throws IOException {
    StringBuilder text = new StringBuilder(first);
    Deque<String> further = new ArrayDeque<>();
    boolean open = isOpen(first, false);
    while (open && text.length() <= ROW_CHARS_MAX) {
      Optional<String> line = line();
      if (line.isEmpty()) {
        break;
      }
      further.addFirst(line.get());
      text.append(line.get());
      open = isOpen(line.get(), true);
    }
    List<String> cells = open || text.length() > ROW_CHARS_MAX ? null : parsed(text.toString());
    if (cells != null) {
      return new Parsed(cells, true);
    }
    further.forEach(pushedBack::addFirst);
    return new Parsed(List.of(first.strip()), false);
  }

  private @Nullable List<String> parsed(String text) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? records.getFirst().toList() : null;
    } catch (CSVException e) {
      return null;
    } catch (UncheckedIOException e) {
      return null; // how the parser's iterator passes a CSVException on
    }
  }

  /** Whether a quoted cell is still open at the end of the line. */
  private boolean isOpen(String line, boolean openBefore) {
    boolean open = openBefore;
    boolean cellBegins = !openBefore;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && open && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        i++; // a quote within the cell
      } else if (c == '"' && (open || cellBegins)) {
        open = !open;
      }
      cellBegins = !open && c == separator;
    }
    return open;
  }

  private static boolean isEmpty(String line) {
    return line.equals("\n") || line.equals("\r\n") || line.equals("\r");
  }

  /** A line with what ends it, which belongs to a quoted cell; empty at the end of the file. */
  private Optional<String> line() throws IOException {
    String earlier = pushedBack.pollFirst();
    if (earlier != null) {
      return Optional.of(earlier);
    }
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (line.length() <= ROW_CHARS_MAX) {
        line.append((char) c); // one more than fits tells that it does not
      }
      if (c == '\n') {
        break;
      }
      if (c == '\r') {
        in.mark(1);
        if (in.read() == '\n') {
          line.append('\n');
        } else {
          in.reset();
        }
        break;
      }
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
  }
}
