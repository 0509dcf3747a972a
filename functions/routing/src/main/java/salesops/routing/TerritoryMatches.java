package salesops.routing;

import java.util.Arrays;
import java.util.List;
import salesops.model.Lead;
import salesops.model.settings.Territory;

/** Territories found for one lead, each with its rank as a number that sorts. */
final class TerritoryMatches {
  private static final int LENGTH_MAX = 255;

  private final Lead lead;
  private long[] ranks = new long[8];
  private int size;

  TerritoryMatches(Lead lead) {
    this.lead = lead;
  }

  Lead lead() {
    return lead;
  }

  /**
   * @param prefixLength longest postal prefix that the lead shares with the territory
   */
  void add(TerritoryBucket.Entry entry, int prefixLength) {
    long rank =
        ((long) entry.tier() << 40)
            | ((long) (LENGTH_MAX - Math.min(prefixLength, LENGTH_MAX)) << 32)
            | entry.order();
    // A territory that lists a prefix of another of its prefixes is found under both.
    for (int i = 0; prefixLength > 0 && i < size; i++) {
      if ((int) ranks[i] == entry.order()) {
        ranks[i] = Math.min(ranks[i], rank);
        return;
      }
    }
    if (size == ranks.length) {
      ranks = Arrays.copyOf(ranks, 2 * size);
    }
    ranks[size++] = rank;
  }

  List<Territory> ranked(Territory[] ordered) {
    Arrays.sort(ranks, 0, size);
    Territory[] territories = new Territory[size];
    for (int i = 0; i < size; i++) {
      territories[i] = ordered[(int) ranks[i]];
    }
    return List.of(territories);
  }
}
