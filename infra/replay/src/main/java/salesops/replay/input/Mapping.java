package salesops.replay.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import salesops.model.Lead;
import salesops.model.LeadField;

/**
 * Which columns of a file make which fields of a lead. {@code email=E-mail} takes a column as it
 * is; {@code email={Prospect ID}@leads.example} fills columns into a text. A column that nothing
 * names keeps its own name if that is a field's, and else becomes an attribute.
 */
public final class Mapping {
  private final Map<String, Template> templates;

  private Mapping(Map<String, Template> templates) {
    this.templates = templates;
  }

  /**
   * @param options {@code FIELD=COLUMN} or {@code FIELD={Column} text}
   * @throws IllegalArgumentException with the option and the fix
   */
  public static Mapping of(List<String> options) {
    Map<String, Template> templates = new LinkedHashMap<>();
    for (String option : options) {
      Template.Option read = Template.option("--map", option);
      String field = read.field();
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
      templates.put(field, read.template());
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
    templates.forEach((field, template) -> template.check(field, columns));
  }

  /** The submission that a row makes: fields at the top, everything else under attributes. */
  public Map<String, Object> body(Map<String, String> row) {
    Map<String, Object> body = new LinkedHashMap<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    Set<String> used = new LinkedHashSet<>();
    templates.forEach(
        (field, template) -> {
          used.addAll(template.columns());
          template.fill(row).ifPresent(value -> put(body, attributes, field, value));
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
}
