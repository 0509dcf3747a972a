package salesops.routing;

import java.util.List;
import salesops.model.settings.Criterion;

/**
 * Territories compared one by one. Their bounds and ranks lie side by side: with thousands of
 * territories a lookup waits for memory more than it computes.
 */
final class TerritoryRows implements TerritoryBucket {
  /** Up to this many with ranges are compared one by one. */
  static final int FEW = 8;

  private static final double[] NO_BOUNDS = {};
  private static final Criterion[][] NO_REST = {};

  private final long[] ranks;

  /** For each row and range the least and the greatest value. */
  private final double[] bounds;

  /** For each row the criteria still to be compared; empty when no row has any. */
  private final Criterion[][] rest;

  private TerritoryRows(long[] ranks, double[] bounds, Criterion[][] rest) {
    this.ranks = ranks;
    this.bounds = bounds;
    this.rest = rest;
  }

  static TerritoryRows of(List<Entry> entries) {
    return new TerritoryRows(
        entries.stream().mapToLong(Entry::rank).toArray(),
        bounds(entries),
        entries.stream().allMatch(e -> e.rest().isEmpty())
            ? NO_REST
            : entries.stream()
                .map(e -> e.rest().toArray(Criterion[]::new))
                .toArray(Criterion[][]::new));
  }

  private static double[] bounds(List<Entry> entries) {
    int ranges = entries.isEmpty() ? 0 : entries.getFirst().ranges().size();
    if (ranges == 0) {
      return NO_BOUNDS;
    }
    double[] bounds = new double[2 * ranges * entries.size()];
    int i = 0;
    for (Entry entry : entries) {
      for (int range = 0; range < ranges; range++) {
        bounds[i++] = entry.least(range);
        bounds[i++] = entry.greatest(range);
      }
    }
    return bounds;
  }

  @Override
  public void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches) {
    for (int row = 0; row < ranks.length; row++) {
      if (isWithin(row, numbers, ranges)) {
        if (rest.length == 0) {
          matches.add(ranks[row], prefixLength);
        } else {
          matches.add(ranks[row], prefixLength, rest[row]);
        }
      }
    }
  }

  private boolean isWithin(int row, double[] numbers, int[] ranges) {
    int i = 2 * ranges.length * row;
    for (int range : ranges) {
      double number = numbers[range];
      if (number < bounds[i++] || number > bounds[i++]) {
        return false;
      }
    }
    return true;
  }
}
