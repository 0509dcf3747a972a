package salesops.local.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings.Team;
import salesops.model.settings.WorkCalendar;

/** Everybody the settings name, each in the order written. */
record People(
    Map<String, Located<Team>> teams,
    Map<RepId, Located<Rep>> reps,
    Map<String, WorkCalendar> calendars) {

  /** Whether leads may be given to this one: a rep, or the manager of a team. */
  boolean mayOwn(RepId id) {
    return reps.containsKey(id)
        || teams.values().stream().anyMatch(team -> team.value().manager().equals(id));
  }

  /** The reps of each team. */
  Map<String, List<RepId>> byTeam() {
    return reps.values().stream()
        .map(Located::value)
        .collect(
            Collectors.groupingBy(Rep::team, Collectors.mapping(Rep::id, Collectors.toList())));
  }

  /** The fix for an e-mail address that nobody has. */
  String suggestion(RepId unknown) {
    return Keys.nearest(unknown.email(), reps.keySet().stream().map(RepId::email).toList())
        .map(near -> "did you mean " + near + "?")
        .orElse("add this address to reps");
  }
}
