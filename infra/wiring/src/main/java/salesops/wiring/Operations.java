package salesops.wiring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.runtime.operations.OperationsEntry;

/** Finds the function that performs an operator's request: its handler has the operation. */
public final class Operations {
  /** Exceptions to the naming of outputs: this function was the first with operations. */
  private static final Map<String, String> NAMED_OTHERWISE =
      Map.of("routing-operations", "Operations");

  private Operations() {}

  /** Every function that has operations. */
  public static Set<String> functions() {
    return invoked().map(Function::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the function that performs this operation; empty if none does. The functions' jars must
   * be on the class path.
   */
  public static Optional<String> functionOf(String operation) {
    return invoked().filter(f -> names(f).contains(operation)).map(Function::name).findFirst();
  }

  /** The names of all operations, which must differ. */
  public static List<String> all() {
    return invoked().flatMap(function -> names(function).stream()).sorted().toList();
  }

  private static Stream<Function> invoked() {
    return Wiring.SUITE.functions().stream()
        .filter(f -> f.trigger(Trigger.Invoke.class).isPresent());
  }

  private static Set<String> names(Function function) {
    if (function.needs(Need.Outboxes.class)) {
      return Set.of(function.name());
    }
    try {
      ClassLoader jars = Operations.class.getClassLoader();
      return OperationsEntry.names(Class.forName(function.handler(), false, jars));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no jar with " + function.handler(), e);
    }
  }

  /** Name of the stack output with the function's ARN, such as {@code IntakeOperations}. */
  public static String outputOf(String function) {
    return NAMED_OTHERWISE.getOrDefault(
        function,
        Stream.of(function.split("-", -1))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining()));
  }
}
