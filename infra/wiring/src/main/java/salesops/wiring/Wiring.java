package salesops.wiring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tables and functions that belong together: a service's, or the whole suite's. */
public record Wiring(List<Table> tables, List<Function> functions) {
  /** The table only {@code settings apply} writes. */
  public static final String SETTINGS_TABLE = "settings";

  /** The whole suite, in the order in which a lead meets its services. */
  public static final Wiring SUITE =
      joined(
          IntakeService.wiring(),
          ScoringService.wiring(),
          RoutingService.wiring(),
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
   * @throws IllegalArgumentException when there is no function of this name
   */
  public Function function(String name) {
    return functions.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no function " + name));
  }

  /**
   * @throws IllegalArgumentException when there is no table of this name
   */
  public Table table(String name) {
    return tables.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + name));
  }

  /** Folders below {@code functions} that code comes from. */
  public Set<String> jars() {
    Set<String> jars = new LinkedHashSet<>();
    functions.forEach(f -> jars.add(f.jar()));
    return jars;
  }

  /** Every secret that a function may read. */
  public Set<Secret> secrets() {
    Set<Secret> secrets = new LinkedHashSet<>();
    functions.forEach(f -> secrets.addAll(f.secrets()));
    return secrets;
  }

  /** Every switch that rules depend on. */
  public Set<Switch> switches() {
    Set<Switch> switches = new LinkedHashSet<>();
    functions.stream()
        .flatMap(f -> f.trigger(Trigger.Queue.class).stream())
        .flatMap(queue -> Stream.ofNullable(queue.optional()))
        .forEach(switches::add);
    return switches;
  }

  /** Tables whose events can be sent again, in the order in which their events follow. */
  public static List<String> republished() {
    return SUITE.functions().stream()
        .filter(f -> f.needs(Need.Outboxes.class))
        .map(Function::service)
        .toList();
  }
}
