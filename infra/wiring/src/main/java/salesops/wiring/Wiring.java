package salesops.wiring;

import static salesops.wiring.Function.Access.BUS;
import static salesops.wiring.Function.Access.DEAD_LETTERS;
import static salesops.wiring.Function.Access.OUTBOXES;
import static salesops.wiring.Function.Access.OWN_TABLE;
import static salesops.wiring.Function.Access.PUBLIC_ADDRESS;
import static salesops.wiring.Function.Access.SERVER_KEYS;
import static salesops.wiring.Function.Access.SETTINGS;
import static salesops.wiring.Function.Access.SIGNING_KEY;
import static salesops.wiring.Function.Access.SLACK_TOKEN;
import static salesops.wiring.Function.Access.WEBHOOK_KEYS;
import static salesops.wiring.Function.may;

import java.time.Duration;
import java.util.List;

/** The whole suite. */
public record Wiring(List<Table> tables, List<Function> functions) {

  /** Names of environment variables a function is given; values differ by where it runs. */
  public static final class Environment {
    public static final String TABLE = "TABLE";
    public static final String SETTINGS_TABLE = "SETTINGS_TABLE";
    public static final String BUS = "BUS";
    public static final String SERVICE = "SERVICE";
    public static final String DEAD_LETTERS = "DEAD_LETTERS";
    public static final String SLACK_TOKEN_SECRET = "SLACK_TOKEN_SECRET";
    public static final String SLACK_API = "SLACK_API";
    public static final String WEBHOOK_KEYS_SECRET = "WEBHOOK_KEYS_SECRET";
    public static final String WEBHOOK_LOOPBACK = "WEBHOOK_LOOPBACK";
    public static final String SIGNING_KEY_SECRET = "SIGNING_KEY_SECRET";
    public static final String SERVER_KEYS_SECRET = "SERVER_KEYS_SECRET";
    public static final String PUBLIC_ADDRESS = "PUBLIC_ADDRESS";

    private Environment() {}
  }

  /** The table only {@code settings apply} writes. */
  public static final String SETTINGS_TABLE = "settings";

  /** The service whose queue gets events only where somebody wants them. */
  private static final String WEBHOOKS = "webhooks";

