package salesops.scoring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import salesops.model.Lead;
import salesops.model.ScorePart;
import salesops.model.settings.Criteria;
import salesops.model.settings.Criterion;
import salesops.model.settings.Scoring.FitRule;

/** How well a lead agrees with the ideal customer. */
final class Fit {
  private final List<FitRule> rules;

  Fit(List<FitRule> rules) {
    this.rules = rules;
  }

  /** A part for each rule that holds, then one for all that may hold but for missing data. */
  List<ScorePart> parts(Lead lead) {
    List<ScorePart> parts = new ArrayList<>();
    List<FitRule> open = new ArrayList<>();
    for (FitRule rule : rules) {
      if (rule.when().stream().allMatch(c -> c.matches(lead))) {
        parts.add(part(10 * rule.points(), reason(rule, lead)));
      } else if (rule.points() > 0
          && rule.when().stream().allMatch(c -> c.matches(lead) || c.isUnknown(lead))) {
        open.add(rule);
      }
    }
    if (!open.isEmpty()) {
      parts.add(part(0, Reason.unknown(unknown(open, lead), Potential.of(open, lead))));
    }
    return parts;
  }

  private static String reason(FitRule rule, Lead lead) {
    String because = rule.because();
    if (because == null) {
      return rule.when().isEmpty()
          ? "every lead"
          : rule.when().stream().map(c -> c.describe(lead)).collect(Collectors.joining(", "));
    }
    // "industry is in our ideal profile" says which: "industry Insurance is in our ideal profile".
    for (Criterion criterion : rule.when()) {
      String label = Criteria.label(criterion.field());
      if (because.startsWith(label + " ")) {
        return label + " " + value(criterion, lead) + because.substring(label.length());
      }
    }
    return because;
  }

  private static String value(Criterion criterion, Lead lead) {
    return criterion.kind() == Criterion.Kind.ANY_OF
        ? criterion.matched(lead).orElseThrow()
        : criterion.shown(lead);
  }

  private static Set<String> unknown(List<FitRule> open, Lead lead) {
    return open.stream()
        .flatMap(rule -> rule.when().stream())
        .filter(c -> c.isUnknown(lead))
        .map(c -> Criteria.label(c.field()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static ScorePart part(int tenths, String reason) {
    return new ScorePart(ScorePart.Kind.FIT, tenths, Reason.of(reason));
  }
}
