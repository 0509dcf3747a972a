package salesops.replay.deals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salesops.replay.deals.DealRow.Unread;
import salesops.replay.input.Amounts;
import salesops.replay.input.Cell;
import salesops.replay.input.CsvFile;
import salesops.replay.input.Dates;
import salesops.replay.input.Template;

/** Reads the deals of a file: each row is used, or unread with a reason. */
public final class DealFile {
  /** Most rows of a file. */
  public static final int ROWS_MAX = 200_000;

  private final DealFormat format;
  private final Map<DealColumn, List<Template>> templates;
  private final List<CsvFile.Row> rows;

  private DealFile(
      DealFormat format, Map<DealColumn, List<Template>> templates, List<CsvFile.Row> rows) {
    this.format = format;
    this.templates = templates;
    this.rows = rows;
  }

  /**
   * @return one for each row of the file, in its order
   * @throws IllegalArgumentException when the file is not there, cannot be read at all, lacks a
   *     column, or has dates or amounts that can be read two ways; the message says what to do
   */
  public static List<DealRow> read(Path file, DealFormat format) {
    Map<DealColumn, List<Template>> templates = new EnumMap<>(DealColumn.class);
    List<CsvFile.Row> rows = new ArrayList<>();
    CsvFile.each(
        file,
        header -> templates.putAll(format.templates(header)),
        row -> rows.add(row) && rows.size() <= ROWS_MAX);
    if (rows.size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "%s: more than %d rows; split the file".formatted(file, ROWS_MAX));
    }
    return new DealFile(format, templates, rows).read();
  }

  private List<DealRow> read() {
    DealReading reading =
        new DealReading(
            format,
            Dates.of(
                format.options().dateFormat(),
                cells(DealColumn.CREATED, DealColumn.CLOSED, DealColumn.EXPECTED_CLOSE)),
            Amounts.of(format.options().decimal(), cells(DealColumn.AMOUNT)));
    Map<String, Integer> rowsById = new HashMap<>();
    List<DealRow> read = new ArrayList<>();
    for (CsvFile.Row row : rows) {
      DealRow next =
          switch (row) {
            case CsvFile.Row.Broken broken ->
                new Unread(broken, "malformed_row", "", broken.reason());
            case CsvFile.Row.Good good -> reading.read(good, texts(good));
          };
      if (next instanceof DealRow.Used used) {
        Integer earlier = rowsById.putIfAbsent(used.id(), row.number());
        if (earlier != null) {
          next =
              new Unread(
                  row,
                  "repeated",
                  DealColumn.ID.fieldName(),
                  "is that of row " + earlier + ", too");
        }
      }
      read.add(next);
    }
    return List.copyOf(read);
  }

  private List<Cell> cells(DealColumn... columns) {
    List<Cell> cells = new ArrayList<>();
    for (CsvFile.Row row : rows) {
      if (row instanceof CsvFile.Row.Good good) {
        for (DealColumn column : columns) {
          text(good, column)
              .ifPresent(text -> cells.add(new Cell(row.number(), column.fieldName(), text)));
        }
      }
    }
    return cells;
  }

  private Map<DealColumn, String> texts(CsvFile.Row.Good row) {
    Map<DealColumn, String> texts = new EnumMap<>(DealColumn.class);
    for (DealColumn column : templates.keySet()) {
      text(row, column).ifPresent(text -> texts.put(column, text));
    }
    return texts;
  }

  /** What a row says of a field, renamed as asked; empty when that is blank. */
  private Optional<String> text(CsvFile.Row.Good row, DealColumn column) {
    return templates.getOrDefault(column, List.of()).stream()
        .flatMap(template -> template.fill(row.cells()).stream())
        .findFirst()
        .map(text -> format.renamed(column, text))
        .filter(text -> !text.isEmpty());
  }
}