  private static final String PUBLISHER = "salesops.runtime.outbox.OutboxPublisher";
  private static final String REPUBLISHER = "salesops.runtime.outbox.OutboxRepublisher";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public static final Wiring SUITE =
      new Wiring(
          List.of(
              new Table(SETTINGS_TABLE, List.of(), null),
              new Table(
                  "intake",
                  List.of(
                      new Table.Index("quarantine", "quarantine", "quarantinedAt"),
                      new Table.Index("quarantinedLead", "quarantinedLead", "quarantinedAt")),
                  "expiresAt"),
              new Table("scoring", List.of(), null),
              new Table("routing", List.of(new Table.Index("held", "held", "dueAt")), null),
              new Table("slack", List.of(), "expiresAt"),
              new Table(WEBHOOKS, List.of(new Table.Index("kept", "kept", "dueAt")), "expiresAt")),
          List.of(
              new Function(
                  "intake",
                  "intake",
                  "salesops.intake.IntakeHandler",
                  1024,
                  Duration.ofSeconds(10),
                  List.of(
                      new Trigger.Http(
                          List.of(
                              "POST /leads",
                              "OPTIONS /leads",
                              "GET /forms/{form}",
                              "GET /forms/{form}/token",
                              "GET /releases/{token}",
                              "POST /releases/{token}",
                              "GET /assets/{asset}",
                              "GET /openapi.json"),
                          true)),
                  may(OWN_TABLE, SETTINGS, SIGNING_KEY, SERVER_KEYS)),
              new Function(
                  "intake-operations",
                  "intake",
                  "salesops.intake.OperationsHandler",
                  1024,
                  Duration.ofSeconds(30),
                  List.of(new Trigger.Invoke()),
                  may(OWN_TABLE, SETTINGS)),
              publisher("intake", "intake"),
              republisher("intake", "intake"),
              new Function(
                  "scoring",
                  "scoring",
                  "salesops.scoring.ScoringHandler",
                  1024,
                  Duration.ofSeconds(20),
                  List.of(queue(10, new Trigger.Source("intake", "LeadSubmitted"))),
                  may(OWN_TABLE, SETTINGS)),
              publisher("scoring", "scoring"),
              republisher("scoring", "scoring"),
              new Function(
                  "routing",
                  "routing",
                  "salesops.routing.RoutingHandler",
                  1024,
                  Duration.ofSeconds(20),
                  // Few at a time: two batches of one pool contend for its turn.
                  List.of(queue(2, new Trigger.Source("scoring", "LeadScored"))),
                  may(OWN_TABLE, SETTINGS)),
              new Function(
                  "routing-held",
                  "routing",
                  "salesops.routing.HeldLeadsHandler",
                  1024,
                  Duration.ofSeconds(30),
                  List.of(
                      new Trigger.Queue(
                          List.of(
                              new Trigger.Source("settings", "SettingsApplied"),
                              new Trigger.Source("routing", "LeadReturned")),
                          10,
                          Duration.ofSeconds(1),
                          2,
                          5,
                          MINUTE)),
                  may(OWN_TABLE, SETTINGS)),
              new Function(
                  "routing-operations",
                  "routing",
                  "salesops.routing.OperationsHandler",
                  1024,
                  Duration.ofSeconds(30),
                  List.of(new Trigger.Invoke()),
                  may(OWN_TABLE, SETTINGS)),
              new Function(
                  "routing-decision",
                  "routing",
                  "salesops.routing.DecisionHandler",
                  1024,
                  Duration.ofSeconds(10),
                  List.of(new Trigger.Http(List.of("GET /leads/{id}/decision"), false)),
                  may(OWN_TABLE, SETTINGS)),
              new Function(
                  "routing-pages",
                  "routing",
                  "salesops.routing.PagesHandler",
                  1024,
                  Duration.ofSeconds(20),
                  List.of(
                      // Who has a link was sent it: its token is the permission.
                      new Trigger.Http(
                          List.of("GET /actions/{token}", "POST /actions/{token}"), true),
                      new Trigger.Http(List.of("GET /leads/{id}"), false)),
                  may(OWN_TABLE, SETTINGS, SIGNING_KEY, PUBLIC_ADDRESS)),
              publisher("routing", "routing"),
              republisher("routing", "routing"),
              new Function(
                  "slack",
                  "slack",
                  "salesops.slack.SlackHandler",
                  1024,
                  Duration.ofSeconds(20),
                  List.of(
                      queue(
                          5,
                          new Trigger.Source("routing", "LeadAssigned"),
                          new Trigger.Source("routing", "LeadUnassigned"),
                          new Trigger.Source("routing", "LeadReturned"),
                          new Trigger.Source("intake", "LeadQuarantined"))),
                  may(OWN_TABLE, SETTINGS)),
              new Function(
                  "slack-sender",
                  "slack",
                  "salesops.slack.SenderHandler",
                  1024,
                  Duration.ofSeconds(50),
                  // Large batches: of a flood each wakes a channel once, and the shard waits for
                  // it.
                  List.of(
                      new Trigger.Stream("slack", 1_000, 3, true), new Trigger.Schedule(MINUTE)),
                  may(OWN_TABLE, SETTINGS, SLACK_TOKEN, SIGNING_KEY, PUBLIC_ADDRESS)),
              new Function(
                  "slack-operations",
                  "slack",
                  "salesops.slack.OperationsHandler",
                  512,
                  Duration.ofSeconds(20),
                  List.of(new Trigger.Invoke()),
                  may(SLACK_TOKEN)),
              new Function(
                  "webhooks",
                  WEBHOOKS,
                  "salesops.webhooks.WebhooksHandler",
                  1024,
                  Duration.ofSeconds(20),
                  // Other systems can wait for a fuller batch, which costs a tenth.
                  List.of(
                      new Trigger.Queue(
                          List.of(
                              new Trigger.Source("routing", "LeadAssigned"),
                              new Trigger.Source("routing", "LeadUnassigned"),
                              new Trigger.Source("routing", "LeadReturned")),
                          10,
                          Duration.ofSeconds(2),
                          2,
                          5,
                          null)),
                  may(OWN_TABLE, SETTINGS)),
              new Function(
                  "webhooks-sender",
                  WEBHOOKS,
                  "salesops.webhooks.SenderHandler",
                  1024,
                  Duration.ofSeconds(50),
                  List.of(new Trigger.Stream(WEBHOOKS, 100, 3, true), new Trigger.Schedule(MINUTE)),
                  may(OWN_TABLE, SETTINGS, WEBHOOK_KEYS)),
              new Function(
                  "webhooks-operations",
                  WEBHOOKS,
                  "salesops.webhooks.OperationsHandler",
                  1024,
                  Duration.ofSeconds(30),
                  List.of(new Trigger.Invoke()),
                  may(OWN_TABLE, SETTINGS)),
              // The settings table belongs to no function; what tells of it comes from routing's
              // jar.
              publisher(SETTINGS_TABLE, "routing"),
              republisher(SETTINGS_TABLE, "routing")));

  public Wiring {
    tables = List.copyOf(tables);
    functions = List.copyOf(functions);
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
   * Whether a function's rules let events through only where somebody wants them: the bus pays for
   * each copy it puts into a queue, also when nobody is told of it.
   */
  public static boolean isOptional(Function function) {
    return function.service().equals(WEBHOOKS);
  }

  /**
   * Value of {@link Environment#SERVICE}, and name of the table it may touch: who puts events on
   * the bus speaks for the table that tells them.
   */
  public static String serviceName(Function function) {
    return function.access().contains(BUS)
        ? function
            .trigger(Trigger.Republish.class)
            .map(Trigger.Republish::table)
            .or(function::streamTable)
            .orElseThrow()
        : function.service();
  }

  /** Tables whose events can be sent again, in the order in which their events follow. */
  public static List<String> republished() {
    return SUITE.functions().stream()
        .flatMap(f -> f.trigger(Trigger.Republish.class).stream())
        .map(Trigger.Republish::table)
        .toList();
  }

  private static Function publisher(String table, String service) {
    return new Function(
        table + "-publisher",
        service,
        PUBLISHER,
        512,
        Duration.ofSeconds(20),
        List.of(new Trigger.Stream(table, 100, 10, false)),
        may(BUS, DEAD_LETTERS));
  }

  private static Function republisher(String table, String service) {
    return new Function(
        table + "-republish",
        service,
        REPUBLISHER,
        512,
        Duration.ofSeconds(30),
        List.of(new Trigger.Republish(table)),
        may(BUS, OUTBOXES));
  }

  private static Trigger.Queue queue(int concurrencyMax, Trigger.Source... events) {
    return new Trigger.Queue(List.of(events), 10, Duration.ZERO, concurrencyMax, 5, null);
  }
}
