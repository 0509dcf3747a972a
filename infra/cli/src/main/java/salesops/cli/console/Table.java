package salesops.cli.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import salesops.model.settings.Criteria;

/**
 * Lines under column names, each column as wide as what stands in it. What strangers wrote cannot
 * control the terminal or look like a line of its own.
 */
public final class Table {
  /** Widest column but for the last, which ends where it ends. */
  private static final int WIDTH_MAX = 32;

  private record Column(String name, boolean right) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> lines = new ArrayList<>();

  /** The next column, of text. */
  public Table text(String name) {
    columns.add(new Column(name, false));
    return this;
  }

  /** The next column, of numbers. */
  public Table number(String name) {
    columns.add(new Column(name, true));
    return this;
  }

  /**
   * @param cells one for each column
   */
  public void line(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    lines.add(Stream.of(cells).map(Criteria::oneLine).toList());
  }

  public void print(PrintWriter out) {
    List<String> names = columns.stream().map(Column::name).toList();
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    out.println(formatted(names, widths));
    lines.forEach(line -> out.println(formatted(line, widths)));
  }

  private int width(int column) {
    int widest = lines.stream().mapToInt(line -> length(line.get(column))).max().orElse(0);
    return Math.max(columns.get(column).name().length(), Math.min(widest, WIDTH_MAX));
  }

  private String formatted(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      boolean last = i == cells.size() - 1;
      String cell = last ? cells.get(i) : Criteria.cut(cells.get(i), widths[i]);
      String blanks = " ".repeat(Math.max(0, widths[i] - length(cell)));
      line.append(i == 0 ? "" : "  ")
          .append(columns.get(i).right() ? blanks + cell : cell + (last ? "" : blanks));
    }
    return line.toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
