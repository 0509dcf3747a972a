package salesops.routing;

import java.util.List;
import salesops.model.settings.Criterion;

/** Territories with the same key, told apart by what the key leaves out: ranges and the rest. */
sealed interface TerritoryBucket permits TerritoryRows, RangeTree {
  static TerritoryBucket of(List<Entry> entries) {
    return entries.size() <= TerritoryRows.FEW || entries.getFirst().ranges().isEmpty()
        ? TerritoryRows.of(entries)
        : RangeTree.of(entries);
  }

  /**
   * @param numbers the lead's values of all range fields
   * @param ranges which of them the territories' ranges are about
   * @param prefixLength of the postal prefixes in the key
   */
  void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches);

  /**
   * One territory, while the index is built.
   *
   * @param rank its place but for the postal prefix, see {@link TerritoryMatches#rank}
   * @param ranges one for each range field of the shape, in the order of field names
   * @param rest criteria still to be compared
   */
  record Entry(long rank, List<Criterion> ranges, List<Criterion> rest) {
    /** The least value of the i-th range. */
    double least(int i) {
      Long min = ranges.get(i).min();
      return min == null ? Double.NEGATIVE_INFINITY : min;
    }

    /** The greatest value of the i-th range. */
    double greatest(int i) {
      Long max = ranges.get(i).max();
      return max == null ? Double.POSITIVE_INFINITY : max;
    }
  }
}
