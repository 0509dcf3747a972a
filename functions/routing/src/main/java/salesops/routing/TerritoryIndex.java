package salesops.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salesops.model.Lead;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Limits;
import salesops.model.settings.Territory;
import salesops.model.settings.TerritoryRank;

/**
 * Finds the territories that a lead lies in, at a cost that depends on how many <em>shapes</em> of
 * criteria are in use, not on how many territories there are.
 *
 * <p>A shape is the set of fields, and how each is compared, that a territory asks about. The
 * lead's values are looked up once for each field; then one probe into a hash table for each shape
 * (one more for each further postal prefix of the lead that occurs in it) leads to the few
 * territories with just these values. Ranges are stabbed in a {@link RangeTree} where more than a
 * few territories share them; wildcards and mailbox kinds are compared at the end.
 *
 * <p>Immutable; made once for each version of the settings.
 */
public final class TerritoryIndex {
  /** Most table entries of one territory, unless a single list of values is longer. */
  static final int ENTRIES_MAX = 4_096;

  private final TerritoryProbe[] probes;
  private final LeadValues.Reader values;

  /** By place in the last part of the ranking. */
  private final Territory[] ordered;

  private TerritoryIndex(TerritoryProbe[] probes, LeadValues.Reader values, Territory[] ordered) {
    this.probes = probes;
    this.values = values;
    this.ordered = ordered;
  }

  /**
   * @throws IllegalArgumentException when more than {@link Limits#TERRITORY_SHAPES_MAX} shapes of
   *     criteria are in use
   */
  public static TerritoryIndex of(List<Territory> territories) {
    if (shapes(territories) > Limits.TERRITORY_SHAPES_MAX) {
      throw new IllegalArgumentException(
          "territories use more than " + Limits.TERRITORY_SHAPES_MAX + " combinations of criteria");
    }
    return new Builder(territories).build();
  }

  /** Shapes of criteria in use. */
  public static int shapes(List<Territory> territories) {
    return territories.stream().map(TerritoryIndex::shape).collect(Collectors.toSet()).size();
  }

  /** All territories whose criteria the lead meets, in rank order. */
  public List<Territory> match(Lead lead) {
    LeadValues read = values.read(lead);
    TerritoryMatches matches = new TerritoryMatches(lead);
    for (TerritoryProbe probe : probes) {
      probe.find(read, matches);
    }
    return matches.ranked(ordered);
  }

  /**
   * Which criteria of the territory the lead misses, in words for people: {@code country FR is not
   * DE, AT or CH}. Empty when it lies in the territory.
   */
  public static List<String> whyNot(Territory territory, Lead lead) {
    return territory.criteria().stream()
        .filter(c -> !c.matches(lead))
        .map(c -> c.describe(lead))
        .toList();
  }

  record Asked(String field, Kind kind) {}

  private static Set<Asked> shape(Territory territory) {
    Set<Asked> shape = new HashSet<>();
    territory.criteria().forEach(c -> shape.add(new Asked(c.field(), c.kind())));
    return shape;
  }

  /**
   * What territories of one probe have in common.
   *
   * @param keyed dimensions that make up its key, in the order of their places
   */
  private record ProbeKind(Set<Asked> shape, List<Integer> keyed) {}

  private static final class Builder {
    private final List<Territory> territories;
    private final LeadValues.Dimensions dimensions = new LeadValues.Dimensions();
    private final Map<ProbeKind, TerritoryProbe.Builder> probes = new LinkedHashMap<>();

    Builder(List<Territory> territories) {
      this.territories = territories;
    }

    TerritoryIndex build() {
      List<Territory> ordered = new ArrayList<>(territories);
      ordered.sort(TerritoryRank.TIER);
      IdentityHashMap<Territory, Integer> tiers = new IdentityHashMap<>();
      int tier = 0;
      for (int i = 0; i < ordered.size(); i++) {
        boolean next = i > 0 && TerritoryRank.TIER.compare(ordered.get(i - 1), ordered.get(i)) != 0;
        tier += next ? 1 : 0;
        tiers.put(ordered.get(i), tier);
      }
      ordered.sort(TerritoryRank.LAST);
      // All values must have their numbers before keys are made, since those depend on how many.
      ordered.forEach(territory -> territory.criteria().forEach(dimensions::add));
      for (int i = 0; i < ordered.size(); i++) {
        add(ordered.get(i), tiers.getOrDefault(ordered.get(i), 0), i);
      }
      return new TerritoryIndex(
          probes.values().stream()
              .map(TerritoryProbe.Builder::build)
              .toArray(TerritoryProbe[]::new),
          dimensions.reader(),
          ordered.toArray(Territory[]::new));
    }

    private void add(Territory territory, int tier, int order) {
      List<Criterion> keyed = new ArrayList<>();
      List<Criterion> ranges = new ArrayList<>();
      List<Criterion> rest = new ArrayList<>();
      Set<Asked> seen = new HashSet<>();
      for (Criterion criterion : territory.criteria()) {
        boolean first = seen.add(new Asked(criterion.field(), criterion.kind()));
        List<Criterion> part =
            switch (criterion.kind()) {
              case ANY_OF, PREFIX -> keyed;
              case BETWEEN -> ranges;
              case WILDCARD, MAIL -> rest;
            };
        (first ? part : rest).add(criterion);
      }
      keep(keyed, rest);
      ranges.sort(Comparator.comparing(Criterion::field));
      ProbeKind kind =
          new ProbeKind(shape(territory), keyed.stream().map(dimensions::place).toList());
      probes
          .computeIfAbsent(kind, k -> new TerritoryProbe.Builder(dimensions, k.keyed(), ranges))
          .add(keyed, new TerritoryBucket.Entry(TerritoryMatches.rank(tier, order), ranges, rest));
    }

    /** Leaves the shortest lists as the key, as many as fit; the others are compared at the end. */
    private void keep(List<Criterion> keyed, List<Criterion> rest) {
      keyed.sort(Comparator.comparingInt(c -> c.values().size()));
      long entries = 1;
      int bits = 0;
      int kept = 0;
      for (Criterion criterion : keyed) {
        entries *= Math.max(1, criterion.values().size());
        bits += dimensions.bits(criterion);
        if (kept > 0 && (entries > ENTRIES_MAX || bits >= Long.SIZE)) {
          break;
        }
        kept++;
      }
      rest.addAll(keyed.subList(kept, keyed.size()));
      keyed.subList(kept, keyed.size()).clear();
      keyed.sort(Comparator.comparingInt(dimensions::place));
    }
  }
}
