package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Limits;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Territory;
import salesops.model.settings.TerritoryRank;

class TerritoryIndexTest {
  private static final List<String> COUNTRIES = List.of("DE", "AT", "CH", "GB", "fr", "İT");
  private static final List<String> INDUSTRIES = List.of("Finance", "Insurance", "Real Estate");
  private static final List<String> PREFIXES = List.of("M", "M1", "M1 1", "LS", "ne-3", "80", "8");
  private static final List<String> CODES =
      List.of("M1 1AE", "m11ae", "LS1", "NE3 4", "80331", "8", "", "-");

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 60, 400})
  void findsWhatComparingEveryTerritoryFinds(int territories) {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Territory> all =
          IntStream.range(0, territories).mapToObj(i -> territory(random, i)).toList();
      TerritoryIndex index = TerritoryIndex.of(all);
      for (int i = 0; i < 30; i++) {
        Lead lead = lead(random);
        assertEquals(scan(all, lead), names(index.match(lead)), "seed " + seed + " lead " + i);
      }
    }
  }

  @Test
  void ranksByPriorityThenCriteriaThenPrefixThenEmployeesThenName() {
    Criterion country = anyOf("country", "GB");
    List<Territory> territories =
        List.of(
            territory("all", 0),
            territory("gb b", 0, country),
            territory("gb a", 0, country),
            territory("m", 0, country, prefix("M", "LS999")),
            territory("m1", 0, country, prefix("M1", "M")),
            territory("open", 0, country, between(200L, null)),
            territory("narrow", 0, country, between(200L, 400L)),
            territory("first", 1));

    Lead lead = lead(Map.of("country", "gb", "postalCode", "m1 1ae", "employees", "300"));

    assertEquals(
        List.of("first", "m1", "m", "narrow", "open", "gb a", "gb b", "all"),
        names(TerritoryIndex.of(territories).match(lead)));
  }

  @Test
  void includesBothEndsOfARange() {
    TerritoryIndex index = TerritoryIndex.of(manyRanges());
    for (String employees : List.of("9", "10", "11", "99", "100", "101", "10.5", "-0", "abc")) {
      Lead lead = lead(Map.of("employees", employees));
      assertEquals(scan(manyRanges(), lead), names(index.match(lead)), employees);
    }
  }

  /** Enough for a tree: overlapping, equal, open, empty. */
  private static List<Territory> manyRanges() {
    List<Territory> territories = new ArrayList<>();
    for (long i = 0; i < 12; i++) {
      territories.add(territory("from " + i, 0, between(i * 5, 100 - i)));
      territories.add(territory("up to " + i, 0, between(null, 10 + i)));
      territories.add(territory("zero " + i, 0, between(0L, 0L)));
      territories.add(territory("empty " + i, 0, between(50L, 40L)));
    }
    return territories;
  }

  @Test
  void comparesLongListsWithoutMultiplyingThem() {
    String[] many = IntStream.range(0, 1_000).mapToObj(i -> "v" + i).toArray(String[]::new);
    Territory long3 =
        territory(
            "long", 0, anyOf("country", many), anyOf("industry", many), anyOf("region", many));
    TerritoryIndex index = TerritoryIndex.of(List.of(long3));

    assertEquals(
        List.of("long"),
        names(index.match(lead(Map.of("country", "V1", "industry", "v2", "region", "v999")))));
    assertEquals(
        List.of(),
        names(index.match(lead(Map.of("country", "v1", "industry", "v2", "region", "w")))));
  }

  @Test
  void refusesMoreShapesThanItPromisesToProbe() {
    List<Territory> shapes = new ArrayList<>();
    for (int i = 0; i < Limits.TERRITORY_SHAPES_MAX; i++) {
      shapes.add(territory("t" + i, 0, anyOf("attributes.a" + i, "x")));
    }
    assertEquals(0, TerritoryIndex.of(shapes).match(lead(Map.of())).size());

    shapes.add(territory("one more", 0, anyOf("attributes.b", "x")));
    assertThrows(IllegalArgumentException.class, () -> TerritoryIndex.of(shapes));
  }

  @Test
  void tellsWhichCriteriaAreMissed() {
    Territory territory =
        territory("DACH Finance", 0, anyOf("country", "DE", "AT"), between(200L, null));
    Lead lead = lead(Map.of("country", "FR", "employees", "340"));

    assertEquals(List.of("country FR is not DE or AT"), TerritoryIndex.whyNot(territory, lead));
    assertTrue(
        TerritoryIndex.whyNot(territory, lead(Map.of("country", "at", "employees", "200")))
            .isEmpty());
  }

  private static List<String> scan(List<Territory> territories, Lead lead) {
    return territories.stream()
        .filter(t -> t.criteria().stream().allMatch(c -> c.matches(lead)))
        .sorted(TerritoryRank.of(lead))
        .map(Territory::name)
        .toList();
  }

  private static List<String> names(List<Territory> territories) {
    return territories.stream().map(Territory::name).toList();
  }

  private static Territory territory(SplittableRandom random, int i) {
    List<Criterion> criteria = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      criteria.add(anyOf("country", some(random, COUNTRIES)));
    }
    if (random.nextInt(2) > 0) {
      criteria.add(anyOf("industry", some(random, INDUSTRIES)));
    }
    if (random.nextInt(3) == 0) {
      criteria.add(prefix(some(random, PREFIXES)));
    }
    if (random.nextInt(2) == 0) {
      criteria.add(between(end(random), end(random)));
    }
    boolean more = criteria.size() >= 3; // keeps the shapes in use below the limit
    if (more && random.nextInt(3) == 0) {
      criteria.add(new Criterion("email", Kind.MAIL, List.of("free"), null, null));
    } else if (more && random.nextInt(2) == 0) {
      criteria.add(new Criterion("jobTitle", Kind.WILDCARD, List.of("*VP*"), null, null));
    }
    return territory("t" + i, random.nextInt(10) == 0 ? 1 : 0, criteria.toArray(Criterion[]::new));
  }

  private static @Nullable Long end(SplittableRandom random) {
    return random.nextInt(4) == 0 ? null : (long) random.nextInt(40);
  }

  private static Lead lead(SplittableRandom random) {
    Map<String, String> fields = new HashMap<>();
    put(random, fields, "country", COUNTRIES);
    put(random, fields, "industry", INDUSTRIES);
    put(random, fields, "postalCode", CODES);
    put(random, fields, "jobTitle", List.of("vp sales", "clerk"));
    put(random, fields, "employees", List.of("0", "7", "20", "39", "41", "x", "12.5"));
    return Leads.lead(fields, random.nextBoolean() ? MailKind.FREE : MailKind.BUSINESS);
  }

  private static void put(
      SplittableRandom random, Map<String, String> fields, String name, List<String> values) {
    int i = random.nextInt(values.size() + 2);
    if (i < values.size()) {
      fields.put(name, values.get(i));
    } else if (i == values.size()) {
      fields.put(name, "elsewhere");
    }
  }

  private static String[] some(SplittableRandom random, List<String> values) {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(i -> values.get(random.nextInt(values.size())))
        .toArray(String[]::new);
  }

  private static Criterion anyOf(String field, String... values) {
    return new Criterion(field, Kind.ANY_OF, List.of(values), null, null);
  }

  private static Criterion prefix(String... values) {
    return new Criterion("postalCode", Kind.PREFIX, List.of(values), null, null);
  }

  private static Criterion between(@Nullable Long min, @Nullable Long max) {
    return new Criterion("employees", Kind.BETWEEN, List.of(), min, max);
  }

  private static Territory territory(String name, int priority, Criterion... criteria) {
    return new Territory(
        name,
        null,
        List.of(criteria),
        priority,
        new Territory.Pool("team", List.of()),
        Set.of(),
        WhenFull.PARENT,
        false);
  }

  private static Lead lead(Map<String, String> fields) {
    return Leads.lead(fields, MailKind.NONE);
  }
}
