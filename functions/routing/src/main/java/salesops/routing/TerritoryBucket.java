package salesops.routing;

import java.util.List;
import salesops.model.settings.Criterion;
import salesops.routing.TerritoryProbe.Entry;

/** Territories with the same key, told apart by what the key leaves out: ranges and the rest. */
sealed interface TerritoryBucket permits TerritoryBucket.Few, RangeTree {
  /** Up to this many entries are compared one by one. */
  int FEW = 8;

  static TerritoryBucket of(List<Entry> entries) {
    Few few = new Few(entries.toArray(Entry[]::new));
    return entries.size() <= FEW || entries.getFirst().least().length == 0
        ? few
        : RangeTree.of(entries);
  }

  /**
   * @param numbers the lead's values of all range fields
   * @param ranges which of them the entries' ranges are about
   * @param prefixLength of the postal prefixes in the key
   */
  void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches);

  /** Compared one by one. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  record Few(Entry[] entries) implements TerritoryBucket {
    @Override
    public void find(double[] numbers, int[] ranges, int prefixLength, TerritoryMatches matches) {
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
}
