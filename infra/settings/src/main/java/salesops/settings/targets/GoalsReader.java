package salesops.settings.targets;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Contest;
import salesops.model.settings.QuotaRules.Each;
import salesops.model.settings.QuotaRules.Goal;
import salesops.model.settings.QuotaRules.Metric;
import salesops.model.settings.QuotaRules.Subject;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code goals} and {@code contests}: what reps are to do besides reaching their quota. */
final class GoalsReader {
  /** Largest goal. */
  static final int GOAL_MAX = 1_000_000;

  private static final Keys GOAL = Keys.of("rep", "team", "what", "each", "goal");
  private static final Keys CONTEST = Keys.of("name", "what", "from", "to", "who", "prize");
  private static final String ALL = "all";
  private static final String REVENUE = "revenue";
  private static final Map<String, Metric> METRICS =
      Map.of(
          REVENUE,
          Metric.REVENUE,
          "dealsWon",
          Metric.DEALS_WON,
          "dealsOpened",
          Metric.DEALS_OPENED,
          "calls",
          Metric.CALLS,
          "callMinutes",
          Metric.CALL_MINUTES,
          "meetings",
          Metric.MEETINGS,
          "entries",
          Metric.ENTRIES);
  private static final Map<String, Each> EACH =
      Map.of("day", Each.DAY, "week", Each.WEEK, "month", Each.MONTH);

  private final Source source;
  private final Problems problems;
  private final Subjects subjects;

  GoalsReader(Source source, Subjects subjects) {
    this.source = source;
    this.problems = source.problems();
    this.subjects = subjects;
  }

  List<Goal> goals() {
    Map<String, Located<Goal>> goals = new LinkedHashMap<>();
    for (Node row : rows("goals")) {
      goal(Section.of(row, GOAL, problems))
          .ifPresent(goal -> source.putNew(goals, name(goal), row.place(), goal));
    }
    return goals.values().stream().map(Located::value).toList();
  }

  private List<Node> rows(String key) {
    List<Node> rows = source.list(key);
    if (rows.size() > QuotaRules.GOALS_MAX) {
      problems.error(
          source.root().at(key),
          "more than " + QuotaRules.GOALS_MAX + " " + key,
          "leave out those that are over, or name teams instead of reps");
      return List.of();
    }
    return rows;
  }

  private Optional<Goal> goal(Section row) {
    boolean all = !row.has("team") && row.node("rep").filter(GoalsReader::isAll).isPresent();
    Optional<Subject> of = all ? Optional.empty() : subjects.of(row);
    Optional<Metric> metric = row.required("what", GoalsReader::countable);
    Optional<Each> each = row.required("each", Values.oneOf(EACH));
    Optional<Integer> goal = row.required("goal", Values.whole(1, GOAL_MAX));
    if ((!all && of.isEmpty()) || metric.isEmpty() || each.isEmpty() || goal.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Goal(of.orElse(null), metric.get(), each.get(), goal.get()));
  }

  private static boolean isAll(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().strip().equals(ALL);
  }

  private static Metric countable(String text) {
    if (text.equals(REVENUE)) {
      throw new Malformed(
          Values.quoted(text) + " must be a quota, not a goal", "add it to quotas.rows");
    }
    return Values.oneOf(METRICS).apply(text);
  }

  private static String name(Goal goal) {
    Subject of = goal.of();
    return "%s %s each %s"
        .formatted(
            of == null ? ALL : Subjects.name(of),
            word(METRICS, goal.metric()),
            word(EACH, goal.each()));
  }

  private static <T> String word(Map<String, T> words, T meaning) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(meaning))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  List<Contest> contests() {
    Map<String, Located<Contest>> contests = new LinkedHashMap<>();
    for (Node row : rows("contests")) {
      Section section = Section.of(row, CONTEST, problems);
      contest(section)
          .ifPresent(
              contest ->
                  // People type names in any case.
                  source.putNew(
                      contests,
                      contest.name().toLowerCase(Locale.ROOT),
                      section.at("name"),
                      contest));
    }
    return contests.values().stream().map(Located::value).toList();
  }

  private Optional<Contest> contest(Section row) {
    Optional<String> name = row.required("name", Values::name);
    Optional<Metric> metric = row.required("what", Values.oneOf(METRICS));
    Optional<LocalDate> from = row.required("from", Values::date);
    Optional<LocalDate> to = row.required("to", Values::date);
    List<String> teams = teams(row);
    String prize = row.value("prize", Values::text).orElse("");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      problems.error(
          row.at("to"),
          to.get() + " must be after from, " + from.get(),
          "write the first day after the contest");
    }
    if (name.isEmpty() || metric.isEmpty() || from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Contest(name.get(), metric.get(), from.get(), to.get(), teams, prize));
  }

  private List<String> teams(Section row) {
    List<Subject> who = subjects.who(row);
    who.stream()
        .filter(subject -> subject.rep() != null)
        .forEach(
            subject ->
                problems.error(
                    row.at("who"),
                    Values.quoted(Subjects.name(subject)) + " must be a team",
                    "write team NAME, or leave who out for every rep"));
    return who.stream().flatMap(subject -> Optional.ofNullable(subject.team()).stream()).toList();
  }
}
