package salesops.settings.lint;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Values;

/**
 * Finds plans of different names that name the same rep, or the same team, at the same time: which
 * one pays would be chance. A rep named by one plan and in the team of another earns by the former.
 *
 * @param plans versions of one name don't overlap
 */
public record PlanOverlaps(List<Located<Plan>> plans, Problems problems) {
  public void check() {
    Map<String, List<Located<Plan>>> byWho = new TreeMap<>();
    for (Located<Plan> plan : plans) {
      plan.value().reps().forEach(rep -> add(byWho, rep.email(), plan));
      plan.value().teams().forEach(team -> add(byWho, "team " + team, plan));
    }
    byWho.forEach(this::check);
  }

  private static void add(Map<String, List<Located<Plan>>> byWho, String who, Located<Plan> plan) {
    byWho.computeIfAbsent(who, name -> new ArrayList<>()).add(plan);
  }

  private void check(String who, List<Located<Plan>> plans) {
    List<Located<Plan>> byStart =
        plans.stream().sorted(Comparator.comparing(plan -> plan.value().from())).toList();
    // Whichever of the earlier ones lasts longest overlaps the next one, if any does.
    Plan longest = byStart.getFirst().value();
    for (Located<Plan> next : byStart.subList(1, byStart.size())) {
      Plan plan = next.value();
      if (!plan.name().equals(longest.name()) && plan.from().isBefore(end(longest))) {
        problems.error(
            next.place(),
            "%s must not earn by two plans at once, %s and %s from %s%s"
                .formatted(
                    who,
                    Values.quoted(longest.name()),
                    Values.quoted(plan.name()),
                    plan.from(),
                    last(longest, plan)),
            "leave " + who + " out of one, or end one with to");
      }
      longest = end(plan).isAfter(end(longest)) ? plan : longest;
    }
  }

  private static LocalDate end(Plan plan) {
    @Nullable LocalDate until = plan.until();
    return until == null ? LocalDate.MAX : until;
  }

  private static String last(Plan a, Plan b) {
    LocalDate end = end(a).isBefore(end(b)) ? end(a) : end(b);
    return end.equals(LocalDate.MAX) ? " on" : " to " + end.minusDays(1);
  }
}
