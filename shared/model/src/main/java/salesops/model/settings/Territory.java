package salesops.model.settings;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.WhenFull;

/**
 * Who gets the leads that meet all of its criteria.
 *
 * @param parent name of the territory it lies in
 * @param criteria its own and its parents', at most one for a field and kind; empty: catch-all
 * @param priority higher comes first, before the other rules of precedence; usually 0
 * @param need skills a rep must have, its own and its parents'
 * @param hold leads wait here for somebody to assign them by hand
 */
public record Territory(
    String name,
    @Nullable String parent,
    List<Criterion> criteria,
    int priority,
    Pool pool,
    Set<String> need,
    @Nullable WhenFull whenPoolIsFull,
    boolean hold) {
  public Territory {
    criteria = List.copyOf(criteria);
    need = Set.copyOf(need);
  }

  /**
   * @param name names the rotation: territories with the same pool share one
   * @param members expanded and without repetition, in the settings' order; empty only for a
   *     territory that holds
   */
  public record Pool(String name, List<RepId> members) {
    public Pool {
      members = List.copyOf(members);
    }
  }
}
