package salesops.scoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import salesops.model.Origin;
import salesops.model.settings.Criteria;
import salesops.model.settings.Scoring.Behaviour;

/**
 * What a rep reads of a behaviour: {@code pricing page 3 days ago}, {@code visits 12 (capped at
 * 20)}.
 *
 * @param zone the company's: what was done at 23:59 there was done yesterday at 00:01
 */
record BehaviourReason(ZoneId zone) {

  String counting(Behaviour behaviour, int countTenths, Instant at, Instant now) {
    String day = day(at, now);
    if (behaviour.counter() == null) {
      return Criteria.label(behaviour.name()) + " " + day;
    }
    boolean capped =
        Math.abs((long) behaviour.points() * countTenths)
            > 10L * Math.abs((long) behaviour.pointsMax());
    return claim(behaviour, countTenths)
        + (day.equals("today") ? "" : ", " + day)
        + (capped ? " (capped at " + behaviour.pointsMax() + ")" : "");
  }

  /** A behaviour without its day: {@code visits 12}. */
  static String claim(Behaviour behaviour, int countTenths) {
    String label = Criteria.label(behaviour.name());
    if (behaviour.counter() == null) {
      return label;
    }
    int decimal = countTenths % Activity.ONCE;
    return label + " " + countTenths / Activity.ONCE + (decimal == 0 ? "" : "." + decimal);
  }

  static String notCounted(List<String> claims, Origin by) {
    return Reason.list(claims) + ": not counted, reported by " + name(by);
  }

  private static String name(Origin origin) {
    return switch (origin) {
      case BROWSER -> "the browser";
      case SERVER -> "a server";
      case IMPORT -> "an import";
      case SETTINGS -> "the form";
    };
  }

  private String day(Instant at, Instant now) {
    long days =
        ChronoUnit.DAYS.between(LocalDate.ofInstant(at, zone), LocalDate.ofInstant(now, zone));
    return days == 0 ? "today" : days == 1 ? "yesterday" : days + " days ago";
  }
}
