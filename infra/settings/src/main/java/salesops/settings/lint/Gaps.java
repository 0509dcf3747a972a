package salesops.settings.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import salesops.model.Countries;
import salesops.model.LeadField;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;
import salesops.settings.read.Coverage;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;

/** Says which leads no territory takes, where there is no catch-all. */
final class Gaps {
  /** Countries and ranges named in a message. */
  static final int NAMED_MAX = 8;

  private static final String COUNTRY = LeadField.COUNTRY.jsonName();

  private final List<Located<Territory>> territories;
  private final Problems problems;
  private final Place list;

  /**
   * @param list where the list of territories stands
   */
  Gaps(List<Located<Territory>> territories, Problems problems, Place list) {
    this.territories = territories;
    this.problems = problems;
    this.list = list;
  }

  void check() {
    if (territories.stream().anyMatch(t -> t.value().criteria().isEmpty())) {
      return;
    }
    problems.warning(
        list,
        "no catch-all: leads that meet no territory go to the fallback or are held",
        "add {name: Rest of world, when: {}, pool: […]}");
    if (!territories.isEmpty()) {
      countries();
      ranges();
    }
  }

  private void countries() {
    Set<String> whole = new TreeSet<>();
    Map<String, Located<Territory>> partly = new TreeMap<>();
    for (Located<Territory> territory : territories) {
      for (Criterion criterion : territory.value().criteria()) {
        if (criterion.field().equals(COUNTRY)) {
          if (territory.value().criteria().size() == 1) {
            whole.addAll(criterion.values());
          } else {
            criterion.values().forEach(country -> partly.putIfAbsent(country, territory));
          }
        }
      }
    }
    if (whole.isEmpty() && partly.isEmpty()) {
      return;
    }
    Set<String> none = new TreeSet<>(Countries.codes());
    none.removeAll(whole);
    none.removeAll(partly.keySet());
    if (!none.isEmpty()) {
      problems.warning(list, "no territory names " + named(none, "countries"), "add them");
    }
    partly.keySet().removeAll(whole);
    if (!partly.isEmpty()) {
      Located<Territory> first = partly.values().iterator().next();
      problems.warning(
          first.place(),
          named(partly.keySet(), "countries")
              + " are covered only under further conditions, such as "
              + Coverage.text(first.value().criteria()),
          "add a territory for the country alone");
    }
  }

  private static String named(Set<String> all, String what) {
    String some = String.join(", ", all.stream().limit(NAMED_MAX).toList());
    return all.size() + " " + what + " (" + some + (all.size() > NAMED_MAX ? ", …" : "") + ")";
  }

  /** Ranges that leave numbers out between them, all other conditions being the same. */
  private void ranges() {
    Map<List<Criterion>, List<Located<Criterion>>> groups = new LinkedHashMap<>();
    for (Located<Territory> territory : territories) {
      for (Criterion range : territory.value().criteria()) {
        if (range.kind() == Kind.BETWEEN) {
          List<Criterion> others = new ArrayList<>(territory.value().criteria());
          others.remove(range);
          others.add(new Criterion(range.field(), Kind.BETWEEN, List.of(), null, null));
          groups
              .computeIfAbsent(others, k -> new ArrayList<>())
              .add(new Located<>(territory.place(), range));
        }
      }
    }
    groups.forEach((others, ranges) -> gaps(others.subList(0, others.size() - 1), ranges));
  }

  private void gaps(List<Criterion> others, List<Located<Criterion>> ranges) {
    ranges.sort(Comparator.comparingLong(r -> least(r.value())));
    long covered = greatest(ranges.getFirst().value());
    for (Located<Criterion> range : ranges) {
      if (covered != Long.MAX_VALUE && least(range.value()) > covered + 1) {
        gap(others, range, covered + 1, least(range.value()) - 1);
      }
      covered = Math.max(covered, greatest(range.value()));
    }
  }

  private void gap(List<Criterion> others, Located<Criterion> above, long from, long to) {
    List<Criterion> lead = new ArrayList<>(others);
    lead.add(new Criterion(above.value().field(), Kind.BETWEEN, List.of(), from, to));
    boolean taken =
        territories.stream()
            .anyMatch(
                t ->
                    t.value().criteria().stream()
                        .allMatch(c -> lead.stream().anyMatch(l -> Coverage.covers(c, l))));
    if (!taken) {
      problems.warning(
          above.place(),
          "no territory takes " + Coverage.text(lead),
          "let the ranges follow each other: …" + to + " and " + (to + 1) + "…");
    }
  }

  private static long least(Criterion range) {
    return range.min() == null ? Long.MIN_VALUE : range.min();
  }

  private static long greatest(Criterion range) {
    return range.max() == null ? Long.MAX_VALUE : range.max();
  }
}
