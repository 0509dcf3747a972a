package salesops.replay.history;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.replay.input.Cell;
import salesops.replay.input.CsvFile;
import salesops.replay.input.Dates;
import salesops.replay.input.Template;

/**
 * A list that goes with a company's deals, such as its team or quotas. It has no unread rows: a row
 * that cannot be read could change every figure, so it stops the reading.
 */
final class ListFile {
  /** Most rows of a list. */
  static final int ROWS_MAX = 20_000;

  private static final int DATE_LENGTH = 10;

  private final Path file;
  private final List<Row> rows;

  private ListFile(Path file, List<Row> rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Where a list is and how its columns are called.
   *
   * @param mapOption name of the option that maps columns, such as {@code --team-map}
   * @param map {@code FIELD=COLUMN}; a column named like its field needs none
   * @param dateFormat order of a date's parts; absent: found out
   */
  record Source(Path file, String mapOption, List<String> map, @Nullable String dateFormat) {}

  /**
   * A row of the list.
   *
   * @param number 1 for the first below the column names
   * @param texts by field, those that are not blank
   */
  record Row(Path file, int number, Map<String, String> texts) {
    /** What the row says of a field; empty when that is blank. */
    String text(String field) {
      return texts.getOrDefault(field, "");
    }

    String needed(String field) {
      if (text(field).isEmpty()) {
        throw wrong(field + " is missing");
      }
      return text(field);
    }

    /** What is wrong with the row, with its place. */
    IllegalArgumentException wrong(String message) {
      return new IllegalArgumentException(
          "%s, row %d: %s".formatted(file.getFileName(), number, message));
    }
  }

  /**
   * @param fields all that the list may have
   * @throws IllegalArgumentException when the file cannot be read, lacks a mapped column, or has a
   *     broken row
   */
  static ListFile read(Source source, List<String> fields) {
    Map<String, Template> templates = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    CsvFile.each(
        source.file(),
        header -> templates.putAll(templates(source, fields, header)),
        row -> {
          rows.add(row(source.file(), row, templates));
          return rows.size() <= ROWS_MAX;
        });
    if (rows.size() > ROWS_MAX) {
      throw new IllegalArgumentException(source.file() + ": more than " + ROWS_MAX + " rows");
    }
    return new ListFile(source.file(), rows);
  }

  private static Map<String, Template> templates(
      Source source, List<String> fields, List<String> header) {
    Map<String, Template> mapped = new HashMap<>();
    for (String option : source.map()) {
      Template.Option read = Template.option(source.mapOption(), option);
      if (!fields.contains(read.field())) {
        throw new IllegalArgumentException(
            "%s %s: there's no field %s. Use one of: %s"
                .formatted(source.mapOption(), option, read.field(), String.join(", ", fields)));
      }
      for (String column : read.template().columns()) {
        if (!header.contains(column)) {
          throw new IllegalArgumentException(
              "%s %s: %s has no column %s; its columns are %s"
                  .formatted(
                      source.mapOption(),
                      option,
                      source.file().getFileName(),
                      column,
                      String.join(", ", header)));
        }
      }
      mapped.put(read.field(), read.template());
    }
    for (String field : fields) {
      header.stream()
          .filter(field::equalsIgnoreCase)
          .findFirst()
          .ifPresent(column -> mapped.putIfAbsent(field, Template.column(column)));
    }
    return mapped;
  }

  private static Row row(Path file, CsvFile.Row row, Map<String, Template> templates) {
    Map<String, String> texts = new HashMap<>();
    switch (row) {
      case CsvFile.Row.Good good ->
          templates.forEach(
              (field, template) ->
                  template.fill(good.cells()).ifPresent(text -> texts.put(field, text.strip())));
      case CsvFile.Row.Broken broken ->
          throw new Row(file, broken.number(), Map.of()).wrong(broken.reason());
    }
    return new Row(file, row.number(), texts);
  }

  List<Row> rows() {
    return rows;
  }

  /** Whether any row says something of a field. */
  boolean has(String field) {
    return rows.stream().anyMatch(row -> !row.text(field).isEmpty());
  }

  /**
   * Refuses a list without a column that it needs.
   *
   * @param mapOption that would name the column
   */
  void need(String field, String mapOption) {
    if (!has(field)) {
      throw new IllegalArgumentException(
          "%s: nothing says what %s is: add %s %s=COLUMN"
              .formatted(file.getFileName(), field, mapOption, field));
    }
  }

  /** How the list writes its dates. */
  DateColumns dates(@Nullable String dateFormat, String... fields) {
    List<Cell> cells = new ArrayList<>();
    for (Row row : rows) {
      for (String field : fields) {
        if (!row.text(field).isEmpty()) {
          cells.add(new Cell(row.number(), field, row.text(field)));
        }
      }
    }
    try {
      return new DateColumns(Dates.of(dateFormat, cells));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file.getFileName() + ", " + e.getMessage(), e);
    }
  }

  /** Columns with dates. */
  record DateColumns(Dates dates) {
    /** The date in a column; empty when that is blank. */
    Optional<LocalDate> read(Row row, String field) {
      String text = row.text(field);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          dates
              .read(text)
              .map(date -> LocalDate.parse(date.substring(0, DATE_LENGTH)))
              .orElseThrow(() -> row.wrong(field + " isn't a date: " + text)));
    }
  }

  /**
   * A number that nobody groups by thousands, such as a rate: a comma alone stands before its
   * decimals.
   */
  static BigDecimal number(Row row, String field) {
    String text = row.needed(field);
    String point = text.indexOf('.') < 0 ? text.replace(',', '.') : text;
    try {
      return new BigDecimal(point);
    } catch (NumberFormatException e) {
      throw row.wrong(field + " isn't a number: " + text);
    }
  }
}
