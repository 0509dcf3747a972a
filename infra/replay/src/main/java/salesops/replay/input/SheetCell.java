package salesops.replay.input;

import java.util.regex.Pattern;

/**
 * Cells of files that people open in a spreadsheet. What people outside wrote must not run there:
 * <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>.
 */
public final class SheetCell {
  /**
   * Begin of what a spreadsheet takes for a formula, or of what {@link #harmless} made of it: at
   * the begin of a cell, which a semicolon, tab or line break is too where semicolons or tabs
   * separate cells, whatever quotes the file has around it.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(?<![^;\t\r\n])(?=['\"]*+[=+\\-@\t\r＝＋－＠])");

  /** What {@link #harmless} made of it. */
  private static final Pattern HARMLESS = Pattern.compile(FORMULA.pattern() + "'");

  private static final String TEXT = "'";

  private SheetCell() {}

  /** The text, as a spreadsheet shows and does not run it. */
  public static String harmless(String text) {
    return FORMULA.matcher(text).replaceAll(TEXT);
  }

  /** What {@link #harmless} was given. */
  public static String original(String cell) {
    return HARMLESS.matcher(cell).replaceAll("");
  }
}
