package salesops.wiring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The tables and functions of a service, or of the whole suite. */
public record Wiring(List<Table> tables, List<Function> functions) {
  /** The table that only {@code settings apply} writes. */
  public static final String SETTINGS_TABLE = "settings";

  /** The whole suite, with its services in the order in which a lead passes through them. */
  public static final Wiring SUITE =
      joined(
          IntakeService.wiring(),
          ScoringService.wiring(),
          RoutingService.wiring(),
          DealsService.wiring(),
          QuotaService.wiring(),
          SlackService.wiring(),
          WebhooksService.wiring(),
          SettingsService.wiring());

  public Wiring {
    tables = List.copyOf(tables);
    functions = List.copyOf(functions);
  }

  private static Wiring joined(Wiring... services) {
    return new Wiring(
        Stream.of(services).flatMap(s -> s.tables().stream()).toList(),
        Stream.of(services).flatMap(s -> s.functions().stream()).toList());
  }

  /**
   * Returns the function with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Function function(String name) {
    return functions.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no function " + name));
  }

  /**
   * Returns the table with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Table table(String name) {
    return tables.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + name));
  }

  /** The folders below {@code functions} that contain code. */
  public Set<String> jars() {
    Set<String> jars = new LinkedHashSet<>();
    functions.forEach(f -> jars.add(f.jar()));
    return jars;
  }

  /** All secrets that functions may read. */
  public Set<Secret> secrets() {
    Set<Secret> secrets = new LinkedHashSet<>();
    functions.forEach(f -> secrets.addAll(f.secrets()));
    return secrets;
  }

  /** All switches that enable rules. */
  public Set<Switch> switches() {
    Set<Switch> switches = new LinkedHashSet<>();
    functions.stream()
        .flatMap(f -> f.trigger(Trigger.Queue.class).stream())
        .flatMap(queue -> Stream.ofNullable(queue.optional()))
        .forEach(switches::add);
    return switches;
  }

  /** The tables whose events can be republished, in the order in which events follow each other. */
  public static List<String> republished() {
    return SUITE.functions().stream()
        .filter(f -> f.needs(Need.Outboxes.class))
        .map(Function::service)
        .toList();
  }
}
