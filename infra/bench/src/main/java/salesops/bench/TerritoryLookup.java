package salesops.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import salesops.model.Lead;
import salesops.model.settings.Criteria;
import salesops.model.settings.Criterion;
import salesops.model.settings.Territory;
import salesops.routing.TerritoryIndex;
import software.amazon.event.ruler.Machine;

/**
 * Time of one territory lookup: the product's index, comparing every territory, and AWS's
 * event-ruler with the JSON it reads. All three must find the same.
 */
final class TerritoryLookup {
  private static final long SEED = 2026;
  private static final int[] SIZES = {10, 1_000, 10_000};

  /** A timed round takes at least this long, so that the clock's own steps don't show. */
  private static final long ROUND_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  /** Rounds that warm the compiler up and are thrown away. */
  private static final int WARM_UP = 6;

  /** CPU time, not the wall clock's: other work on the machine must not count. */
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private interface Engine {
    /** How many territories the i-th lead lies in. */
    int matches(int i) throws Exception;
  }

  private final TerritoryWorld world;
  private final Map<String, Engine> engines = new LinkedHashMap<>();
  private final Map<String, Double> buildMillis = new HashMap<>();
  private long found;

  private TerritoryLookup(TerritoryWorld world) throws Exception {
    this.world = world;
    long start = System.nanoTime();
    TerritoryIndex index = TerritoryIndex.of(world.territories);
    buildMillis.put("index", millisSince(start));
    engines.put("index", i -> index.match(world.leads.get(i)).size());
    engines.put("linear scan", this::scan);
    start = System.nanoTime();
    Machine ruler = ruler();
    buildMillis.put("event-ruler", millisSince(start));
    List<String> json = new ArrayList<>();
    for (Lead lead : world.leads) {
      json.add(
          fields(lead).entrySet().stream()
              .map(e -> '"' + e.getKey() + "\":" + e.getValue())
              .collect(Collectors.joining(",", "{", "}")));
    }
    engines.put("event-ruler, JSON", i -> ruler.rulesForJSONEvent(json.get(i)).size());
  }

