package salesops.replay.input;

/**
 * A value and where it is.
 *
 * @param row 1 for the first below the column names
 */
public record Cell(int row, String field, String text) {
  @Override
  public String toString() {
    return "row " + row + ": " + field + " “" + text + "”";
  }
}
