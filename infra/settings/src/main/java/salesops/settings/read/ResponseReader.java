package salesops.settings.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.settings.DealRules.Response;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/**
 * Reads {@code deals.response}: by grade, how much of the owner's working time may pass before the
 * first contact. Each grade is in one response at most: that of its own name, else of its letter,
 * else {@code otherwise}.
 */
record ResponseReader(Section byGrade, Problems problems) {
  /** Hours of work that {@code 1d} stands for. */
  static final int DAY_HOURS = 8;

  private static final int HOUR_MINUTES = 60;
  private static final int DAYS_MAX = 60;
  private static final int MINUTES_MAX = DAYS_MAX * DAY_HOURS * HOUR_MINUTES;

  private static final String OTHERWISE = "otherwise";
  private static final Keys RESPONSE = Keys.of("remind", "manager", "reassign");
  private static final Pattern WORKING_TIME = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

  List<Response> read() {
    List<Response> responses = new ArrayList<>();
    Set<Grade> left = new TreeSet<>(Grade.all());
    for (int breadth = 1; breadth <= Grade.all().size(); breadth *= 4) {
      for (String key : byGrade.keys()) {
        Set<Grade> grades = grades(key);
        if (grades.size() == breadth) {
          grades.retainAll(left);
          left.removeAll(grades);
          responses.add(response(key, grades));
        }
      }
    }
    refuseUnknown();
    return responses;
  }

  /** The grades that a key stands for; none when it is no grade. */
  private static Set<Grade> grades(String key) {
    try {
      return new TreeSet<>(key.equals(OTHERWISE) ? Grade.all() : Values.grades(key));
    } catch (Malformed e) {
      return new TreeSet<>();
    }
  }

  private void refuseUnknown() {
    for (String key : byGrade.keys()) {
      if (grades(key).isEmpty()) {
        problems.error(
            byGrade.at(key),
            Values.quoted(key) + " is not a grade",
            "write a grade (A1), a letter (A) or " + OTHERWISE);
      }
    }
  }

  private Response response(String key, Set<Grade> grades) {
    Section section = byGrade.section(key, RESPONSE);
    if (section.keys().isEmpty()) {
      problems.error(section.place(), "names no time", "write {remind: 15m}");
    }
    if (grades.isEmpty()) {
      problems.warning(
          section.place(), "never applies: all its grades are named separately", "remove it");
    }
    Integer remind = minutes(section, "remind");
    Integer manager = minutes(section, "manager");
    Integer reassign = minutes(section, "reassign");
    if (!rises(remind, manager, reassign)) {
      problems.error(
          section.place(),
          "remind, manager and reassign must each be later than the one before",
          "write {remind: 15m, manager: 30m, reassign: 60m}");
    }
    return new Response(grades, remind, manager, reassign);
  }

  private static boolean rises(@Nullable Integer... minutes) {
    int last = 0;
    for (Integer each : minutes) {
      if (each != null && each <= last) {
        return false;
      }
      last = each == null ? last : each;
    }
    return true;
  }

  private static @Nullable Integer minutes(Section section, String measure) {
    return section.value(measure, ResponseReader::minutes).orElse(null);
  }

  private static int minutes(String text) {
    Matcher match = WORKING_TIME.matcher(text);
    if (!match.matches()) {
      throw new Malformed(
          Values.quoted(text) + " must be minutes, hours or days of working time",
          "write 15m, 2h or 1d");
    }
    int amount = Integer.parseInt(match.group(1));
    int minutes =
        switch (match.group(2)) {
          case "m" -> amount;
          case "h" -> amount * HOUR_MINUTES;
          case "d" -> amount * DAY_HOURS * HOUR_MINUTES;
          default -> throw new IllegalStateException("the pattern knows no other unit");
        };
    if (minutes > MINUTES_MAX) {
      throw new Malformed(text + " is out of range", "at most " + DAYS_MAX + "d");
    }
    return minutes;
  }
}
