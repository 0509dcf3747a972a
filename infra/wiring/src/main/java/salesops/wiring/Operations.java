package salesops.wiring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which function does what an operator asks for. Routing does what is not named here; another
 * function's operations are added to the map.
 */
public final class Operations {
  private static final String USUAL = "routing-operations";

  private static final String REPUBLISH = "-republish";

  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "quarantined", "intake-operations",
          "release", "intake-operations",
          "import", "intake-operations",
          "slackPerson", "slack-operations",
          "slackChannels", "slack-operations",
          "webhooks", "webhooks-operations",
          "resendWebhooks", "webhooks-operations");

  private Operations() {}

  public static String functionOf(String operation) {
    boolean republish =
        Wiring.republished().stream().map(Operations::republish).anyMatch(operation::equals);
    return republish ? operation : FUNCTIONS.getOrDefault(operation, USUAL);
  }

  /** The operation that sends again what a table tells: it has a function for each table. */
  public static String republish(String table) {
    return table + REPUBLISH;
  }

  /** Every function that has operations. */
  public static Set<String> functions() {
    Set<String> functions = new TreeSet<>(FUNCTIONS.values());
    functions.add(USUAL);
    Wiring.republished().forEach(table -> functions.add(republish(table)));
    return functions;
  }

  /** Name of the deployment's output with the function's address: {@code IntakeOperations}. */
  public static String outputOf(String function) {
    return function.equals(USUAL)
        ? "Operations"
        : List.of(function.split("-", -1)).stream()
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }
}
