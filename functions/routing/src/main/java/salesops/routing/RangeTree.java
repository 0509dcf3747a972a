package salesops.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import salesops.model.settings.Criterion;
import salesops.routing.TerritoryProbe.Entry;

/**
 * Territories with the same key, found by their ranges: a segment tree over the first range once
 * there are more than a few. Finding k of n takes O(log n + k) steps however the ranges overlap.
 */
final class RangeTree {
  /** Up to this many entries are compared one by one. */
  static final int FEW = 8;

  private static final Entry[] NONE = {};

  /** Where elementary intervals begin; interval i is [starts[i], starts[i + 1]). */
  private final double[] starts;

  /** A complete binary tree, root at 1; the entries of a node cover all of its intervals. */
  private final Entry[][] nodes;

  private final int leaves;

  private RangeTree(double[] starts, Entry[][] nodes, int leaves) {
    this.starts = starts;
    this.nodes = nodes;
    this.leaves = leaves;
  }

  static RangeTree of(List<Entry> entries) {
    if (entries.size() <= FEW || entries.getFirst().least().length == 0) {
      return new RangeTree(
          new double[] {Double.NEGATIVE_INFINITY},
          new Entry[][] {NONE, entries.toArray(Entry[]::new)},
          1);
    }
    double[] starts =
        entries.stream()
            .flatMapToDouble(e -> DoubleStream.of(e.least()[0], after(e)))
            .distinct()
            .sorted()
            .toArray();
    int leaves = Integer.highestOneBit(starts.length * 2 - 1);
    List<List<Entry>> nodes = new ArrayList<>();
    for (int i = 0; i < 2 * leaves; i++) {
      nodes.add(new ArrayList<>(0));
    }
    for (Entry entry : entries) {
      int from = Arrays.binarySearch(starts, entry.least()[0]);
      int to = Arrays.binarySearch(starts, after(entry));
      cover(nodes, from + leaves, to + leaves, entry);
    }
    return new RangeTree(
        starts,
        nodes.stream()
            .map(n -> n.isEmpty() ? NONE : n.toArray(Entry[]::new))
            .toArray(Entry[][]::new),
        leaves);
  }

  /** The first value above the range. */
  private static double after(Entry entry) {
    return Math.nextUp(entry.greatest()[0]);
  }

  /** Adds the entry to the fewest nodes that make up its intervals, {@code to} exclusive. */
  private static void cover(List<List<Entry>> nodes, int from, int to, Entry entry) {
    for (int low = from, high = to; low < high; low /= 2, high /= 2) {
      if (low % 2 == 1) {
        nodes.get(low++).add(entry);
      }
      if (high % 2 == 1) {
        nodes.get(--high).add(entry);
      }
    }
  }

  /**
   * @param numbers the lead's values of all range fields
   * @param ranges which of them the entries' ranges are about
   * @param prefixLength of the postal prefixes in the key
   */
  void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches) {
    if (leaves == 1) {
      collect(nodes[1], numbers, ranges, prefixLength, matches);
      return;
    }
    int found = Arrays.binarySearch(starts, numbers[ranges[0]]);
    int interval = found >= 0 ? found : -found - 2;
    for (int node = interval + leaves; interval >= 0 && node > 0; node /= 2) {
      collect(nodes[node], numbers, ranges, prefixLength, matches);
    }
  }

  private static void collect(
      Entry[] entries, double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches) {
    for (Entry entry : entries) {
      if (isWithin(entry, numbers, ranges) && meetsRest(entry, matches)) {
        matches.add(
            entry,
            entry.restHasPrefix()
                ? TerritoryRank.prefixLength(entry.territory(), matches.lead())
                : prefixLength);
      }
    }
  }

  private static boolean isWithin(Entry entry, double[] numbers, int[] ranges) {
    for (int i = 0; i < ranges.length; i++) {
      double number = numbers[ranges[i]];
      if (number < entry.least()[i] || number > entry.greatest()[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean meetsRest(Entry entry, TerritoryMatches matches) {
    for (Criterion criterion : entry.rest()) {
      if (!criterion.matches(matches.lead())) {
        return false;
      }
    }
    return true;
  }
}
