package salesops.routing;

import java.util.List;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;

/** Territories with the same key, told apart by what the key leaves out: ranges and the rest. */
sealed interface TerritoryBucket permits TerritoryBucket.Entry, TerritoryBucket.Few, RangeTree {
  /** Up to this many entries are compared one by one. */
  int FEW = 8;

  static TerritoryBucket of(List<Entry> entries) {
    if (entries.size() == 1) {
      return entries.getFirst();
    }
    return entries.size() <= FEW || entries.getFirst().least().length == 0
        ? new Few(entries.toArray(Entry[]::new))
        : RangeTree.of(entries);
  }

  /**
   * @param numbers the lead's values of all range fields
   * @param ranges which of them the entries' ranges are about
   * @param prefixLength of the postal prefixes in the key
   */
  void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches);

  /**
   * One territory.
   *
   * @param tier place by the rules of precedence before the postal prefix
   * @param order place by the rules after it; unlike any other territory's
   * @param least for each range of the shape, in the order of field names; likewise {@code
   *     greatest}
   * @param rest criteria still to be compared
   * @param restHasPrefix whether one of them is a postal prefix, which counts for the rank
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  record Entry(
      Territory territory,
      int tier,
      int order,
      double[] least,
      double[] greatest,
      Criterion[] rest,
      boolean restHasPrefix)
      implements TerritoryBucket {
    private static final double[] NO_RANGE = {};
    private static final Criterion[] NO_REST = {};

    Entry(Territory territory, int tier, int order, List<Criterion> ranges, List<Criterion> rest) {
      // Shared empty arrays: what most entries look at stays in the processor's cache.
      this(
          territory,
          tier,
          order,
          ranges.isEmpty() ? NO_RANGE : ranges.stream().mapToDouble(Entry::least).toArray(),
          ranges.isEmpty() ? NO_RANGE : ranges.stream().mapToDouble(Entry::greatest).toArray(),
          rest.isEmpty() ? NO_REST : rest.toArray(Criterion[]::new),
          rest.stream().anyMatch(c -> c.kind() == Kind.PREFIX));
    }

    private static double least(Criterion criterion) {
      Long min = criterion.min();
      return min == null ? Double.NEGATIVE_INFINITY : min;
    }

    private static double greatest(Criterion criterion) {
      Long max = criterion.max();
      return max == null ? Double.POSITIVE_INFINITY : max;
    }

    @Override
    public void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches) {
      if (isWithin(numbers, ranges) && meetsRest(matches)) {
        matches.add(
            this,
            restHasPrefix ? TerritoryRank.prefixLength(territory, matches.lead()) : prefixLength);
      }
    }

    private boolean isWithin(double[] numbers, int[] ranges) {
      for (int i = 0; i < ranges.length; i++) {
        double number = numbers[ranges[i]];
        if (number < least[i] || number > greatest[i]) {
          return false;
        }
      }
      return true;
    }

    private boolean meetsRest(TerritoryMatches matches) {
      for (Criterion criterion : rest) {
        if (!criterion.matches(matches.lead())) {
          return false;
        }
      }
      return true;
    }
  }

  /** Compared one by one. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  record Few(Entry[] entries) implements TerritoryBucket {
    @Override
    public void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches) {
      for (Entry entry : entries) {
        entry.find(numbers, ranges, prefixLength, matches);
      }
    }
  }
}
