package salesops.settings.read;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Limits;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings.Team;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code teams}, {@code reps} and {@code calendars}. */
public final class PeopleReader {
  static final int REPS_MAX = 5_000;

  /** The calendar of whoever names none. */
  static final String DEFAULT_CALENDAR = "default";

  private static final String USUAL_HOURS = "Mon-Fri 09:00-17:30";
  private static final Keys TEAM = Keys.of("manager", "channel", "escalate");
  private static final Keys CALENDAR = Keys.of("hours", "holidays");
  private static final Keys REP =
      Keys.of(
          "email",
          "team",
          "weight",
          "capacity",
          "skills",
          "zone",
          "hours",
          "calendar",
          "from",
          "until",
          "leave",
          "backup",
          "earlier");
  private static final RepId NOBODY = new RepId("nobody@invalid");

  private final Source source;
  private final Problems problems;

  public PeopleReader(Source source) {
    this.source = source;
    this.problems = source.problems();
  }

  public People read(String companyZone) {
    Map<String, Located<Team>> teams = teams();
    Map<String, WorkCalendar> calendars = calendars();
    Map<RepId, Located<Rep>> reps = new LinkedHashMap<>();
    List<Node> rows = source.list("reps");
    if (rows.size() > REPS_MAX) {
      problems.error(source.root().at("reps"), "more than " + REPS_MAX + " reps", null);
      rows = List.of();
    }
    for (Node row : rows) {
      Section section = Section.of(row, REP, problems);
      Rep rep = rep(section, companyZone, teams.keySet());
      checkReferences(section, rep, teams, calendars);
      if (!rep.id().equals(NOBODY)) {
        source.putNew(reps, rep.id(), section.at("email"), rep);
      }
    }
    return new People(teams, reps, calendars);
  }

  private Map<String, Located<Team>> teams() {
    Map<String, Located<Team>> teams = new LinkedHashMap<>();
    Section all = source.root().anySection("teams");
    for (String name : all.keys()) {
      Section team = all.section(name, TEAM);
      all.node(name).ifPresent(node -> Section.value(asText(node, name), Values::name, problems));
      teams.put(
          name,
          new Located<>(
              all.at(name),
              new Team(
                  name,
                  team.required("manager", Values::rep, NOBODY),
                  team.value("channel", PeopleReader::channel).orElse(null),
                  team.value("escalate", PeopleReader::channel).orElse(null))));
    }
    return teams;
  }

  private static Node asText(Node node, String name) {
    return new Node.Scalar(node.place(), name);
  }

  private static String channel(String text) {
    if (!text.startsWith("#") || text.length() < 2 || text.contains(" ")) {
      throw new Malformed(
          Values.quoted(text) + " is no Slack channel", "write it quoted with its #: \"#sales\"");
    }
    return Values.name(text);
  }

  private Map<String, WorkCalendar> calendars() {
    Map<String, WorkCalendar> calendars = new LinkedHashMap<>();
    Section all = source.root().anySection("calendars");
    for (String name : all.keys()) {
      Section calendar = all.section(name, CALENDAR);
      calendars.put(
          name,
          new WorkCalendar(
              hours(calendar).orElseGet(() -> Hours.parse(USUAL_HOURS)),
              calendar.values("holidays", Values::date)));
    }
    calendars.putIfAbsent(DEFAULT_CALENDAR, new WorkCalendar(Hours.parse(USUAL_HOURS), List.of()));
    return calendars;
  }

  /** Hours as one text with commas, or as a list of such texts. */
  private Optional<WeekHours> hours(Section section) {
    List<String> parts = section.values("hours", text -> text);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Node joined = new Node.Scalar(section.at("hours"), String.join(", ", parts));
    return Section.value(joined, Hours::parse, problems);
  }

  private Rep rep(Section rep, String companyZone, Set<String> teams) {
    @Nullable LocalDate from = rep.value("from", Values::date).orElse(null);
    @Nullable LocalDate until = rep.value("until", Values::date).orElse(null);
    return new Rep(
        rep.required("email", Values::rep, NOBODY),
        rep.required("team", Values::name, "?"),
        rep.value("weight", Values::weightThousandths).orElse(1_000),
        rep.value("capacity", Values.whole(1, Limits.CAPACITY_MAX)).orElse(null),
        new LinkedHashSet<>(rep.values("skills", Values::name)),
        rep.value("zone", Values::zone).orElse(companyZone),
        hours(rep).orElse(null),
        rep.value("calendar", Values::name).orElse(DEFAULT_CALENDAR),
        from,
        until,
        rep.values("leave", Values::leave),
        rep.value("backup", Values::rep).orElse(null),
        new MembershipsReader(teams, problems).read(rep, from, until));
  }

  private void checkReferences(
      Section section, Rep rep, Map<String, Located<Team>> teams, Map<String, WorkCalendar> cals) {
    if (section.has("team") && !teams.containsKey(rep.team())) {
      unknown(section.at("team"), "team", rep.team(), teams.keySet());
    }
    if (!cals.containsKey(rep.calendar())) {
      unknown(section.at("calendar"), "calendar", rep.calendar(), cals.keySet());
    }
    LocalDate from = rep.from();
    LocalDate until = rep.until();
    if (from != null && until != null && until.isBefore(from)) {
      problems.error(
          section.at("until"), until + " is before from " + from, "write the last day of work");
    }
  }

  private void unknown(Place place, String what, String name, Set<String> known) {
    problems.error(
        place,
        "there is no " + what + " " + Values.quoted(name),
        known.isEmpty() ? "add it to " + what + "s" : Values.suggestion(name, known));
  }

  /** Backups must be other reps: looked at when all of them are known. */
  public void checkBackups(People people) {
    List<Located<Rep>> reps = new ArrayList<>(people.reps().values());
    for (Located<Rep> rep : reps) {
      RepId backup = rep.value().backup();
      if (backup == null) {
        continue;
      }
      Place place = rep.place();
      if (backup.equals(rep.value().id())) {
        problems.error(place, "is the backup of itself", "name another rep");
      } else if (!people.reps().containsKey(backup)) {
        problems.error(place, "backup " + backup + " is no rep", people.suggestion(backup));
      }
    }
  }
}
