package salesops.settings.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;
import salesops.settings.read.Coverage;
import salesops.settings.read.CriteriaReader;
import salesops.settings.yaml.Located;

/**
 * The territories that have criteria of the same fields and kinds, found by the values of one of
 * them: so that thousands can be compared without comparing each with each.
 */
public final class Shape {
  private final Set<Key> keys;
  private final List<Located<Territory>> territories = new ArrayList<>();
  private final Map<Key, Map<String, List<Located<Territory>>>> byValue = new HashMap<>();

  /** A field and how it is compared. */
  record Key(String field, Kind kind) implements Comparable<Key> {
    public static Key of(Criterion criterion) {
      return new Key(criterion.field(), criterion.kind());
    }

    /** Whether two criteria of this key share a lead only when they share a value. */
    boolean isDiscrete() {
      return kind == Kind.ANY_OF || kind == Kind.MAIL || kind == Kind.PREFIX;
    }

    @Override
    public int compareTo(Key other) {
      int byField = field.compareTo(other.field);
      return byField != 0 ? byField : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
      return kind == Kind.PREFIX ? CriteriaReader.POSTAL_PREFIX : field;
    }
  }

  private Shape(Set<Key> keys) {
    this.keys = keys;
  }

  public static List<Shape> of(List<Located<Territory>> territories) {
    Map<Set<Key>, Shape> shapes = new LinkedHashMap<>();
    for (Located<Territory> territory : territories) {
      Set<Key> keys = new TreeSet<>();
      territory.value().criteria().forEach(criterion -> keys.add(Key.of(criterion)));
      shapes.computeIfAbsent(keys, Shape::new).add(territory);
    }
    return new ArrayList<>(shapes.values());
  }

  private void add(Located<Territory> territory) {
    territories.add(territory);
    for (Criterion criterion : territory.value().criteria()) {
      Key key = Key.of(criterion);
      if (key.isDiscrete()) {
        Map<String, List<Located<Territory>>> values =
            byValue.computeIfAbsent(key, k -> new HashMap<>());
        for (String value : new HashSet<>(criterion.values())) {
          values
              .computeIfAbsent(Coverage.normal(key.kind(), value), v -> new ArrayList<>())
              .add(territory);
        }
      }
    }
  }

  Set<Key> keys() {
    return keys;
  }

  List<Located<Territory>> territories() {
    return territories;
  }

  /** Those that have this value; only of a discrete key of this shape. */
  List<Located<Territory>> having(Key key, String value) {
    return byValue.getOrDefault(key, Map.of()).getOrDefault(value, List.of());
  }

  /** The values of a discrete key of this shape. */
  Map<String, List<Located<Territory>>> values(Key key) {
    return byValue.getOrDefault(key, Map.of());
  }

  /** The discrete key of both shapes that tells most territories of this one apart. */
  Optional<Key> mostTelling(Shape other) {
    @Nullable Key best = null;
    for (Key key : keys) {
      if (key.isDiscrete()
          && other.keys.contains(key)
          && (best == null || values(key).size() > values(best).size())) {
        best = key;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Territories of this shape that may cover all of {@code narrow}. */
  List<Located<Territory>> mayCover(Territory narrow) {
    @Nullable Key best = null;
    for (Key key : keys) {
      if (key.isDiscrete() && (best == null || values(key).size() > values(best).size())) {
        best = key;
      }
    }
    if (best == null) {
      return territories;
    }
    for (Criterion criterion : narrow.criteria()) {
      boolean narrows =
          criterion.kind() == best.kind()
              || (best.kind() == Kind.PREFIX && criterion.kind() == Kind.ANY_OF);
      if (criterion.field().equals(best.field()) && narrows) {
        return havingAllOf(best, Coverage.normal(best.kind(), criterion.values().getFirst()));
      }
    }
    return List.of();
  }

  private List<Located<Territory>> havingAllOf(Key key, String value) {
    if (key.kind() != Kind.PREFIX) {
      return having(key, value);
    }
    List<Located<Territory>> found = new ArrayList<>();
    for (int length = 0; length <= value.length(); length++) {
      found.addAll(having(key, value.substring(0, length)));
    }
    return found;
  }
}
