package salesops.model.settings;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Criterion.Kind;

/**
 * Place of a territory in the order of precedence: explicit priority, then number of criteria, then
 * the longest postal prefix that the lead has, then the narrower range of employees, then the name.
 *
 * @param prefixed whether it has a postal prefix; which length counts depends on the lead
 * @param employeesWidth of the range; the widest when it has none
 */
public record TerritoryRank(int priority, int criteria, boolean prefixed, long employeesWidth)
    implements Comparable<TerritoryRank> {
  private static final String EMPLOYEES = LeadField.EMPLOYEES.jsonName();

  /** What comes before the postal prefix. */
  public static final Comparator<Territory> TIER =
      Comparator.comparingInt(Territory::priority)
          .thenComparingInt(t -> t.criteria().size())
          .reversed();

  /** What comes after it. */
  public static final Comparator<Territory> LAST =
      Comparator.<Territory>comparingLong(TerritoryRank::width).thenComparing(Territory::name);

  /** What is known of a territory's place without a lead. */
  public static TerritoryRank of(Territory territory) {
    List<Criterion> criteria = territory.criteria();
    return new TerritoryRank(
        territory.priority(),
        criteria.size(),
        criteria.stream().anyMatch(c -> c.kind() == Kind.PREFIX),
        width(territory));
  }

  /** The whole order, for one lead. */
  public static Comparator<Territory> of(Lead lead) {
    return TIER.thenComparing(
            Comparator.<Territory>comparingInt(t -> prefixLength(t, lead)).reversed())
        .thenComparing(LAST);
  }

  /** Higher first; equal where a lead or the name decides. */
  @Override
  public int compareTo(TerritoryRank other) {
    if (priority != other.priority) {
      return Integer.compare(other.priority, priority);
    }
    if (criteria != other.criteria) {
      return Integer.compare(other.criteria, criteria);
    }
    return prefixed != other.prefixed
        ? Boolean.compare(other.prefixed, prefixed)
        : Long.compare(employeesWidth, other.employeesWidth);
  }

  /**
   * Whether {@code high} comes before {@code low} for every lead that both match, given that {@code
   * high} matches all that {@code low} does, and that these are their ranks.
   */
  public static boolean alwaysBefore(
      Territory high, TerritoryRank highRank, Territory low, TerritoryRank lowRank) {
    int order = highRank.compareTo(lowRank);
    if (order != 0) {
      return order < 0;
    }
    // The longest prefix that a lead matches counts: as long in both only where they are the same.
    return high.name().compareTo(low.name()) < 0
        && (!highRank.prefixed() || prefixes(high).equals(prefixes(low)));
  }

  private static Set<String> prefixes(Territory territory) {
    Set<String> prefixes = new HashSet<>();
    for (Criterion criterion : territory.criteria()) {
      if (criterion.kind() == Kind.PREFIX) {
        criterion.values().forEach(value -> prefixes.add(Criteria.postal(value)));
      }
    }
    return prefixes;
  }

  /** Length of the longest postal prefix of the territory that the lead's code starts with. */
  private static int prefixLength(Territory territory, Lead lead) {
    return territory.criteria().stream().mapToInt(c -> prefixLength(c, lead)).max().orElse(0);
  }

  /** The same of one criterion; 0 when it is about something else. */
  public static int prefixLength(Criterion criterion, Lead lead) {
    int longest = 0;
    if (criterion.kind() == Kind.PREFIX) {
      String code = lead.get(criterion.field()).map(Criteria::postal).orElse("");
      for (String value : criterion.values()) {
        String prefix = Criteria.postal(value);
        longest = code.startsWith(prefix) ? Math.max(longest, prefix.length()) : longest;
      }
    }
    return longest;
  }

  /** Open ends reach to what the field allows; without a range nothing is narrower than all. */
  private static long width(Territory territory) {
    return territory.criteria().stream()
        .filter(c -> c.kind() == Kind.BETWEEN && c.field().equals(EMPLOYEES))
        .mapToLong(TerritoryRank::span)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static long span(Criterion range) {
    long min = range.min() == null ? 0 : range.min();
    long max = range.max() == null ? LeadField.EMPLOYEES.max() : range.max();
    return max - min;
  }
}
