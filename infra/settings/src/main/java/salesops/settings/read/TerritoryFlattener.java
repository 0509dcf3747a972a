package salesops.settings.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criterion;
import salesops.model.settings.Territory;
import salesops.model.settings.Territory.Pool;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Values;

/**
 * Gives territories what they inherit: a parent's criteria, which a child may only narrow, its
 * skills, and its pool and rules where the child states none.
 */
public final class TerritoryFlattener {
  /** Deepest chain of parents. */
  static final int PARENTS_MAX = 10;

  private static final Pool NOBODY = new Pool("nobody", List.of());

  private final Map<String, Located<TerritoryDraft>> drafts;
  private final Pools pools;
  private final Problems problems;
  private final Map<String, Territory> done = new HashMap<>();

  public TerritoryFlattener(
      Map<String, Located<TerritoryDraft>> drafts, Pools pools, Problems problems) {
    this.drafts = drafts;
    this.pools = pools;
    this.problems = problems;
  }

  /** All of them, in the order written. */
  public List<Located<Territory>> flatten() {
    List<Located<Territory>> territories = new ArrayList<>();
    for (Located<TerritoryDraft> draft : drafts.values()) {
      Territory territory = flatten(draft.value(), new LinkedHashSet<>());
      territories.add(new Located<>(draft.value().place(), territory));
    }
    return territories;
  }

  private Territory flatten(TerritoryDraft draft, Set<String> below) {
    Territory known = done.get(draft.name());
    if (known != null) {
      return known;
    }
    below.add(draft.name());
    Territory territory = merge(draft, parent(draft, below));
    done.put(draft.name(), territory);
    return territory;
  }

  private @Nullable Territory parent(TerritoryDraft draft, Set<String> below) {
    String name = draft.parent();
    if (name == null) {
      return null;
    }
    Located<TerritoryDraft> parent = drafts.get(name);
    if (parent == null) {
      problems.error(
          draft.at("in"),
          "there is no territory " + Values.quoted(name),
          Values.suggestion(name, drafts.keySet()));
      return null;
    }
    if (below.contains(name)) {
      problems.error(
          draft.at("in"),
          "goes round in a circle: " + String.join(" in ", below) + " in " + name,
          "take one of these in: out");
      return null;
    }
    if (below.size() > PARENTS_MAX) {
      problems.error(draft.at("in"), "more than " + PARENTS_MAX + " parents above", null);
      return null;
    }
    return flatten(parent.value(), below);
  }

  private Territory merge(TerritoryDraft draft, @Nullable Territory parent) {
    Set<String> need = new LinkedHashSet<>(draft.need());
    if (parent != null) {
      need.addAll(parent.need());
    }
    List<Located<String>> own = draft.pool();
    boolean inheritsHold = parent != null && parent.hold() && own == null;
    boolean hold = draft.hold() == null ? inheritsHold : draft.hold();
    Pool pool = own != null ? pools.of(own) : parent != null ? parent.pool() : NOBODY;
    if (own == null && pool.members().isEmpty() && !hold && mustSayPool(draft, parent)) {
      problems.error(draft.place(), "has no pool", "name who gets its leads, or write hold: true");
    }
    return new Territory(
        draft.name(),
        parent == null ? null : parent.name(),
        criteria(draft, parent),
        draft.priority() != null ? draft.priority() : parent == null ? 0 : parent.priority(),
        pool,
        need,
        draft.whenPoolIsFull() != null
            ? draft.whenPoolIsFull()
            : parent == null ? null : parent.whenPoolIsFull(),
        hold);
  }

  /** A parent that cannot be followed, or lacks a pool itself, has its own error. */
  private static boolean mustSayPool(TerritoryDraft draft, @Nullable Territory parent) {
    return parent == null ? draft.parent() == null : parent.hold();
  }

  private List<Criterion> criteria(TerritoryDraft draft, @Nullable Territory parent) {
    List<Criterion> criteria = new ArrayList<>(parent == null ? List.of() : parent.criteria());
    for (Criterion own : draft.criteria()) {
      Optional<Criterion> inherited =
          criteria.stream().filter(c -> c.field().equals(own.field())).findFirst();
      if (inherited.isEmpty()) {
        criteria.add(own);
      } else {
        criteria.set(criteria.indexOf(inherited.get()), narrow(draft, own, inherited.get()));
      }
    }
    return criteria;
  }

  private Criterion narrow(TerritoryDraft draft, Criterion own, Criterion inherited) {
    if (Coverage.covers(inherited, own)) {
      return own;
    }
    Optional<Criterion> both = Coverage.intersection(own, inherited);
    if (both.isEmpty()) {
      String key = own.kind() == Criterion.Kind.PREFIX ? CriteriaReader.POSTAL_PREFIX : own.field();
      problems.error(
          draft.at(key),
          "nothing is left of "
              + Coverage.text(own)
              + " within "
              + draft.parent()
              + ", which has "
              + Coverage.text(inherited),
          "a child narrows what its parent has");
    }
    return both.orElse(own);
  }
}
