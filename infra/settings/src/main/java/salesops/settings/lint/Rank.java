package salesops.settings.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salesops.model.LeadField;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;
import salesops.settings.read.Coverage;

/**
 * Where a territory stands in the order of precedence: explicit priority, then number of criteria,
 * then length of the postal prefix, then width of the range of employees, then name.
 *
 * @param prefixed whether it has a postal prefix; which length counts depends on the lead
 * @param employeesWidth of the range; the widest when it has none
 */
public record Rank(int priority, int criteria, boolean prefixed, long employeesWidth)
    implements Comparable<Rank> {
  private static final String EMPLOYEES = LeadField.EMPLOYEES.jsonName();

  public static Rank of(Territory territory) {
    List<Criterion> criteria = territory.criteria();
    return new Rank(
        territory.priority(),
        criteria.size(),
        criteria.stream().anyMatch(c -> c.kind() == Kind.PREFIX),
        criteria.stream()
            .filter(c -> c.kind() == Kind.BETWEEN && c.field().equals(EMPLOYEES))
            .mapToLong(Rank::width)
            .findFirst()
            .orElse(Long.MAX_VALUE));
  }

  /** Higher first. */
  @Override
  public int compareTo(Rank other) {
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

  private static long width(Criterion range) {
    long min = range.min() == null ? 0 : range.min();
    long max = range.max() == null ? LeadField.EMPLOYEES.max() : range.max();
    return max - min;
  }

  /**
   * Whether {@code high} comes before {@code low} for every lead that both match, given that {@code
   * high} matches all that {@code low} does, and that these are their ranks.
   */
  static boolean alwaysBefore(Territory high, Rank highRank, Territory low, Rank lowRank) {
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
        criterion.values().forEach(value -> prefixes.add(Coverage.normal(Kind.PREFIX, value)));
      }
    }
    return prefixes;
  }
}
