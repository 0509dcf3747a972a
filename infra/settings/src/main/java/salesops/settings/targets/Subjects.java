package salesops.settings.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import salesops.model.RepId;
import salesops.model.settings.QuotaRules.Subject;
import salesops.settings.read.People;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/** Reads whom something is for: reps, managers and teams that the settings have. */
record Subjects(People people, Problems problems) {
  private static final String TEAM = "team ";

  /** The rep or team of a row; empty after an error. */
  Optional<Subject> of(Section row) {
    if (row.has("rep") == row.has("team")) {
      problems.error(row.place(), "must name either a rep or a team", "write rep: … or team: …");
      return Optional.empty();
    }
    Optional<Subject> rep = row.value("rep", Values::rep).map(Subject::of);
    Optional<Subject> team = row.value("team", Values::name).map(Subject::ofTeam);
    return rep.filter(subject -> knows(subject, row.at("rep")))
        .or(() -> team.filter(subject -> knows(subject, row.at("team"))));
  }

  /** The entries of {@code who}: {@code team NAME} or an email address. */
  List<Subject> who(Section section) {
    List<Subject> who = new ArrayList<>();
    for (Node item : section.items("who")) {
      Section.value(item, this::entry, problems)
          .filter(subject -> knows(subject, item.place()))
          .ifPresent(who::add);
    }
    return who;
  }

  private Subject entry(String text) {
    if (text.startsWith(TEAM)) {
      return Subject.ofTeam(Values.name(text.substring(TEAM.length()).strip()));
    }
    if (text.contains("@")) {
      return Subject.of(Values.rep(text));
    }
    throw new Malformed(
        Values.quoted(text) + " must be a team or a rep",
        people.teams().containsKey(text)
            ? "write team " + text
            : "write team NAME or an email address");
  }

  private boolean knows(Subject subject, Place place) {
    RepId rep = subject.rep();
    if (rep != null && !people.mayOwn(rep)) {
      problems.error(place, rep + " is neither a rep nor a manager", people.suggestion(rep));
      return false;
    }
    String team = subject.team();
    return team == null || knowsTeam(team, place);
  }

  /** Whether the settings have a team; an error when they don't. */
  boolean knowsTeam(String team, Place place) {
    boolean known = people.teams().containsKey(team);
    if (!known) {
      problems.error(
          place,
          "there is no team " + Values.quoted(team),
          Values.suggestion(team, people.teams().keySet()));
    }
    return known;
  }

  /** {@code ana@…} or {@code team emea}. */
  static String name(Subject subject) {
    return subject.rep() == null ? TEAM + subject.team() : subject.rep().email();
  }
}
