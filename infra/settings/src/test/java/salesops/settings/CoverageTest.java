package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.settings.Criteria;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Territory;
import salesops.model.settings.TerritoryRank;
import salesops.settings.lint.Overlaps;
import salesops.settings.lint.Reachability;
import salesops.settings.lint.Shape;
import salesops.settings.read.Coverage;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problem;
import salesops.settings.yaml.Problems;

/** What is said of criteria without leads, held against every lead of a small world. */
class CoverageTest {
  private static final List<String> COUNTRIES = List.of("DE", "FR", "GB");
  private static final List<String> CODES = List.of("1", "10", "12", "2", "21");
  private static final int EMPLOYEES_MAX = 6;
  private static final Pattern OVERLAP = Pattern.compile("\"(T\\d+)\" overlaps \"(T\\d+)\"");
  private static final List<Lead> WORLD = world();

  private static List<Lead> world() {
    List<Lead> world = new ArrayList<>();
    PersonKey person = new PersonKey("0000000000000");
    for (String country : COUNTRIES) {
      for (String code : CODES) {
        for (int employees = 0; employees <= EMPLOYEES_MAX; employees++) {
          world.add(
              new Lead(
                  LeadId.of(person, country, code, Integer.toString(employees)),
                  "demo",
                  Instant.EPOCH,
                  Origin.BROWSER,
                  Map.of(),
                  new Identity(List.of(person), null, MailKind.BUSINESS),
                  Map.of(
                      "country", country,
                      "postalCode", code,
                      "employees", Integer.toString(employees)),
                  Map.of()));
        }
      }
    }
    return world;
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  private static Criterion random(Random random, String field) {
    return switch (field) {
      case "country" -> values(field, Kind.ANY_OF, some(random, COUNTRIES));
      case "postalCode" ->
          switch (random.nextInt(3)) {
            case 0 -> values(field, Kind.ANY_OF, some(random, CODES));
            case 1 -> values(field, Kind.PREFIX, some(random, CODES));
            default ->
                values(field, Kind.WILDCARD, some(random, List.of("1*", "*1", "*", "2*", "12")));
          };
      default -> {
        long a = random.nextInt(EMPLOYEES_MAX + 1);
        long b = a + random.nextInt(EMPLOYEES_MAX);
        yield new Criterion(
            field,
            Kind.BETWEEN,
            List.of(),
            random.nextInt(4) == 0 ? null : a,
            random.nextInt(4) == 0 ? null : b);
      }
    };
  }

  private static Criterion values(String field, Kind kind, List<String> values) {
    return new Criterion(field, kind, values, null, null);
  }

  private static List<String> some(Random random, List<String> all) {
    Set<String> some = new TreeSet<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      some.add(all.get(random.nextInt(all.size())));
    }
    return List.copyOf(some);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void intersectionMatchesExactlyTheLeadsThatBothMatch(int seed) {
    Random random = new Random(seed);
    String field = List.of("country", "postalCode", "employees").get(random.nextInt(3));
    Criterion a = random(random, field);
    Criterion b = random(random, field);
    Optional<Criterion> both = Coverage.intersection(a, b);
    for (Lead lead : WORLD) {
      boolean matches = a.matches(lead) && b.matches(lead);
      if (both.isPresent() && a.kind() != Kind.WILDCARD) {
        assertTrue(both.get().matches(lead) == matches, a + " " + b + " " + both);
      }
      if (Coverage.covers(a, b)) {
        assertTrue(!b.matches(lead) || a.matches(lead), a + " covers " + b);
      }
      if (!Coverage.overlap(a, b)) {
        assertFalse(matches, a + " overlaps " + b);
      }
    }
  }

  private static List<Located<Territory>> randomTerritories(Random random) {
    List<Located<Territory>> territories = new ArrayList<>();
    int count = 2 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      List<Criterion> criteria = new ArrayList<>();
      for (String field : List.of("country", "postalCode", "employees")) {
        if (random.nextInt(2) == 0) {
          criteria.add(random(random, field));
        }
      }
      Territory territory =
          new Territory(
              "T" + i,
              null,
              criteria,
              random.nextInt(5) == 0 ? 1 : 0,
              new Territory.Pool("p" + i, List.of(new RepId("r" + i + "@x.example"))),
              Set.of(),
              null,
              false);
      territories.add(new Located<>(new Place("f", i + 1, "territories[" + i + "]"), territory));
    }
    return territories;
  }

  /** The order of precedence, in the plainest way. */
  private static Comparator<Territory> rank(Lead lead) {
    return Comparator.comparingInt((Territory t) -> -t.priority())
        .thenComparingInt(t -> -t.criteria().size())
        .thenComparingInt(t -> -prefix(t, lead))
        .thenComparingLong(t -> TerritoryRank.of(t).employeesWidth())
        .thenComparing(Territory::name);
  }

  private static int prefix(Territory territory, Lead lead) {
    return territory.criteria().stream()
        .filter(c -> c.kind() == Kind.PREFIX)
        .flatMap(c -> c.values().stream())
        .map(Criteria::postal)
        .filter(value -> lead.get("postalCode").orElse("").startsWith(value))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatNeverGetsALeadNeverDoesAndNameDecidesOnlyWhereSaid(int seed) {
    List<Located<Territory>> territories = randomTerritories(new Random(seed));
    Problems problems = new Problems();
    new Reachability(Shape.of(territories), problems).check();
    Set<Integer> unreachable = new TreeSet<>();
    problems.sorted().forEach(problem -> unreachable.add(problem.line() - 1));
    Problems overlaps = new Problems();
    new Overlaps(overlaps, new Place("f", 1, "territories")).check(territories);
    Map<String, Boolean> said = new HashMap<>();
    for (Problem problem : overlaps.sorted()) {
      Matcher names = OVERLAP.matcher(problem.message());
      assertTrue(names.lookingAt(), problem.message());
      said.put(names.group(2) + " " + names.group(1), true);
    }
    for (Lead lead : WORLD) {
      List<Territory> matches =
          territories.stream()
              .map(Located::value)
              .filter(t -> t.criteria().stream().allMatch(c -> c.matches(lead)))
              .sorted(rank(lead))
              .toList();
      if (matches.isEmpty()) {
        continue;
      }
      int first = Integer.parseInt(matches.getFirst().name().substring(1));
      assertFalse(unreachable.contains(first), () -> "T" + first + " gets " + lead.fields());
      if (matches.size() > 1 && byNameOnly(matches.get(0), matches.get(1), lead)) {
        assertTrue(
            said.containsKey(matches.get(0).name() + " " + matches.get(1).name()),
            () -> matches.get(0) + " and " + matches.get(1) + " of " + overlaps.sorted());
      }
    }
  }

  /** Whether nothing but the name tells which comes first, and neither is an exception. */
  private static boolean byNameOnly(Territory a, Territory b, Lead lead) {
    return a.priority() == b.priority()
        && a.criteria().size() == b.criteria().size()
        && prefix(a, lead) == prefix(b, lead)
        && TerritoryRank.of(a).equals(TerritoryRank.of(b))
        && !Reachability.covers(a, b)
        && !Reachability.covers(b, a);
  }

  @Test
  void comparesPostalCodesWithoutSpacesAndCase() {
    assertTrue(
        Coverage.covers(
            values("postalCode", Kind.PREFIX, List.of("ls")),
            values("postalCode", Kind.PREFIX, List.of("L S-1"))));
  }
}
