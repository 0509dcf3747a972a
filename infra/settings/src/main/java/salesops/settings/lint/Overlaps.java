package salesops.settings.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;
import salesops.model.settings.TerritoryRank;
import salesops.settings.read.Coverage;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Values;

/** Finds territories that share leads and between which only their names decide. */
public final class Overlaps {
  /** More would hide everything else. */
  static final int REPORTED_MAX = 20;

  /** Pairs looked at: enough for 5,000 territories of which many look alike. */
  static final int PAIRS_MAX = 5_000_000;

  private final Problems problems;
  private final Place list;
  private final Set<String> reported = new HashSet<>();
  private int found;
  private int pairs;

  /**
   * @param list where the list of territories stands
   */
  public Overlaps(Problems problems, Place list) {
    this.problems = problems;
    this.list = list;
  }

  public void check(List<Located<Territory>> territories) {
    Map<TerritoryRank, List<Located<Territory>>> byRank = new LinkedHashMap<>();
    for (Located<Territory> territory : territories) {
      byRank
          .computeIfAbsent(TerritoryRank.of(territory.value()), rank -> new ArrayList<>())
          .add(territory);
    }
    byRank.values().forEach(this::withinRank);
    if (found > REPORTED_MAX) {
      problems.warning(list, found - REPORTED_MAX + " more such overlaps", null);
    }
    if (pairs > PAIRS_MAX) {
      problems.warning(
          list, "too many territories look alike: not all were compared for overlaps", null);
    }
  }

  private void withinRank(List<Located<Territory>> sameRank) {
    List<Shape> shapes = Shape.of(sameRank);
    for (int i = 0; i < shapes.size(); i++) {
      for (int j = i; j < shapes.size(); j++) {
        between(shapes.get(i), shapes.get(j));
      }
    }
  }

  private void between(Shape a, Shape b) {
    Optional<Shape.Key> key = a.mostTelling(b);
    if (key.isEmpty()) {
      between(a.territories(), b.territories());
      return;
    }
    a.values(key.get())
        .forEach((value, territories) -> between(territories, b.having(key.get(), value)));
  }

  private void between(Collection<Located<Territory>> some, Collection<Located<Territory>> others) {
    for (Located<Territory> a : some) {
      for (Located<Territory> b : others) {
        boolean first = a.value().name().compareTo(b.value().name()) < 0;
        if (++pairs <= PAIRS_MAX) {
          compare(first ? a : b, first ? b : a);
        }
      }
    }
  }

  /** {@code winner} comes first by name. */
  private void compare(Located<Territory> winner, Located<Territory> loser) {
    Territory a = winner.value();
    Territory b = loser.value();
    // An exception to a wider rule is meant, and one that can't be reached is said elsewhere.
    if (a.name().equals(b.name())
        || sameOutcome(a, b)
        || !shareLeads(a, b)
        || Reachability.covers(b, a)
        || Reachability.covers(a, b)
        || !reported.add(a.name() + "\n" + b.name())) {
      return;
    }
    if (++found <= REPORTED_MAX) {
      problems.warning(
          loser.place(),
          Values.quoted(b.name())
              + " overlaps "
              + Values.quoted(a.name())
              + " (line "
              + winner.place().line()
              + ") and neither ranks higher: leads of both go to "
              + Values.quoted(a.name())
              + " by name",
          "give one of them a priority");
    }
  }

  private static boolean sameOutcome(Territory a, Territory b) {
    return a.pool().equals(b.pool())
        && a.need().equals(b.need())
        && a.hold() == b.hold()
        && a.whenPoolIsFull() == b.whenPoolIsFull();
  }

  private static boolean shareLeads(Territory a, Territory b) {
    for (Criterion x : a.criteria()) {
      for (Criterion y : b.criteria()) {
        if (x.field().equals(y.field()) && !share(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Of two prefixes the longer one ranks higher, so only equal ones leave it open. */
  private static boolean share(Criterion x, Criterion y) {
    if (x.kind() == Kind.PREFIX && y.kind() == Kind.PREFIX) {
      return x.values().stream()
          .map(value -> Coverage.normal(Kind.PREFIX, value))
          .anyMatch(
              value ->
                  y.values().stream().anyMatch(v -> Coverage.normal(Kind.PREFIX, v).equals(value)));
    }
    return Coverage.overlap(x, y);
  }
}
