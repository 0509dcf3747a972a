package salesops.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salesops.model.settings.Criterion;
import salesops.routing.TerritoryBucket.Entry;

/** The territories of one shape, by the numbers of the values they ask for. */
final class TerritoryProbe {
  private final int[] keyed;
  private final int[] shifts;
  private final int[][] prefixLengths;
  private final int[] ranges;
  private final LongTable<TerritoryBucket> table;

  private TerritoryProbe(Builder from) {
    keyed = from.keyed.stream().mapToInt(Integer::intValue).toArray();
    shifts = from.shifts;
    prefixLengths = new int[keyed.length][];
    for (int i = 0; i < keyed.length; i++) {
      prefixLengths[i] = from.dimensions.lengths(keyed[i]);
    }
    ranges = from.ranges;
    Map<Long, TerritoryBucket> buckets = HashMap.newHashMap(from.buckets.size());
    from.buckets.forEach((key, entries) -> buckets.put(key, TerritoryBucket.of(entries)));
    table = LongTable.of(buckets);
  }

  void find(LeadValues lead, TerritoryMatches matches) {
    long key = 0;
    int length = 0;
    for (int i = 0; i < keyed.length; i++) {
      int[] ids = lead.ids()[keyed[i]];
      if (ids.length != 1) {
        find(lead, i, key, length, matches);
        return;
      }
      key |= (long) ids[0] << shifts[i];
      length = longer(length, i, ids[0]);
    }
    probe(lead, key, length, matches);
  }

  /** Goes through the values from this place on; postal prefixes are seldom exactly one. */
  private void find(LeadValues lead, int place, long key, int length, TerritoryMatches matches) {
    if (place == keyed.length) {
      probe(lead, key, length, matches);
      return;
    }
    for (int id : lead.ids()[keyed[place]]) {
      long longerKey = key | ((long) id << shifts[place]);
      find(lead, place + 1, longerKey, longer(length, place, id), matches);
    }
  }

  private void probe(LeadValues lead, long key, int length, TerritoryMatches matches) {
    TerritoryBucket bucket = table.get(key);
    if (bucket != null && hasNumbers(lead)) {
      bucket.find(lead.numbers(), ranges, length, matches);
    }
  }

  private int longer(int length, int place, int id) {
    int[] lengths = prefixLengths[place];
    return lengths.length == 0 ? length : Math.max(length, lengths[id]);
  }

  private boolean hasNumbers(LeadValues lead) {
    for (int range : ranges) {
      if (Double.isNaN(lead.numbers()[range])) {
        return false;
      }
    }
    return true;
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
}
