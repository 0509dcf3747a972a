package salesops.settings.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a list of the settings from a CSV file: the columns are the keys, {@code when.country}
 * stands for a key below another, {@code ;} separates the values of a list, an empty cell leaves
 * the key out.
 */
final class CsvTable {
  /** Most rows of a file. */
  static final int ROWS_MAX = 200_000;

  private static final String BELOW = "when.";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

  private final String file;
  private final String list;
  private final Problems problems;

  private CsvTable(String file, String list, Problems problems) {
    this.file = file;
    this.list = list;
    this.problems = problems;
  }

  /**
   * The rows of a list, each with keys and values as if written in YAML.
   *
   * @param list name of the list, which begins the paths
   */
  public static List<Node> read(String file, String text, String list, Problems problems) {
    return new CsvTable(file, list, problems).read(text);
  }

  private Place at(long line, int row) {
    return new Place(file, (int) line, row < 0 ? list : list + "[" + row + "]");
  }

  private List<Node> read(String text) {
    List<Node> rows = new ArrayList<>();
    long line = 1;
    try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
      List<String> columns = List.of();
      for (CSVRecord row : parser) {
        long end = parser.getCurrentLineNumber();
        if (columns.isEmpty()) {
          columns = row.toList();
          refuseDoubleColumns(columns, line);
        } else if (rows.size() >= ROWS_MAX) {
          problems.error(at(line, -1), "more than " + ROWS_MAX + " rows", null);
          return rows;
        } else {
          row(columns, row, at(line, rows.size())).ifPresent(rows::add);
        }
        line = end + 1;
      }
    } catch (CSVException e) {
      problems.error(at(line, -1), "not CSV: " + e.getMessage(), "close every quote");
    } catch (UncheckedIOException e) {
      problems.error(at(line, -1), "not CSV: " + e.getMessage(), "close every quote");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private void refuseDoubleColumns(List<String> columns, long line) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.indexOf(columns.get(i)) < i) {
        problems.error(at(line, -1), "column " + columns.get(i) + " stands twice", "remove one");
      }
    }
  }

  private Optional<Node> row(List<String> columns, CSVRecord row, Place place) {
    if (row.size() != columns.size()) {
      problems.error(place, "has " + row.size() + " cells, the header has " + columns.size(), null);
      return Optional.empty();
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Node> when = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (column.startsWith(BELOW)) {
        put(when, column.substring(BELOW.length()), row.get(i), place);
      } else {
        put(fields, column, row.get(i), place);
      }
    }
    if (!when.isEmpty()) {
      fields.put("when", new Node.Fields(place, when));
    }
    return Optional.of(new Node.Fields(place, fields));
  }

  private static void put(Map<String, Node> fields, String key, String cell, Place row) {
    if (cell.isEmpty()) {
      return;
    }
    Place place = row.key(key, row.line());
    if (!cell.contains(";")) {
      fields.put(key, new Node.Scalar(place, cell));
      return;
    }
    List<Node> items = new ArrayList<>();
    for (String item : Values.split(cell, ";")) {
      items.add(new Node.Scalar(place.item(items.size(), place.line()), item));
    }
    fields.put(key, new Node.Items(place, items));
  }
}
