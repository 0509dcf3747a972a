package salesops.replay.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import salesops.model.Lead;
import salesops.model.LeadField;

/**
 * Which columns of a file make which fields of a lead. {@code email=E-mail} takes a column as it
 * is; {@code email={Prospect ID}@leads.example} fills columns into a text. A column that nothing
 * names keeps its own name if that is a field's, and else becomes an attribute.
 */
public final class Mapping {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

  private final Map<String, String> templates;

  private Mapping(Map<String, String> templates) {
    this.templates = templates;
  }

  /**
   * @param options {@code FIELD=COLUMN} or {@code FIELD={Column} text}
   * @throws IllegalArgumentException with the option and the fix
   */
  public static Mapping of(List<String> options) {
    Map<String, String> templates = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 1 || equals == option.length() - 1) {
        throw new IllegalArgumentException(
            "--map " + option + ": write FIELD=COLUMN or 'FIELD={Column} text'");
      }
      String field = option.substring(0, equals).strip();
      if (LeadField.named(field).isEmpty() && !field.startsWith(Lead.ATTRIBUTE_PREFIX)) {
        throw new IllegalArgumentException(
            "--map "
                + option
                + ": no field "
                + field
                + "; fields are "
                + fieldNames()
                + " and attributes.NAME");
      }
      String value = option.substring(equals + 1);
      templates.put(field, value.contains("{") ? value : "{" + value.strip() + "}");
    }
    return new Mapping(templates);
  }

  private static String fieldNames() {
    List<String> names = new ArrayList<>();
    for (LeadField field : LeadField.values()) {
      names.add(field.jsonName());
    }
    return String.join(", ", names);
  }

  /**
   * Refuses a mapping that names a column the file lacks, or by which no row can be a lead.
   *
   * @throws IllegalArgumentException with the column and those there are
   */
  public void check(List<String> columns) {
    boolean whose =
        Stream.of(LeadField.EMAIL, LeadField.EXTERNAL_ID)
            .map(LeadField::jsonName)
            .anyMatch(field -> templates.containsKey(field) || columns.contains(field));
    if (!whose) {
      throw new IllegalArgumentException(
          "nothing says whose a row is: add --map email=COLUMN or externalId=COLUMN; the file's"
              + " columns are "
              + String.join(", ", columns));
    }
    for (Map.Entry<String, String> template : templates.entrySet()) {
      for (String column : columnsOf(template.getValue())) {
        if (!columns.contains(column)) {
          throw new IllegalArgumentException(
              "--map "
                  + template.getKey()
                  + ": the file has no column "
                  + column
                  + "; its columns are "
                  + String.join(", ", columns));
        }
      }
    }
  }

  /** The submission that a row makes: fields at the top, everything else under attributes. */
  public Map<String, Object> body(Map<String, String> row) {
    Map<String, Object> body = new LinkedHashMap<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    Set<String> used = new LinkedHashSet<>();
    templates.forEach(
        (field, template) -> {
          used.addAll(columnsOf(template));
          fill(template, row).ifPresent(value -> put(body, attributes, field, value));
        });
    row.forEach(
        (column, value) -> {
          if (!value.isBlank() && !used.contains(column)) {
            boolean known = LeadField.named(column).isPresent() && !templates.containsKey(column);
            put(body, attributes, known ? column : attribute(column), value);
          }
        });
    if (!attributes.isEmpty()) {
      body.put("attributes", attributes);
    }
    return body;
  }

  private static String attribute(String column) {
    return column.startsWith(Lead.ATTRIBUTE_PREFIX) ? column : Lead.ATTRIBUTE_PREFIX + column;
  }

  private static void put(
      Map<String, Object> body, Map<String, String> attributes, String field, String value) {
    if (field.startsWith(Lead.ATTRIBUTE_PREFIX)) {
      attributes.put(field.substring(Lead.ATTRIBUTE_PREFIX.length()), value);
    } else {
      body.put(field, value);
    }
  }

  /** The filled text; empty when a column of it has no value in this row. */
  private static Optional<String> fill(String template, Map<String, String> row) {
    Matcher place = PLACE.matcher(template);
    StringBuilder text = new StringBuilder();
    while (place.find()) {
      String value = row.getOrDefault(place.group(1), "");
      if (value.isBlank()) {
        return Optional.empty();
      }
      place.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return Optional.of(place.appendTail(text).toString());
  }

  private static List<String> columnsOf(String template) {
    return PLACE.matcher(template).results().map(r -> r.group(1)).toList();
  }
}
