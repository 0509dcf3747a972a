package salesops.settings.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/**
 * Reads {@code territories} as written; {@link TerritoryFlattener} gives them their inheritance.
 */
public final class TerritoriesReader {
  static final int TERRITORIES_MAX = 20_000;
  static final int PRIORITY_MAX = 1_000;

  static final Map<String, WhenFull> WHEN_FULL =
      Map.of(
          "parent", WhenFull.PARENT,
          "next", WhenFull.NEXT,
          "fallback", WhenFull.FALLBACK,
          "hold", WhenFull.HOLD);

  private static final Keys TERRITORY =
      Keys.of("name", "in", "when", "priority", "pool", "need", "whenPoolIsFull", "hold");

  private final Source source;
  private final Problems problems;
  private final CriteriaReader criteria;

  public TerritoriesReader(Source source) {
    this.source = source;
    this.problems = source.problems();
    this.criteria = new CriteriaReader(problems);
  }

  /** By name, in the order written. */
  public Map<String, Located<TerritoryDraft>> read() {
    Map<String, Located<TerritoryDraft>> drafts = new LinkedHashMap<>();
    List<Node> rows = source.list("territories");
    if (rows.size() > TERRITORIES_MAX) {
      problems.error(
          source.root().at("territories"), "more than " + TERRITORIES_MAX + " territories", null);
      return drafts;
    }
    for (Node row : rows) {
      TerritoryDraft draft = draft(Section.of(row, TERRITORY, problems));
      if (!draft.name().isEmpty()) {
        source.putNew(drafts, draft.name(), draft.at("name"), draft);
      }
    }
    return drafts;
  }

  private TerritoryDraft draft(Section row) {
    Map<String, Place> places = new HashMap<>();
    row.keys().forEach(key -> places.put(key, row.at(key)));
    Section when = row.anySection("when");
    when.keys().forEach(key -> places.put(key, when.at(key)));
    return new TerritoryDraft(
        row.required("name", Values::name, ""),
        row.value("in", Values::name).orElse(null),
        criteria.read(row, "when"),
        row.value("priority", Values.whole(-PRIORITY_MAX, PRIORITY_MAX)).orElse(null),
        pool(row),
        row.values("need", Values::name),
        row.value("whenPoolIsFull", Values.oneOf(WHEN_FULL)).orElse(null),
        row.value("hold", Values::yes).orElse(null),
        row.place(),
        places);
  }

  private @Nullable List<Located<String>> pool(Section row) {
    if (!row.has("pool")) {
      return null;
    }
    List<Located<String>> entries = new ArrayList<>();
    for (Node item : row.items("pool")) {
      Section.value(item, Values::name, problems)
          .ifPresent(entry -> entries.add(new Located<>(item.place(), entry)));
    }
    if (entries.isEmpty()) {
      problems.error(row.at("pool"), "names nobody", "name a team or reps, or leave it out");
    }
    return entries;
  }
}
