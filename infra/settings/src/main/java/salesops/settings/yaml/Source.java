package salesops.settings.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What readers of the parts share: the root of the file, the files beside it, the problems. */
public record Source(Section root, Folder folder, Problems problems) {
  private static final Keys FILE = Keys.of("file");

  /** The items of a list at the root of the file. */
  public List<Node> list(String key) {
    return list(root, key);
  }

  /** The items of a list that is written here, or in the CSV file that is named here. */
  public List<Node> list(Section section, String key) {
    Optional<Node> node = section.node(key);
    if (node.isPresent() && node.get() instanceof Node.Fields fields) {
      Section named = Section.of(fields, FILE, problems);
      String name = named.required("file", Values::text, "");
      return name.isEmpty()
          ? List.of()
          : TextFile.read(folder, name, named.at("file"), problems)
              .map(text -> CsvTable.read(name, text, section.at(key).path(), problems))
              .orElse(List.of());
    }
    return section.items(key);
  }

  /** Keeps the first of a name and says where it stood for each later one. */
  public <K, V> boolean putNew(Map<K, Located<V>> all, K key, Place place, V value) {
    Located<V> earlier = all.putIfAbsent(key, new Located<>(place, value));
    if (earlier != null) {
      problems.error(
          place,
          Values.quoted(key.toString()) + " stands here twice, first in " + where(earlier.place()),
          "remove one");
    }
    return earlier == null;
  }

  private static String where(Place place) {
    return place.file() + " line " + place.line();
  }
}
