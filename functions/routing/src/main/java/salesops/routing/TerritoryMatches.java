package salesops.routing;

import java.util.Arrays;
import java.util.List;
import salesops.model.Lead;
import salesops.model.settings.Criterion;
import salesops.model.settings.Territory;
import salesops.model.settings.TerritoryRank;

/** Territories found for one lead, each with its rank as a number that sorts. */
final class TerritoryMatches {
  private static final int LENGTH_MAX = 255;

  private final Lead lead;
  private long[] ranks = new long[8];
  private int size;

  TerritoryMatches(Lead lead) {
    this.lead = lead;
  }

  /**
   * A territory's place but for the postal prefix.
   *
   * @param tier place by the rules of precedence before the postal prefix
   * @param order place by the rules after it; unlike any other territory's
   */
  static long rank(int tier, int order) {
    return ((long) tier << 40) | ((long) LENGTH_MAX << 32) | order;
  }

  /** Adds the territory if the lead meets the rest of its criteria. */
  void add(long place, int prefixLength, Criterion[] rest) {
    int longest = prefixLength;
    for (Criterion criterion : rest) {
      if (!criterion.matches(lead)) {
        return;
      }
      longest = Math.max(longest, TerritoryRank.prefixLength(criterion, lead));
    }
    add(place, longest);
  }

  /**
   * @param place as made by {@link #rank}
   * @param prefixLength longest postal prefix that the lead shares with the territory
   */
  void add(long place, int prefixLength) {
    long rank = place - ((long) Math.min(prefixLength, LENGTH_MAX) << 32);
    // A territory that lists a prefix of another of its prefixes is found under both.
    for (int i = 0; prefixLength > 0 && i < size; i++) {
      if ((int) ranks[i] == (int) place) {
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
