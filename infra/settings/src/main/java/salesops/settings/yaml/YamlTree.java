package salesops.settings.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads YAML 1.2 with every scalar as text, so that {@code NO}, {@code 01}, {@code 1e3} and {@code
 * 22:30} stay what they look like. Knows the line and path of each piece.
 */
public final class YamlTree {
  /** Deepest nesting: settings need six. */
  public static final int DEPTH_MAX = 20;

  /** Most uses of anchors in a file. */
  public static final int ALIASES_MAX = 100;

  /** Most pieces after anchors are followed: a few lines of anchors can stand for billions. */
  static final int NODES_MAX = 1_000_000;

  private final String file;
  private final Problems problems;
  private int nodes;

  private YamlTree(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The tree of a text; empty after an error. */
  public static Optional<Node> read(String file, String text, Problems problems) {
    return new YamlTree(file, problems).read(text);
  }

  private Optional<Node> read(String text) {
    if (indentedByTabs(text)) {
      return Optional.empty();
    }
    LoadSettings yaml =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new FailsafeSchema())
            .setCodePointLimit(Folder.BYTES_MAX)
            .setMaxAliasesForCollections(ALIASES_MAX)
            .build();
    try {
      if (exceedsLimits(yaml, text)) {
        return Optional.empty();
      }
      Optional<org.snakeyaml.engine.v2.nodes.Node> root = new Compose(yaml).composeString(text);
      if (root.isEmpty()) {
        problems.error(at(1), "the file is empty", null);
        return Optional.empty();
      }
      @Nullable Node tree = convert(root.get(), at(1), 0);
      return nodes > NODES_MAX ? Optional.empty() : Optional.ofNullable(tree);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      String context = e.getContext() == null ? "" : e.getContext() + ": ";
      problems.error(at(line), "not YAML: " + context + e.getProblem(), null);
    } catch (YamlEngineException e) {
      problems.error(at(1), "not YAML: " + e.getMessage(), null);
    }
    return Optional.empty();
  }

  private Place at(int line) {
    return new Place(file, line, "");
  }

  private boolean indentedByTabs(String text) {
    String[] lines = text.split("\n", -1);
    boolean found = false;
    for (int i = 0; i < lines.length; i++) {
      String indent = lines[i].substring(0, lines[i].length() - lines[i].stripLeading().length());
      if (indent.indexOf('\t') >= 0 && !lines[i].isBlank()) {
        problems.error(at(i + 1), "a tab indents this line", "YAML wants spaces");
        found = true;
      }
    }
    return found;
  }

  /** Composing follows the nesting with the stack, so its depth is looked at first. */
  private boolean exceedsLimits(LoadSettings yaml, String text) {
    int depth = 0;
    int aliases = 0;
    for (Event event : new Parse(yaml).parseString(text)) {
      switch (event) {
        case CollectionStartEvent start -> depth++;
        case CollectionEndEvent end -> depth--;
        case AliasEvent alias -> aliases++;
        default -> {}
      }
      if (depth > DEPTH_MAX) {
        problems.error(at(line(event)), "nested deeper than " + DEPTH_MAX + " levels", null);
        return true;
      }
      if (aliases > ALIASES_MAX) {
        problems.error(
            at(line(event)), "more than " + ALIASES_MAX + " uses of anchors", "write it out");
        return true;
      }
    }
    return false;
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int line(org.snakeyaml.engine.v2.nodes.Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private @Nullable Node convert(org.snakeyaml.engine.v2.nodes.Node node, Place place, int depth) {
    if (++nodes > NODES_MAX || depth > DEPTH_MAX) {
      if (nodes <= NODES_MAX + 1) {
        problems.error(place, "anchors make these settings too large", "write it out");
        nodes = NODES_MAX + 1;
      }
      return null;
    }
    return switch (node) {
      case ScalarNode scalar when tagged(scalar, Tag.STR) ->
          new Node.Scalar(place, scalar.getValue());
      case SequenceNode list when tagged(list, Tag.SEQ) -> items(list, place, depth);
      case MappingNode map when tagged(map, Tag.MAP) -> fields(map, place, depth);
      default -> {
        problems.error(place, "the tag " + node.getTag() + " means nothing here", "leave it out");
        yield null;
      }
    };
  }

  private static boolean tagged(org.snakeyaml.engine.v2.nodes.Node node, Tag tag) {
    return node.getTag().equals(tag);
  }

  private Node items(SequenceNode list, Place place, int depth) {
    List<Node> items = new ArrayList<>();
    for (org.snakeyaml.engine.v2.nodes.Node each : list.getValue()) {
      Node item = convert(each, place.item(items.size(), line(each)), depth + 1);
      if (item != null) {
        items.add(item);
      }
    }
    return new Node.Items(place, items);
  }

  private Node fields(MappingNode map, Place place, int depth) {
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      int line = line(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.error(new Place(file, line, place.path()), "a key must be a word", null);
        continue;
      }
      String name = key.getValue();
      Integer earlier = lines.putIfAbsent(name, line);
      if (earlier != null) {
        problems.error(
            place.key(name, line), "stands here twice, first in line " + earlier, "remove one");
        continue;
      }
      Node value = convert(tuple.getValueNode(), place.key(name, line), depth + 1);
      if (value != null) {
        fields.put(name, value);
      }
    }
    return new Node.Fields(place, fields);
  }
}
