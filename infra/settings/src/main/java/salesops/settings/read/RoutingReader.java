package salesops.settings.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.GradeBand;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code routing}: how an owner is found. */
public final class RoutingReader {
  static final int OPEN_DAYS_MAX = 3_650;
  static final int BANDS_MAX = 8;

  private static final Keys ROUTING =
      Keys.of(
          "order",
          "existingOwner",
          "outsideHours",
          "whenPoolIsFull",
          "fallback",
          "skip",
          "rotateApart");
  private static final Keys EXISTING_OWNER = Keys.of("match", "openFor");
  private static final Keys SKIP = Keys.of("grade", "to");
  private static final Map<String, Path> PATHS =
      Map.of(
          "namedAccount", Path.NAMED_ACCOUNT,
          "existingOwner", Path.EXISTING_OWNER,
          "territory", Path.TERRITORY,
          "fallback", Path.FALLBACK);
  private static final List<Path> USUAL_ORDER =
      List.of(Path.NAMED_ACCOUNT, Path.EXISTING_OWNER, Path.TERRITORY, Path.FALLBACK);
  private static final Map<String, Boolean> OUTSIDE_HOURS =
      Map.of("assign", false, "holdUntilOpen", true);
  private static final String OTHERWISE = "otherwise";
  private static final int USUAL_OPEN_DAYS = 90;

  private final Source source;
  private final Problems problems;

  public RoutingReader(Source source) {
    this.source = source;
    this.problems = source.problems();
  }

  public RoutingRules read(People people) {
    Section routing = source.root().section("routing", ROUTING);
    Section owner = routing.section("existingOwner", EXISTING_OWNER);
    Set<String> match =
        new TreeSet<>(
            owner.has("match")
                ? owner.values(
                    "match",
                    Values.oneOf(Map.of("person", "person", "companyDomain", "companyDomain")))
                : List.of("person", "companyDomain"));
    return new RoutingRules(
        order(routing),
        owner.value("openFor", RoutingReader::openDays).orElse(USUAL_OPEN_DAYS),
        match.contains("person"),
        match.contains("companyDomain"),
        holdOutsideHours(routing),
        routing
            .value("whenPoolIsFull", Values.oneOf(TerritoriesReader.WHEN_FULL))
            .orElse(WhenFull.PARENT),
        fallback(routing, people),
        nurture(routing),
        bands(routing));
  }

  private static int openDays(String text) {
    int days = Values.days(text);
    if (days > OPEN_DAYS_MAX) {
      throw new Malformed(text + " is out of range", "at most " + OPEN_DAYS_MAX + "d");
    }
    return days;
  }

  private List<Path> order(Section routing) {
    if (!routing.has("order")) {
      return USUAL_ORDER;
    }
    List<Path> order = routing.values("order", Values.oneOf(PATHS));
    if (new LinkedHashSet<>(order).size() < order.size()) {
      problems.error(routing.at("order"), "names a path twice", "name each once");
    }
    if (order.contains(Path.FALLBACK) && order.getLast() != Path.FALLBACK) {
      problems.error(routing.at("order"), "nothing is tried after fallback", "name fallback last");
    }
    return order;
  }

  private Set<Grade> holdOutsideHours(Section routing) {
    Optional<Node> node = routing.node("outsideHours");
    Set<Grade> hold = new TreeSet<>();
    if (node.isEmpty()) {
      return hold;
    }
    if (node.get() instanceof Node.Scalar) {
      routing
          .value("outsideHours", Values.oneOf(OUTSIDE_HOURS))
          .ifPresent(holds -> hold.addAll(holds ? Grade.all() : List.of()));
      return hold;
    }
    Section byGrade = routing.anySection("outsideHours");
    byGrade
        .value(OTHERWISE, Values.oneOf(OUTSIDE_HOURS))
        .ifPresent(holds -> hold.addAll(holds ? Grade.all() : List.of()));
    // A letter first, so that a grade may differ from the rest of its letter.
    for (int length = 1; length <= 2; length++) {
      for (String key : byGrade.keys()) {
        if (!key.equals(OTHERWISE) && Math.clamp(key.length(), 1, 2) == length) {
          outsideHours(byGrade, key, hold);
        }
      }
    }
    return hold;
  }

  private void outsideHours(Section byGrade, String key, Set<Grade> hold) {
    try {
      Set<Grade> grades = Values.grades(key);
      byGrade
          .value(key, Values.oneOf(OUTSIDE_HOURS))
          .ifPresent(holds -> change(hold, grades, holds));
    } catch (Malformed e) {
      problems.error(byGrade.at(key), e.message(), "name grades, or " + OTHERWISE);
    }
  }

  private static void change(Set<Grade> all, Set<Grade> some, boolean add) {
    if (add) {
      all.addAll(some);
    } else {
      all.removeAll(some);
    }
  }

  private @Nullable RepId fallback(Section routing, People people) {
    RepId fallback = routing.value("fallback", Values::rep).orElse(null);
    if (fallback != null && !people.mayOwn(fallback)) {
      problems.error(
          routing.at("fallback"),
          fallback + " is neither a rep nor a manager",
          people.suggestion(fallback));
    }
    return fallback;
  }

  private Set<Grade> nurture(Section routing) {
    Set<Grade> nurture = new TreeSet<>();
    for (Node item : routing.items("skip")) {
      Section skip = Section.of(item, SKIP, problems);
      skip.required("to", Values.oneOf(Map.of("nurture", true)), true);
      if (!skip.has("grade")) {
        problems.error(skip.place(), "names no grade", "write grade: [D4]");
      }
      skip.values("grade", Values::grades).forEach(nurture::addAll);
    }
    return nurture;
  }

  /** Named bands, and one of all other grades last. */
  private List<GradeBand> bands(Section routing) {
    List<GradeBand> bands = new ArrayList<>();
    Set<Grade> rest = new TreeSet<>(Grade.all());
    Section named = routing.anySection("rotateApart");
    for (String name : named.keys()) {
      Set<Grade> grades = new TreeSet<>();
      named.values(name, Values::grades).forEach(grades::addAll);
      if (!rest.containsAll(grades)) {
        problems.error(named.at(name), "has a grade of another band", "name each grade once");
      }
      if (name.equals("rest") || bands.size() >= BANDS_MAX) {
        problems.error(
            named.at(name), "rest is the name of what remains; at most 8 bands", "rename it");
      }
      rest.removeAll(grades);
      bands.add(new GradeBand(name, grades));
    }
    bands.add(new GradeBand(bands.isEmpty() ? "all" : "rest", rest));
    return bands;
  }
}
