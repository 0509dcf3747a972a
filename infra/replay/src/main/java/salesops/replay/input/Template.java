package salesops.replay.input;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a field is made of a row's cells: {@code {Prospect ID}@leads.example} is a text with columns
 * filled in.
 */
public record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

  /** A field and how it is made. */
  public record Option(String field, Template template) {}

  /**
   * Reads {@code FIELD=COLUMN} or {@code FIELD={Column} text}.
   *
   * @param name of the option, such as {@code --map}
   * @throws IllegalArgumentException with the option and the fix
   */
  public static Option option(String name, String option) {
    int equals = option.indexOf('=');
    if (equals < 1 || equals == option.length() - 1) {
      throw new IllegalArgumentException(
          name + " " + option + ": write FIELD=COLUMN or 'FIELD={Column} text'");
    }
    String value = option.substring(equals + 1);
    return new Option(
        option.substring(0, equals).strip(),
        value.contains("{") ? new Template(value) : column(value.strip()));
  }

  /** A column as it is. */
  public static Template column(String name) {
    return new Template("{" + name + "}");
  }

  /** The columns that are filled in. */
  public List<String> columns() {
    return PLACE.matcher(text).results().map(r -> r.group(1)).toList();
  }

  /**
   * Checks that a file has the columns.
   *
   * @throws IllegalArgumentException with the missing column and those there are
   */
  public void check(String field, List<String> columns) {
    for (String column : columns()) {
      if (!columns.contains(column)) {
        throw new IllegalArgumentException(
            "--map "
                + field
                + ": the file has no column "
                + column
                + "; its columns are "
                + String.join(", ", columns));
      }
    }
  }

  /** The filled text; empty when a column of it has no value in this row. */
  public Optional<String> fill(Map<String, String> row) {
    Matcher place = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      String value = row.getOrDefault(place.group(1), "");
      if (value.isBlank()) {
        return Optional.empty();
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return Optional.of(place.appendTail(filled).toString());
  }
}
