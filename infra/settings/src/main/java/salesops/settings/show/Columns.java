package salesops.settings.show;

import java.util.ArrayList;
import java.util.List;

/** A table in text: columns as wide as their widest cell, cut where one is too wide. */
final class Columns {
  /** Widest cell. */
  private static final int WIDTH_MAX = 44;

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Columns(String... header) {
    rows.add(List.of(header));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** At most this many rows, and a line that says how many are left out. */
  List<String> lines(int rowsMax) {
    List<List<String>> shown = rows.subList(0, Math.min(rows.size(), rowsMax + 1));
    List<String> lines = new ArrayList<>();
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = cut(row.get(i));
        line.append(cell).append(" ".repeat(width(shown, i) - cell.length())).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    if (shown.size() < rows.size()) {
      lines.add("… and " + (rows.size() - shown.size()) + " more");
    }
    return lines;
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> cut(row.get(column)).length()).max().orElse(0);
  }

  private static String cut(String cell) {
    return cell.length() <= WIDTH_MAX ? cell : cell.substring(0, WIDTH_MAX - 1) + "…";
  }
}
