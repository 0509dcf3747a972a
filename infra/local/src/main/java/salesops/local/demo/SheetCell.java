package salesops.local.demo;

import java.util.regex.Pattern;

/**
 * Cells of files that people open in a spreadsheet. What people outside wrote must not run there:
 * <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>.
 */
public final class SheetCell {
  /** What a spreadsheet takes for a formula, or what {@link #harmless} made of it. */
  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r]", Pattern.DOTALL);

  private static final String TEXT = "'";

  private SheetCell() {}

  /** The text, as a spreadsheet shows and does not run it. */
  public static String harmless(String text) {
    return FORMULA.matcher(text).lookingAt() ? TEXT + text : text;
  }

  /** What {@link #harmless} was given. */
  public static String original(String cell) {
    return cell.startsWith(TEXT) && FORMULA.matcher(cell).lookingAt()
        ? cell.substring(TEXT.length())
        : cell;
  }
}
