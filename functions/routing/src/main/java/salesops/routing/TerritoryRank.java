package salesops.routing;

import java.util.Comparator;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Criteria;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;

/**
 * Which of a lead's territories comes first: explicit priority, then number of criteria, then the
 * longest postal prefix that the lead has, then the narrower range of employees, then the name.
 */
final class TerritoryRank {
  /** What comes before the postal prefix. */
  static final Comparator<Territory> TIER =
      Comparator.comparingInt(Territory::priority)
          .thenComparingInt(t -> t.criteria().size())
          .reversed();

  /** What comes after it. */
  static final Comparator<Territory> LAST =
      Comparator.comparingLong(TerritoryRank::employeesWidth).thenComparing(Territory::name);

  private TerritoryRank() {}

  /** The whole order, for one lead. */
  static Comparator<Territory> of(Lead lead) {
    return TIER.thenComparing(
            Comparator.<Territory>comparingInt(t -> prefixLength(t, lead)).reversed())
        .thenComparing(LAST);
  }

  /** Length of the longest postal prefix of the territory that the lead's code starts with. */
  static int prefixLength(Territory territory, Lead lead) {
    return territory.criteria().stream().mapToInt(c -> prefixLength(c, lead)).max().orElse(0);
  }

  /** The same of one criterion; 0 when it is about something else. */
  static int prefixLength(Criterion criterion, Lead lead) {
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
  private static long employeesWidth(Territory territory) {
    long width = Long.MAX_VALUE;
    for (Criterion criterion : territory.criteria()) {
      if (criterion.kind() == Kind.BETWEEN
          && criterion.field().equals(LeadField.EMPLOYEES.jsonName())) {
        Long min = criterion.min();
        Long max = criterion.max();
        width = (max == null ? LeadField.EMPLOYEES.max() : max) - (min == null ? 0 : min);
      }
    }
    return width;
  }
}
