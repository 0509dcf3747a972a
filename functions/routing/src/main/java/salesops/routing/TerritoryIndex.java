package salesops.routing;

import java.util.ArrayList;
import java.util.List;
import salesops.model.Lead;
import salesops.model.settings.Criterion;
import salesops.model.settings.Territory;

/** Finds the territories that a lead lies in. */
public final class TerritoryIndex {
  private final List<Territory> territories;

  private TerritoryIndex(List<Territory> territories) {
    this.territories = territories;
  }

  /**
   * @throws IllegalArgumentException when more than 32 shapes of criteria are in use
   */
  public static TerritoryIndex of(List<Territory> territories) {
    return new TerritoryIndex(List.copyOf(territories));
  }

  /** All territories whose criteria the lead meets, in rank order. */
  public List<Territory> match(Lead lead) {
    List<Territory> matches = new ArrayList<>();
    for (Territory territory : territories) {
      if (territory.criteria().stream().allMatch(c -> c.matches(lead))) {
        matches.add(territory);
      }
    }
    matches.sort(TerritoryRank.of(lead));
    return matches;
  }

  /**
   * Which criteria of the territory the lead misses, in words for people: {@code country FR is not
   * DE, AT or CH}. Empty when it lies in the territory.
   */
  public static List<String> whyNot(Territory territory, Lead lead) {
    return territory.criteria().stream()
        .filter(c -> !c.matches(lead))
        .map((Criterion c) -> c.describe(lead))
        .toList();
  }
}
