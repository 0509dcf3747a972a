package salesops.settings.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesops.model.settings.Criterion;
import salesops.model.settings.Territory;
import salesops.model.settings.TerritoryRank;
import salesops.settings.read.Coverage;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Values;

/** Finds territories that no lead can reach, since another takes all of theirs. */
public final class Reachability {
  private final List<Shape> shapes;
  private final Problems problems;
  private final Map<String, TerritoryRank> ranks = new HashMap<>();

  public Reachability(List<Shape> shapes, Problems problems) {
    this.shapes = shapes;
    this.problems = problems;
    for (Shape shape : shapes) {
      shape.territories().forEach(t -> ranks.put(t.value().name(), TerritoryRank.of(t.value())));
    }
  }

  private TerritoryRank rank(Territory territory) {
    return ranks.computeIfAbsent(territory.name(), name -> TerritoryRank.of(territory));
  }

  public void check() {
    for (Shape shape : shapes) {
      for (Located<Territory> territory : shape.territories()) {
        shadow(territory.value())
            .ifPresent(
                by ->
                    problems.warning(
                        territory.place(),
                        Values.quoted(territory.value().name())
                            + " never gets a lead: "
                            + Values.quoted(by.name())
                            + " ranks before it and takes all of them",
                        "write priority: " + (by.priority() + 1) + ", or narrow " + by.name()));
      }
    }
  }

  /** A territory that covers this one and always ranks before it. */
  private Optional<Territory> shadow(Territory territory) {
    Set<String> fields = new HashSet<>();
    territory.criteria().forEach(criterion -> fields.add(criterion.field()));
    TerritoryRank rank = rank(territory);
    for (Shape shape : shapes) {
      if (shape.keys().stream().allMatch(key -> fields.contains(key.field()))) {
        for (Located<Territory> each : shape.mayCover(territory)) {
          Territory wide = each.value();
          if (!wide.name().equals(territory.name())
              && covers(wide, territory)
              && TerritoryRank.alwaysBefore(wide, rank(wide), territory, rank)) {
            return Optional.of(wide);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether every lead of {@code narrow} meets {@code wide}; sure when true. */
  public static boolean covers(Territory wide, Territory narrow) {
    for (Criterion criterion : wide.criteria()) {
      boolean covered = false;
      for (Criterion c : narrow.criteria()) {
        covered = covered || Coverage.covers(criterion, c);
      }
      if (!covered) {
        return false;
      }
    }
    return true;
  }
}
