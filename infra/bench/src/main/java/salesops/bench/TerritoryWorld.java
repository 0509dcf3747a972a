package salesops.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Territory;
import salesops.routing.TerritoryIndex;

/**
 * Seeded territories in 32 shapes of criteria, every combination of region, industry, postal
 * prefix, range of employees and an attribute; and leads of which three in ten lie in none.
 *
 * <p>What would be the catch-all asks for a source that no lead has, since with a catch-all nothing
 * would miss; ranges that stand alone are narrow, since wide ones would match every lead by the
 * hundred.
 */
final class TerritoryWorld {
  static final int SHAPES = 32;

  /** Few enough to stay in the processor's cache: a lead that is routed was just parsed. */
  static final int LEADS = 512;

  /** Of ten leads this many lie in no territory. */
  private static final int MISSES_OF_TEN = 3;

  /** As many as there are: subdivisions of countries, NAICS codes, postal areas. */
  static final int REGIONS = 3_000;

  static final int INDUSTRIES = 1_000;
  private static final int PREFIXES = 5_000;
  private static final int TOOLS = 400;
  private static final int EMPLOYEES_MAX = 20_000;

  final List<Territory> territories = new ArrayList<>();
  final List<Lead> leads = new ArrayList<>();
  private final int regions;
  private final int industries;
  private final SplittableRandom random;

  TerritoryWorld(long seed, int count, int regions, int industries) {
    this.regions = regions;
    this.industries = industries;
    random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      territories.add(territory(i));
    }
    // Only to tell hits from misses quickly; that it finds the right ones is compared later.
    TerritoryIndex index = TerritoryIndex.of(territories);
    while (leads.size() < LEADS) {
      boolean miss = leads.size() % 10 < MISSES_OF_TEN;
      Territory home = territories.get(random.nextInt(count));
      Lead lead = lead(home, miss);
      boolean found = !index.match(lead).isEmpty();
      if (found != miss) {
        leads.add(lead);
      }
    }
  }

  static boolean isIn(Territory territory, Lead lead) {
    for (Criterion criterion : territory.criteria()) {
      if (!criterion.matches(lead)) {
        return false;
      }
    }
    return true;
  }

  private Territory territory(int i) {
    int shape = i % SHAPES;
    List<Criterion> criteria = new ArrayList<>();
    if ((shape & 1) != 0) {
      criteria.add(anyOf("region", "region ", regions, 3));
    }
    if ((shape & 2) != 0) {
      criteria.add(anyOf("industry", "industry ", industries, 2));
    }
    if ((shape & 4) != 0) {
      criteria.add(prefix());
    }
    if ((shape & 8) != 0) {
      criteria.add(range(shape == 8));
    }
    if ((shape & 16) != 0) {
      criteria.add(anyOf("attributes.usesTechnology", "tool ", TOOLS, 2));
    }
    if (criteria.isEmpty()) {
      criteria.add(anyOf("source", "fair ", 1_000, 1));
    }
    return new Territory(
        String.format(Locale.ROOT, "territory %05d", i),
        null,
        criteria,
        0,
        new Territory.Pool("team", List.of()),
        Set.of(),
        WhenFull.PARENT,
        false);
  }

  private Criterion anyOf(String field, String stem, int values, int atMost) {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(atMost); i >= 0; i--) {
      some.add(stem + random.nextInt(values));
    }
    return new Criterion(field, Kind.ANY_OF, some, null, null);
  }

  /** One or two prefixes of one to four characters; rarely the short ones, which match much. */
  private Criterion prefix() {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      String code = String.format(Locale.ROOT, "%04d", random.nextInt(PREFIXES));
      some.add(code.substring(0, random.nextInt(10) == 0 ? 2 : 3 + random.nextInt(2)));
    }
    return new Criterion("postalCode", Kind.PREFIX, some, null, null);
  }

  private Criterion range(boolean alone) {
    long min = random.nextInt(EMPLOYEES_MAX);
    long width = alone ? 20 : 50 + random.nextInt(5_000);
    return new Criterion("employees", Kind.BETWEEN, List.of(), min, min + width);
  }

  /** A lead made for this territory, or with values that occur but together in none. */
  private Lead lead(Territory home, boolean miss) {
    Map<String, String> fields = new HashMap<>();
    fields.put("region", "Region " + random.nextInt(regions));
    fields.put("industry", "Industry " + random.nextInt(industries));
    fields.put("postalCode", String.format(Locale.ROOT, "%04d %d", random.nextInt(PREFIXES), 7));
    fields.put("employees", Integer.toString(random.nextInt(EMPLOYEES_MAX)));
    fields.put("source", "Google");
    Map<String, String> attributes = new HashMap<>();
    attributes.put("usesTechnology", "Tool " + random.nextInt(TOOLS));
    if (miss) {
      // Half of the misses name values that no territory knows.
      if (random.nextBoolean()) {
        fields.put("region", "none");
        attributes.put("usesTechnology", "none");
        fields.put("postalCode", "x1");
        fields.put("industry", "other");
        fields.put("employees", "999999");
      }
    } else {
      home.criteria().forEach(c -> meet(c, fields, attributes));
    }
    PersonKey person = PersonKey.ofEmail("salt", "someone@company.example");
    return new Lead(
        LeadId.of(person, Integer.toString(leads.size())),
        "demo",
        Instant.EPOCH,
        Origin.BROWSER,
        Map.of(),
        new Identity(List.of(person), null, MailKind.BUSINESS),
        fields,
        attributes);
  }

  private static void meet(
      Criterion criterion, Map<String, String> fields, Map<String, String> attributes) {
    Long min = criterion.min();
    String value =
        min != null
            ? Long.toString(min + 1)
            : criterion.kind() == Kind.PREFIX
                ? criterion.values().getFirst() + "9 9"
                : criterion.values().getFirst();
    if (criterion.field().startsWith(Lead.ATTRIBUTE_PREFIX)) {
      attributes.put(criterion.field().substring(Lead.ATTRIBUTE_PREFIX.length()), value);
    } else {
      fields.put(criterion.field(), value);
    }
  }
}
