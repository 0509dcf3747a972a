package salesops.settings.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the settings, read key by key. Whatever is not as it must be becomes a problem and
 * is then absent, so that reading goes on.
 */
public final class Section {
  private final Place place;
  private final Map<String, Node> fields;
  private final Problems problems;

  private Section(Place place, Map<String, Node> fields, Problems problems) {
    this.place = place;
    this.fields = fields;
    this.problems = problems;
  }

  /** Refuses keys that are not known. */
  public static Section of(Node node, Keys keys, Problems problems) {
    Section section = ofAnyKeys(node, problems);
    section.fields.forEach(
        (key, value) -> {
          if (!keys.known().contains(key)) {
            problems.error(value.place(), "unknown key", keys.fix(key));
          }
        });
    return section;
  }

  /** A mapping whose keys are names that people choose. */
  public static Section ofAnyKeys(Node node, Problems problems) {
    return switch (node) {
      case Node.Fields map -> new Section(map.place(), map.fields(), problems);
      case Node.Scalar scalar when scalar.text().isEmpty() ->
          new Section(scalar.place(), Map.of(), problems);
      case Node.Scalar scalar -> notFields(scalar, problems);
      case Node.Items items -> notFields(items, problems);
    };
  }

  private static Section notFields(Node node, Problems problems) {
    problems.error(node.place(), "must be keys with values", "write {key: value, …}");
    return new Section(node.place(), Map.of(), problems);
  }

  public Place place() {
    return place;
  }

  /** Where the key stands; where the section stands when the key is absent. */
  public Place at(String key) {
    Node node = fields.get(key);
    return node == null ? place.key(key, place.line()) : node.place();
  }

  public Set<String> keys() {
    return fields.keySet();
  }

  public boolean has(String key) {
    return fields.containsKey(key);
  }

  public Optional<Node> node(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  /** A part that may be absent, as a section of its own. */
  public Section section(String key, Keys keys) {
    Node node = fields.get(key);
    return of(node == null ? new Node.Fields(at(key), Map.of()) : node, keys, problems);
  }

  /** As {@link #section}, for names that people choose. */
  public Section anySection(String key) {
    Node node = fields.get(key);
    return ofAnyKeys(node == null ? new Node.Fields(at(key), Map.of()) : node, problems);
  }

  /** The value of a key that must be there; {@code instead} after an error. */
  public <T> T required(String key, Function<String, T> parser, T instead) {
    return required(key, parser).orElse(instead);
  }

  /** The value of a key that must be there; empty after an error. */
  public <T> Optional<T> required(String key, Function<String, T> parser) {
    if (!has(key)) {
      problems.error(at(key), "is missing", null);
      return Optional.empty();
    }
    return value(key, parser);
  }

  public <T> Optional<T> value(String key, Function<String, T> parser) {
    Node node = fields.get(key);
    return node == null ? Optional.empty() : value(node, parser, problems);
  }

  /** The items of a list; a single value counts as a list of one. */
  public List<Node> items(String key) {
    Node node = fields.get(key);
    return switch (node) {
      case null -> List.of();
      case Node.Items list -> list.items();
      case Node.Scalar one when one.text().isEmpty() -> List.of();
      case Node.Scalar one -> List.of(one);
      case Node.Fields one -> List.of(one);
    };
  }

  /** The items of a list, each read by {@code parser}; those it refuses are left out. */
  public <T> List<T> values(String key, Function<String, T> parser) {
    List<T> values = new ArrayList<>();
    for (Node item : items(key)) {
      value(item, parser, problems).ifPresent(values::add);
    }
    return values;
  }

  public static <T> Optional<T> value(Node node, Function<String, T> parser, Problems problems) {
    @Nullable String text = node instanceof Node.Scalar scalar ? scalar.text().strip() : null;
    if (text == null) {
      problems.error(node.place(), "must be a single value", null);
      return Optional.empty();
    }
    if (text.isEmpty()) {
      problems.error(node.place(), "has no value", "give one or leave the key out");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (Malformed e) {
      problems.error(node.place(), e.message(), e.fix());
      return Optional.empty();
    }
  }
}
