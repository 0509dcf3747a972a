package salesops.settings.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of the settings as written, before it has a meaning: every scalar is text. */
public sealed interface Node {
  public Place place();

  public record Scalar(Place place, String text) implements Node {}

  public record Items(Place place, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** In the order written. */
  public record Fields(Place place, Map<String, Node> fields) implements Node {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
