package salesops.cdk;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import salesops.wiring.Need;
import salesops.wiring.Wiring;
import software.constructs.Construct;

/** What was said at synthesis, as {@code --context KEY=VALUE}: it is part of the templates. */
final class Context {
  /** Whether functions send traces to X-Ray: {@code on} or, unless said, {@code off}. */
  private static final String TRACING = "tracing";

  private final Construct scope;

  private Context(Construct scope) {
    this.scope = scope;
  }

  static Context of(Construct scope) {
    return new Context(scope);
  }

  boolean isTraced() {
    return text(TRACING).equals(Optional.of("on"));
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(scope.getNode().tryGetContext(key)).map(Object::toString);
  }

  /**
   * @throws IllegalArgumentException when nothing would heed one of these
   */
  static void check(Map<String, String> given, Wiring wiring) {
    Set<String> known = new TreeSet<>(Set.of(TRACING));
    wiring.functions().stream()
        .flatMap(f -> f.needs().stream())
        .filter(Need.Choice.class::isInstance)
        .map(Need.Choice.class::cast)
        .forEach(choice -> known.add(choice.key()));
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "--context " + key + ": must be one of " + String.join(", ", known));
      }
    }
  }
}
