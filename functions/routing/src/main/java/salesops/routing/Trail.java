package salesops.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesops.events.Decision;
import salesops.events.Decision.PassedOver;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Territory;

/** Notes what is considered on the way to a decision. */
final class Trail {
  /** Most reps noted; of a larger pool those whose state is written nowhere else come first. */
  static final int PASSED_OVER_MAX = 20;

  /** Most reps named in a sentence. */
  private static final int NAMED_MAX = 5;

  private final List<Decision.Step> steps = new ArrayList<>();
  private final List<Decision.Match> matched = new ArrayList<>();
  private final Map<String, PassedOver> passedOver = new LinkedHashMap<>();

  void step(Path path, boolean found, String detail) {
    steps.add(new Decision.Step(path.name(), found, detail));
  }

  void matched(Territory territory, String outcome) {
    matched.add(new Decision.Match(territory.name(), territory.pool().name(), outcome));
  }

  void passedOver(PassedOver rep) {
    passedOver.putIfAbsent(rep.pool() + " " + rep.rep(), rep);
  }

  Decision decision() {
    return new Decision(
        steps,
        matched,
        passedOver.values().stream()
            .sorted((a, b) -> Boolean.compare(fromSettings(a), fromSettings(b)))
            .limit(PASSED_OVER_MAX)
            .toList());
  }

  /** Whether the reason can be worked out again from the settings and the time. */
  private static boolean fromSettings(PassedOver rep) {
    return switch (rep.why()) {
      case "AWAY", "FULL", "RETURNED_BEFORE" -> false;
      default -> true;
    };
  }

  /** Why a pool gave nobody, in words. */
  static String nobody(Territory.Pool pool, List<PassedOver> passedOver) {
    StringBuilder text = new StringBuilder("pool ").append(pool.name()).append(": ");
    if (passedOver.isEmpty()) {
      return text.append("nobody is in it").toString();
    }
    for (int i = 0; i < Math.min(NAMED_MAX, passedOver.size()); i++) {
      text.append(i == 0 ? "" : ", ").append(words(passedOver.get(i)));
    }
    int more = passedOver.size() - NAMED_MAX;
    return more > 0
        ? text.append(" and ").append(more).append(" more").toString()
        : text.toString();
  }

  private static String words(PassedOver rep) {
    String what =
        switch (rep.why()) {
          case "FULL" -> "is full";
          case "LACKS_SKILL" -> "lacks a skill";
          case "ON_LEAVE" -> "is on leave";
          case "AWAY" -> "is away";
          case "RETURNED_BEFORE" -> "returned it";
          case "NOT_STARTED" -> "has not started";
          case "LEFT" -> "has left";
          case "HOLIDAY" -> "has a holiday";
          case "OFF_HOURS" -> "is off duty";
          default -> rep.why();
        };
    return rep.rep().shortName()
        + " "
        + what
        + (rep.detail().isEmpty() ? "" : " (" + rep.detail() + ")");
  }
}
