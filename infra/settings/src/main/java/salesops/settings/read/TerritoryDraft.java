package salesops.settings.read;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criterion;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Place;

/**
 * A territory as written, before it has what its parents have.
 *
 * @param pool entries of its own pool; absent: that of its parent
 * @param places where its keys stand
 */
public record TerritoryDraft(
    String name,
    @Nullable String parent,
    List<Criterion> criteria,
    @Nullable Integer priority,
    @Nullable List<Located<String>> pool,
    List<String> need,
    @Nullable WhenFull whenPoolIsFull,
    @Nullable Boolean hold,
    Place place,
    Map<String, Place> places) {
  public Place at(String key) {
    return places.getOrDefault(key, place);
  }
}
