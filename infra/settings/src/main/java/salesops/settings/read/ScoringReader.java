package salesops.settings.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.Origin;
import salesops.model.settings.Criterion;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Band;
import salesops.model.settings.Scoring.Behaviour;
import salesops.model.settings.Scoring.FitRule;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code scoring}: what a lead is and did, and what that makes it. */
public final class ScoringReader {
  /** Most points a single rule may give or take. */
  static final int POINTS_MAX = 1_000;

  static final int RULES_MAX = 200;
  static final int BEHAVIOURS_MAX = 50;

  /** What the suite sees itself. */
  static final String FORM_SUBMITTED = "formSubmitted";

  private static final Keys SCORING = Keys.of("fit", "engagement", "grades");
  private static final Keys RULE = Keys.of("points", "when", "because");
  private static final Keys ENGAGEMENT = Keys.of("halfLife", "points", "trust");
  private static final Keys BEHAVIOUR = Keys.of("points", "when", "each", "upTo");
  private static final Keys GRADES = Keys.of("fit", "engagement");
  private static final Map<String, Origin> ORIGINS =
      Map.of("browser", Origin.BROWSER, "server", Origin.SERVER, "import", Origin.IMPORT);
  private static final Pattern COUNTED =
      Pattern.compile("(-?[0-9]{1,4}) each up to ([1-9][0-9]{0,3})");
  private static final Duration HALF_LIFE = Duration.ofDays(14);

  private final Source source;
  private final Problems problems;
  private final CriteriaReader criteria;

  public ScoringReader(Source source) {
    this.source = source;
    this.problems = source.problems();
    this.criteria = new CriteriaReader(problems);
  }

  public Scoring read() {
    Section scoring = source.root().section("scoring", SCORING);
    Section grades = scoring.section("grades", GRADES);
    return new Scoring(
        fit(scoring),
        engagement(scoring.section("engagement", ENGAGEMENT)),
        bands(grades, "fit", List.of("A", "B", "C"), List.of(60, 40, 20)),
        bands(grades, "engagement", List.of("1", "2", "3"), List.of(50, 30, 10)));
  }

  private List<FitRule> fit(Section scoring) {
    List<FitRule> rules = new ArrayList<>();
    List<Node> items = scoring.items("fit");
    if (items.size() > RULES_MAX) {
      problems.error(scoring.at("fit"), "more than " + RULES_MAX + " rules", null);
    }
    for (Node item : items) {
      Section rule = Section.of(item, RULE, problems);
      int points = rule.required("points", Values.whole(-POINTS_MAX, POINTS_MAX), 0);
      List<Criterion> when = criteria.read(rule, "when");
      if (when.isEmpty() && rule.anySection("when").keys().isEmpty()) {
        problems.error(rule.place(), "has no condition", "write when: {field: value}");
      }
      rules.add(new FitRule(points, when, rule.value("because", Values::text).orElse(null)));
    }
    return rules;
  }

  private Scoring.Engagement engagement(Section engagement) {
    List<Behaviour> behaviours = new ArrayList<>();
    Section points = engagement.anySection("points");
    if (points.keys().size() > BEHAVIOURS_MAX) {
      problems.error(points.place(), "more than " + BEHAVIOURS_MAX + " behaviours", null);
    }
    for (String name : points.keys()) {
      behaviour(points, name).ifPresent(behaviours::add);
    }
    // What the settings put into a form is trusted as the settings are.
    Set<Origin> trust = EnumSet.of(Origin.SETTINGS);
    trust.addAll(engagement.values("trust", Values.oneOf(ORIGINS)));
    Duration halfLife = engagement.value("halfLife", Values::duration).orElse(HALF_LIFE);
    return new Scoring.Engagement(halfLife.toHours(), behaviours, trust);
  }

  private Optional<Behaviour> behaviour(Section points, String name) {
    Node node = points.node(name).orElseThrow();
    return node instanceof Node.Fields
        ? Optional.of(described(name, Section.of(node, BEHAVIOUR, problems)))
        : Section.value(node, text -> behaviour(name, text), problems);
  }

  /** {@code 20} or {@code 2 each up to 20}. */
  private static Behaviour behaviour(String name, String text) {
    Matcher counted = COUNTED.matcher(text);
    if (counted.matches()) {
      return new Behaviour(
          name,
          Integer.parseInt(counted.group(1)),
          counter(name),
          Integer.parseInt(counted.group(2)),
          List.of());
    }
    int points = points(text);
    if (!name.equals(FORM_SUBMITTED)) {
      throw new Malformed(
          "nothing says when it happened",
          "write {points: " + points + ", when: {field: value}} or name a counter");
    }
    return new Behaviour(name, points, null, Math.abs(points), List.of());
  }

  private static int points(String text) {
    try {
      return Values.whole(-POINTS_MAX, POINTS_MAX).apply(text);
    } catch (Malformed e) {
      throw new Malformed(e.message(), "write 20, or 2 each up to 20");
    }
  }

  private Behaviour described(String name, Section behaviour) {
    int points = behaviour.required("points", Values.whole(-POINTS_MAX, POINTS_MAX), 0);
    List<Criterion> when = criteria.read(behaviour, "when");
    Optional<String> each = behaviour.value("each", ScoringReader::counter);
    int upTo =
        behaviour.value("upTo", Values.whole(1, POINTS_MAX)).orElse(Math.max(1, Math.abs(points)));
    if (behaviour.has("each") != behaviour.has("upTo")) {
      problems.error(behaviour.place(), "each and upTo belong together", "give both or neither");
    }
    if (when.isEmpty() && each.isEmpty() && !name.equals(FORM_SUBMITTED)) {
      problems.error(
          behaviour.place(), "nothing says when it happened", "write when: {field: value}");
    }
    return new Behaviour(name, points, each.orElse(null), upTo, when);
  }

  private static String counter(String name) {
    boolean attribute = name.startsWith(Lead.ATTRIBUTE_PREFIX);
    boolean number =
        LeadField.named(name)
            .filter(f -> f.kind() == LeadField.Kind.WHOLE || f.kind() == LeadField.Kind.DECIMAL)
            .isPresent();
    if (!attribute && !number) {
      throw new Malformed(
          Values.quoted(name) + " counts nothing",
          "use visits, pagesPerVisit, secondsOnSite or attributes.name");
    }
    return name;
  }

  private List<Band> bands(
      Section grades, String key, List<String> names, List<Integer> otherwise) {
    List<Band> bands = new ArrayList<>();
    Section section = grades.section(key, Keys.of(names.toArray(String[]::new)));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int points =
          grades.has(key)
              ? section.required(name, Values.whole(-POINTS_MAX, 10 * POINTS_MAX), otherwise.get(i))
              : otherwise.get(i);
      if (!bands.isEmpty() && points >= bands.getLast().points()) {
        Band above = bands.getLast();
        problems.error(
            section.at(name),
            name + " from " + points + " is not below " + above.name() + " from " + above.points(),
            "better grades need more points");
      }
      bands.add(new Band(name, points));
    }
    return bands;
  }
}
