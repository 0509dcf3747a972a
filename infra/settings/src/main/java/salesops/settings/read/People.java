package salesops.settings.read;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings.Team;
import salesops.model.settings.WorkCalendar;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;

/** Everybody the settings name, each in the order written. */
public record People(
    Map<String, Located<Team>> teams,
    Map<RepId, Located<Rep>> reps,
    Map<String, WorkCalendar> calendars) {

  /** Whether leads may be given to this one: a rep, or the manager of a team. */
  public boolean mayOwn(RepId id) {
    return reps.containsKey(id)
        || teams.values().stream().anyMatch(team -> team.value().manager().equals(id));
  }

  /** The reps of each team. */
  public Map<String, List<RepId>> byTeam() {
    return reps.values().stream()
        .map(Located::value)
        .collect(
            Collectors.groupingBy(Rep::team, Collectors.mapping(Rep::id, Collectors.toList())));
  }

  /** The fix for an e-mail address that nobody has. */
  public String suggestion(RepId unknown) {
    return Keys.nearest(unknown.email(), reps.keySet().stream().map(RepId::email).toList())
        .map(near -> "did you mean " + near + "?")
        .orElse("add this address to reps");
  }
}
