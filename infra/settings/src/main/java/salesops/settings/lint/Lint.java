package salesops.settings.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesops.model.RepId;
import salesops.model.settings.Limits;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings.NamedAccount;
import salesops.model.settings.Territory;
import salesops.settings.read.People;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;

/**
 * Looks at settings that can be read for what they would do to leads and reps.
 *
 * @param root where the lists of territories and so on stand
 */
public record Lint(
    Section root,
    People people,
    List<NamedAccount> accounts,
    List<Located<Territory>> territories,
    RoutingRules routing,
    Problems problems) {
  /** Members of all pools together: what a function can hold in memory. */
  static final int SEATS_MAX = 400_000;

  public void check() {
    List<Shape> shapes = Shape.of(territories);
    shapes(shapes);
    seats();
    Place list = root.at("territories");
    new Gaps(territories, problems, list).check();
    if (shapes.size() <= Limits.TERRITORY_SHAPES_MAX) {
      // One with a criterion that can't be read would look wider than it is meant.
      List<Located<Territory>> sound =
          territories.stream().filter(t -> !problems.hasErrorIn(t.place())).toList();
      new Reachability(Shape.of(sound), problems).check();
      new Overlaps(problems, list).check(sound);
    }
    skills();
    repsWithoutTerritory();
    fallback();
  }

  private void shapes(List<Shape> shapes) {
    if (shapes.size() > Limits.TERRITORY_SHAPES_MAX) {
      Shape first = shapes.get(Limits.TERRITORY_SHAPES_MAX);
      problems.error(
          first.territories().getFirst().place(),
          shapes.size()
              + " different sets of criteria, at most "
              + Limits.TERRITORY_SHAPES_MAX
              + "; this is the first too many: "
              + first.keys(),
          "use the same fields in more territories");
    }
  }

  private void seats() {
    long seats = territories.stream().mapToLong(t -> t.value().pool().members().size()).sum();
    if (seats > SEATS_MAX) {
      problems.error(
          root.at("territories"),
          "the pools of all territories have " + seats + " members, at most " + SEATS_MAX,
          "use smaller teams");
    }
  }

  private void skills() {
    for (Located<Territory> territory : territories) {
      Territory t = territory.value();
      boolean nobody =
          t.pool().members().stream()
              .map(people.reps()::get)
              .noneMatch(rep -> rep == null || rep.value().skills().containsAll(t.need()));
      if (nobody && !t.pool().members().isEmpty()) {
        problems.warning(
            territory.place(),
            "nobody of its pool has the skills "
                + String.join(", ", t.need().stream().sorted().toList()),
            "add them to a rep's skills, or change the pool");
      }
    }
  }

  private void repsWithoutTerritory() {
    Set<RepId> used = new HashSet<>();
    territories.forEach(territory -> used.addAll(territory.value().pool().members()));
    accounts.stream().map(NamedAccount::owner).forEach(used::add);
    used.add(routing.fallback());
    for (Map.Entry<RepId, Located<Rep>> rep : people.reps().entrySet()) {
      if (!used.contains(rep.getKey())) {
        problems.warning(
            rep.getValue().place(),
            rep.getKey() + " is in the pool of no territory",
            "add the rep or the team " + rep.getValue().value().team() + " to a pool");
      }
    }
  }

  private void fallback() {
    if (routing.fallback() == null) {
      problems.warning(
          root.at("routing"),
          "no fallback: leads that nobody may have are held",
          "write fallback: with the e-mail address of a rep or manager");
    } else if (!routing.order().contains(Path.FALLBACK)) {
      problems.warning(
          root.at("routing"), "fallback is named, but order leaves it out", "add it to order");
    }
    if (!routing.order().contains(Path.TERRITORY)) {
      problems.warning(root.at("routing"), "order leaves territory out", "add it to order");
    }
  }
}
