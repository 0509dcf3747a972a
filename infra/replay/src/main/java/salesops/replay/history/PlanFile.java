package salesops.replay.history;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.Settings;
import salesops.settings.lint.PlanOverlaps;
import salesops.settings.read.People;
import salesops.settings.targets.PlansReader;
import salesops.settings.yaml.Folder;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problem;
import salesops.settings.yaml.Problem.Severity;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.TextFile;
import salesops.settings.yaml.YamlTree;

/** Reads commission plans as the settings have them, in which reps may be named as in the deals. */
record PlanFile(Roster roster, Settings people) {
  private static final Keys ROOT = Keys.of("format", "plans");
  private static final Place NOWHERE = new Place("", 1, "");

  /**
   * @throws IllegalArgumentException with everything that is wrong, a line each
   */
  CommissionPlans read(Path file) {
    Problems problems = new Problems();
    Path absolute = file.toAbsolutePath().normalize();
    Folder folder = Folder.of(Optional.ofNullable(absolute.getParent()).orElse(absolute));
    String name = String.valueOf(absolute.getFileName());
    Optional<List<Located<Plan>>> plans =
        TextFile.read(folder, name, new Place(name, 1, ""), problems)
            .flatMap(text -> YamlTree.read(name, text, problems))
            .map(root -> plans(root, folder, problems));
    plans.ifPresent(all -> new PlanOverlaps(all, problems).check());
    if (problems.hasErrors()) {
      throw new IllegalArgumentException(
          problems.sorted().stream()
              .filter(problem -> problem.severity() == Severity.ERROR)
              .map(Problem::toString)
              .collect(Collectors.joining("; ")));
    }
    return new CommissionPlans(plans.orElse(List.of()).stream().map(Located::value).toList());
  }

  private List<Located<Plan>> plans(Node root, Folder folder, Problems problems) {
    Source source = new Source(Section.of(addressed(root), ROOT, problems), folder, problems);
    if (!source.root().has("plans")) {
      problems.error(source.root().place(), "plans is missing", "write plans: and a list of plans");
    }
    return new PlansReader(source, asRead(), people.company().currency()).read();
  }

  private People asRead() {
    return new People(
        people.teams().stream().collect(located(team -> team.name())),
        people.reps().stream().collect(located(rep -> rep.id())),
        people.calendars());
  }

  private static <K, V> Collector<V, ?, Map<K, Located<V>>> located(Function<V, K> key) {
    return Collectors.toMap(
        key, value -> new Located<>(NOWHERE, value), (one, other) -> one, LinkedHashMap::new);
  }

  /** The same, with the addresses of reps in place of their names. */
  private Node addressed(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar;
      case Node.Items items ->
          new Node.Items(items.place(), items.items().stream().map(this::addressed).toList());
      case Node.Fields fields -> {
        Map<String, Node> all = new LinkedHashMap<>();
        fields
            .fields()
            .forEach(
                (key, value) -> all.put(key, key.equals("who") ? who(value) : addressed(value)));
        yield new Node.Fields(fields.place(), all);
      }
    };
  }

  private Node who(Node who) {
    return switch (who) {
      case Node.Scalar scalar ->
          new Node.Scalar(
              scalar.place(),
              roster.find(scalar.text()).map(rep -> rep.email()).orElse(scalar.text()));
      case Node.Items items -> {
        List<Node> all = new ArrayList<>();
        items.items().forEach(each -> all.add(who(each)));
        yield new Node.Items(items.place(), all);
      }
      case Node.Fields fields -> fields;
    };
  }
}
