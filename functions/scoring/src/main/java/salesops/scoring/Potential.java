package salesops.scoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salesops.model.Lead;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Scoring.FitRule;

/**
 * The most that missing data could still add. Rules that exclude each other, such as two ranges of
 * employees, count once; where that cannot be told, as for wildcards, all count.
 */
final class Potential {
  private Potential() {}

  /**
   * @param open rules with positive points that hold but for missing data
   * @return points
   */
  static int of(List<FitRule> open, Lead lead) {
    int sum = 0;
    Map<String, List<FitRule>> byField = new LinkedHashMap<>();
    for (FitRule rule : open) {
      Set<String> unknown =
          rule.when().stream()
              .filter(c -> c.isUnknown(lead))
              .map(Criterion::field)
              .collect(Collectors.toSet());
      if (unknown.size() == 1 && rule.when().stream().allMatch(Potential::hasEdges)) {
        byField.computeIfAbsent(unknown.iterator().next(), f -> new ArrayList<>()).add(rule);
      } else {
        sum += rule.points();
      }
    }
    for (Map.Entry<String, List<FitRule>> field : byField.entrySet()) {
      sum += most(field.getKey(), field.getValue(), lead);
    }
    return sum;
  }

  private static boolean hasEdges(Criterion criterion) {
    return criterion.kind() == Kind.ANY_OF || criterion.kind() == Kind.BETWEEN;
  }

  /** The best sum that one value of the field could bring: it lies at an edge of some rule. */
  private static int most(String field, List<FitRule> rules, Lead lead) {
    if (rules.size() == 1) {
      return rules.getFirst().points();
    }
    int most = 0;
    for (String value : edges(field, rules)) {
      Lead known = with(lead, field, value);
      int sum =
          rules.stream()
              .filter(r -> r.when().stream().allMatch(c -> c.matches(known)))
              .mapToInt(FitRule::points)
              .sum();
      most = Math.max(most, sum);
    }
    return most;
  }

  private static Set<String> edges(String field, List<FitRule> rules) {
    Set<String> edges = new LinkedHashSet<>();
    for (FitRule rule : rules) {
      for (Criterion criterion : rule.when()) {
        if (criterion.field().equals(field)) {
          edges.addAll(criterion.values());
          Long end = criterion.min() != null ? criterion.min() : criterion.max();
          edges.add(end == null ? "0" : end.toString());
        }
      }
    }
    return edges;
  }

  private static Lead with(Lead lead, String field, String value) {
    boolean attribute = field.startsWith(Lead.ATTRIBUTE_PREFIX);
    Map<String, String> changed = new HashMap<>(attribute ? lead.attributes() : lead.fields());
    changed.put(attribute ? field.substring(Lead.ATTRIBUTE_PREFIX.length()) : field, value);
    return new Lead(
        lead.leadId(),
        lead.form(),
        lead.submittedAt(),
        lead.origin(),
        lead.origins(),
        lead.identity(),
        attribute ? lead.fields() : changed,
        attribute ? changed : lead.attributes());
  }
}
