package salesops.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import salesops.routing.TerritoryBucket.Entry;

/**
 * Territories found by their first range: a segment tree. Finding k of n takes O(log n + k) steps
 * however the ranges overlap.
 */
final class RangeTree implements TerritoryBucket {
  private static final TerritoryRows NONE = TerritoryRows.of(List.of());

  /** Where elementary intervals begin; interval i is [starts[i], starts[i + 1]). */
  private final double[] starts;

  /** A complete binary tree, root at 1; the entries of a node cover all of its intervals. */
  private final TerritoryRows[] nodes;

  private RangeTree(double[] starts, TerritoryRows[] nodes) {
    this.starts = starts;
    this.nodes = nodes;
  }

  static RangeTree of(List<Entry> entries) {
    double[] starts =
        entries.stream()
            .flatMapToDouble(e -> DoubleStream.of(e.least(0), after(e)))
            .distinct()
            .sorted()
            .toArray();
    int leaves = Integer.highestOneBit(starts.length * 2 - 1);
    List<List<Entry>> nodes = new ArrayList<>();
    for (int i = 0; i < 2 * leaves; i++) {
      nodes.add(new ArrayList<>(0));
    }
    for (Entry entry : entries) {
      int from = Arrays.binarySearch(starts, entry.least(0));
      int to = Arrays.binarySearch(starts, after(entry));
      cover(nodes, from + leaves, to + leaves, entry);
    }
    return new RangeTree(
        starts,
        nodes.stream()
            .map(n -> n.isEmpty() ? NONE : TerritoryRows.of(n))
            .toArray(TerritoryRows[]::new));
  }

  /** The first value above the range. */
  private static double after(Entry entry) {
    return Math.nextUp(entry.greatest(0));
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

  @Override
  public void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches) {
    int found = Arrays.binarySearch(starts, numbers[ranges[0]]);
    int interval = found >= 0 ? found : -found - 2;
    for (int node = interval + nodes.length / 2; interval >= 0 && node > 0; node /= 2) {
      nodes[node].find(numbers, ranges, prefixLength, matches);
    }
  }
}