  static void run(int rounds, int regions, int industries) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "Territory lookup, µs of CPU a lead: median of %d rounds (lowest); %d shapes of criteria over %,d regions and %,d industries, ranges, prefixes, 3 leads in 10 match nothing, seed %d%n%n",
        rounds,
        TerritoryWorld.SHAPES,
        regions,
        industries,
        SEED);
    Map<String, Map<Integer, double[]>> results = new LinkedHashMap<>();
    Map<String, Double> builds = new TreeMap<>();
    for (int size : SIZES) {
      TerritoryLookup lookup =
          new TerritoryLookup(new TerritoryWorld(SEED, size, regions, industries));
      lookup.compare();
      for (String engine : lookup.engines.keySet()) {
        results
            .computeIfAbsent(engine, e -> new TreeMap<>())
            .put(size, lookup.time(engine, rounds));
      }
      builds.putAll(lookup.buildMillis);
      System.out.printf(
          Locale.ROOT,
          "%,6d territories: %.2f matches a lead%n",
          size,
          (double) lookup.found / TerritoryWorld.LEADS);
    }
    print(results, builds);
  }

  private static void print(
      Map<String, Map<Integer, double[]>> results, Map<String, Double> builds) {
    System.out.printf(
        Locale.ROOT,
        "%n| engine | 10 | 1,000 | 10,000 | 10,000 ÷ 10 | build at 10,000 |%n|---|---|---|---|---|---|%n");
    results.forEach(
        (engine, bySize) -> {
          StringBuilder row = new StringBuilder("| " + engine);
          bySize
              .values()
              .forEach(t -> row.append(String.format(Locale.ROOT, " | %.2f (%.2f)", t[1], t[0])));
          double ratio = at(bySize, SIZES[2]) / at(bySize, SIZES[0]);
          Double build = builds.get(engine.split(",", -1)[0]);
          System.out.printf(
              Locale.ROOT,
              "%s | × %.1f | %s |%n",
              row,
              ratio,
              build == null ? "–" : String.format(Locale.ROOT, "%,.0f ms", build));
        });
  }

  private static double at(Map<Integer, double[]> bySize, int size) {
    double[] timed = bySize.get(size);
    return timed == null ? Double.NaN : timed[1];
  }

  /** All engines must agree before any of them is timed. */
  private void compare() throws Exception {
    for (int i = 0; i < TerritoryWorld.LEADS; i++) {
      Set<Integer> counts = new HashSet<>();
      for (Engine engine : engines.values()) {
        counts.add(engine.matches(i));
      }
      if (counts.size() != 1) {
        throw new IllegalStateException("engines disagree about lead " + i + ": " + counts);
      }
      found += counts.iterator().next();
    }
  }

  /** Lowest and median µs a lead. */
  private double[] time(String name, int rounds) throws Exception {
    Engine engine = engines.get(name);
    if (engine == null) {
      throw new IllegalArgumentException(name);
    }
    for (int i = 0; i < WARM_UP; i++) {
      round(engine);
    }
    double[] micros = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      micros[i] = round(engine);
    }
    Arrays.sort(micros);
    return new double[] {micros[0], micros[rounds / 2]};
  }

  private double round(Engine engine) throws Exception {
    long start = THREAD.getCurrentThreadCpuTime();
    long lookups = 0;
    long sum = 0;
    long elapsed;
    do {
      // A step that is prime to the number of leads visits all of them, in no order to be guessed.
      for (int k = 0; k < 64; k++) {
        sum += engine.matches((int) (lookups++ * 1_021 % TerritoryWorld.LEADS));
      }
      elapsed = THREAD.getCurrentThreadCpuTime() - start;
    } while (elapsed < ROUND_MIN_NANOS);
    if (sum < 0) {
      throw new IllegalStateException("the sum is used, so that no lookup is optimised away");
    }
    return elapsed / 1e3 / lookups;
  }

  private int scan(int i) {
    Lead lead = world.leads.get(i);
    int matches = 0;
    for (Territory territory : world.territories) {
      matches += TerritoryWorld.isIn(territory, lead) ? 1 : 0;
    }
    return matches;
  }

  private Machine ruler() throws Exception {
    Machine machine = Machine.builder().build();
    for (Territory territory : world.territories) {
      String rule =
          territory.criteria().stream()
              .map(TerritoryLookup::pattern)
              .collect(Collectors.joining(",", "{", "}"));
      machine.addRule(territory.name(), rule);
    }
    return machine;
  }

  /** The lead's values are folded beforehand, so the ruler compares plain strings. */
  private static String pattern(Criterion criterion) {
    String values =
        switch (criterion.kind()) {
          case ANY_OF ->
              criterion.values().stream()
                  .map(v -> '"' + Criteria.fold(v) + '"')
                  .collect(Collectors.joining(","));
          case PREFIX ->
              criterion.values().stream()
                  .map(v -> "{\"prefix\":\"" + Criteria.postal(v) + "\"}")
                  .collect(Collectors.joining(","));
          case BETWEEN ->
              "{\"numeric\":[\">=\"," + criterion.min() + ",\"<=\"," + criterion.max() + "]}";
          case WILDCARD, MAIL -> throw new IllegalArgumentException("not in this world");
        };
    return '"' + criterion.field().replace('.', '_') + "\":[" + values + ']';
  }

  private static Map<String, String> fields(Lead lead) {
    Map<String, String> fields = new TreeMap<>();
    lead.fields()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    switch (name) {
                      case "employees" -> value;
                      case "postalCode" -> '"' + Criteria.postal(value) + '"';
                      default -> '"' + Criteria.fold(value) + '"';
                    }));
    lead.attributes()
        .forEach(
            (name, value) -> fields.put("attributes_" + name, '"' + Criteria.fold(value) + '"'));
    return fields;
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
