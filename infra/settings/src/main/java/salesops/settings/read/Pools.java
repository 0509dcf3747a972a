package salesops.settings.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesops.model.RepId;
import salesops.model.settings.Territory.Pool;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/** Expands the entries of pools; the same entries give the same pool, and so one rotation. */
public final class Pools {
  private static final String TEAM = "team ";
  private static final String JOINED = " + ";

  private final People people;
  private final Map<String, List<RepId>> byTeam;
  private final Problems problems;
  private final Map<String, Pool> pools = new HashMap<>();

  public Pools(People people, Problems problems) {
    this.people = people;
    this.byTeam = people.byTeam();
    this.problems = problems;
  }

  public Pool of(List<Located<String>> entries) {
    String name = String.join(JOINED, entries.stream().map(Located::value).toList());
    Pool known = pools.get(name);
    // One with a wrong entry is expanded again, so that every place it stands at is named.
    if (known != null && !known.members().isEmpty()) {
      return known;
    }
    Set<RepId> members = new LinkedHashSet<>();
    entries.forEach(entry -> members.addAll(members(entry)));
    Pool pool = new Pool(name, new ArrayList<>(members));
    pools.put(name, pool);
    return pool;
  }

  private List<RepId> members(Located<String> entry) {
    String text = entry.value();
    if (text.startsWith(TEAM)) {
      return team(text.substring(TEAM.length()).strip(), entry.place());
    }
    if (text.contains("@")) {
      Optional<RepId> rep =
          Section.value(new Node.Scalar(entry.place(), text), Values::rep, problems);
      if (rep.isPresent() && !people.reps().containsKey(rep.get())) {
        problems.error(entry.place(), rep.get() + " is no rep", people.suggestion(rep.get()));
      }
      return rep.map(List::of).orElse(List.of());
    }
    problems.error(
        entry.place(),
        Values.quoted(text) + " is neither a team nor a rep",
        people.teams().containsKey(text) ? "write team " + text : "write team NAME or an e-mail");
    return List.of();
  }

  private List<RepId> team(String name, Place place) {
    if (!people.teams().containsKey(name)) {
      problems.error(
          place,
          "there is no team " + Values.quoted(name),
          Values.suggestion(name, people.teams().keySet()));
      return List.of();
    }
    List<RepId> members = byTeam.getOrDefault(name, List.of());
    if (members.isEmpty()) {
      problems.error(place, "team " + name + " has no reps", "add reps with team: " + name);
    }
    return members;
  }
}
