package salesops.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;

/** The territories of one shape, by the numbers of the values they ask for. */
final class TerritoryProbe {
  private final int[] keyed;
  private final int[] shifts;
  private final int[][] prefixLengths;
  private final int[] ranges;
  private final LongTable<RangeTree> table;

  private TerritoryProbe(Builder from) {
    keyed = from.keyed.stream().mapToInt(Integer::intValue).toArray();
    shifts = from.shifts;
    prefixLengths = new int[keyed.length][];
    for (int i = 0; i < keyed.length; i++) {
      prefixLengths[i] = from.dimensions.lengths(keyed[i]);
    }
    ranges = from.ranges;
    Map<Long, RangeTree> buckets = HashMap.newHashMap(from.buckets.size());
    from.buckets.forEach((key, entries) -> buckets.put(key, RangeTree.of(entries)));
    table = LongTable.of(buckets);
  }

  /**
   * One territory as a probe finds it.
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
      List<Criterion> rest,
      boolean restHasPrefix) {
    Entry(Territory territory, int tier, int order, List<Criterion> ranges, List<Criterion> rest) {
      this(
          territory,
          tier,
          order,
          ranges.stream().mapToDouble(Entry::least).toArray(),
          ranges.stream().mapToDouble(Entry::greatest).toArray(),
          List.copyOf(rest),
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
  }

  void find(LeadValues lead, TerritoryMatches matches) {
    for (int range : ranges) {
      if (Double.isNaN(lead.numbers()[range])) {
        return;
      }
    }
    for (int dimension : keyed) {
      if (lead.ids()[dimension].length == 0) {
        return;
      }
    }
    find(lead, 0, 0, 0, matches);
  }

  private void find(LeadValues lead, int level, long key, int length, TerritoryMatches matches) {
    if (level == keyed.length) {
      RangeTree bucket = table.get(key);
      if (bucket != null) {
        bucket.find(lead.numbers(), ranges, length, matches);
      }
      return;
    }
    for (int id : lead.ids()[keyed[level]]) {
      find(
          lead,
          level + 1,
          key | ((long) id << shifts[level]),
          Math.max(length, prefixLengths[level][id]),
          matches);
    }
  }

  /** Collects the territories of one probe. */
  static final class Builder {
    private final LeadValues.Dimensions dimensions;
    private final List<Integer> keyed;
    private final int[] shifts;
    private final int[] ranges;
    private final Map<Long, List<Entry>> buckets = new HashMap<>();

    Builder(LeadValues.Dimensions dimensions, List<Integer> keyed, List<Criterion> ranges) {
      this.dimensions = dimensions;
      this.keyed = keyed;
      this.ranges = ranges.stream().mapToInt(dimensions::rangePlace).toArray();
      shifts = new int[keyed.size()];
      for (int i = 1; i < shifts.length; i++) {
        shifts[i] = shifts[i - 1] + dimensions.bits(keyed.get(i - 1));
      }
    }

    void add(List<Criterion> criteria, Entry entry) {
      List<Long> keys = List.of(0L);
      for (int i = 0; i < criteria.size(); i++) {
        List<Long> longer = new ArrayList<>();
        for (int id : dimensions.ids(criteria.get(i))) {
          for (long key : keys) {
            longer.add(key | ((long) id << shifts[i]));
          }
        }
        keys = longer;
      }
      for (long key : keys) {
        buckets.computeIfAbsent(key, k -> new ArrayList<>(1)).add(entry);
      }
    }

    TerritoryProbe build() {
      return new TerritoryProbe(this);
    }
  }

  /** A hash table with primitive keys: a probe is one or two reads and makes no garbage. */
  private static final class LongTable<V> {
    private final long[] keys;
    private final @Nullable Object[] values;
    private final int mask;

    private LongTable(int capacity) {
      keys = new long[capacity];
      values = new @Nullable Object[capacity];
      mask = capacity - 1;
    }

    /** At most half full, so that a miss ends soon. */
    static <V> LongTable<V> of(Map<Long, V> entries) {
      LongTable<V> table =
          new LongTable<>(Math.max(2, Integer.highestOneBit(Math.max(1, entries.size())) * 4));
      entries.forEach(table::put);
      return table;
    }

    private void put(long key, V value) {
      int slot = slot(key);
      while (values[slot] != null) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = key;
      values[slot] = value;
    }

    @SuppressWarnings("unchecked")
    @Nullable V get(long key) {
      int slot = slot(key);
      while (values[slot] != null) {
        if (keys[slot] == key) {
          return (V) values[slot];
        }
        slot = (slot + 1) & mask;
      }
      return null;
    }

    private int slot(long key) {
      long mixed = key * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 32) & mask;
    }
  }
}
