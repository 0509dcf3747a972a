package salesops.local.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages and records that could not be handled, by function. */
final class DeadLetters {
  /** Maximum number of bodies kept per function; further ones are kept as empty strings. */
  static final int BODIES_MAX = 10_000;

  private final Map<String, List<String>> letters = new TreeMap<>();

  synchronized void add(String function, String body) {
    List<String> bodies = letters.computeIfAbsent(function, f -> new ArrayList<>());
    bodies.add(bodies.size() < BODIES_MAX ? body : "");
  }

  synchronized Map<String, List<String>> all() {
    Map<String, List<String>> copy = new TreeMap<>();
    letters.forEach((function, bodies) -> copy.put(function, List.copyOf(bodies)));
    return copy;
  }
}
