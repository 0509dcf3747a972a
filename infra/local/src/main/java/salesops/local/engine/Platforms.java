package salesops.local.engine;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;
import salesops.wiring.Function;
import salesops.wiring.Function.Access;
import salesops.wiring.Wiring;
import salesops.wiring.Wiring.Environment;

/** What each function is built from: the environment and clients its access allows, no others. */
final class Platforms {
  private static final String BUS_NAME = "salesops";

  /** Anybody can read it here: what it signs is worth nothing elsewhere. */
  private static final String SIGNING_KEY = "a key of the local suite that is no secret at all";

  private final Engine engine;
  private final CompletableFuture<Database> database;
  private final Bus bus;
  private final LocalSuite.Options options;
  private final URI address;

  /**
   * @param database may still be starting: only who asks for a client waits
   * @param address of the HTTP front
   */
  Platforms(
      Engine engine,
      CompletableFuture<Database> database,
      Bus bus,
      LocalSuite.Options options,
      URI address) {
    this.engine = engine;
    this.database = database;
    this.bus = bus;
    this.options = options;
    this.address = address;
  }

  Platform of(Function function) {
    boolean reads =
        Stream.of(Access.OWN_TABLE, Access.SETTINGS, Access.OUTBOXES)
            .anyMatch(function.access()::contains);
    boolean stream = function.streamTable().isPresent();
    Map<String, Supplier<String>> secrets = secrets(function);
    return new Platform(
        environment(function),
        engine.clock(),
        new Random(options.faultSeed() * 31 + function.name().hashCode()),
        once(reads, function, "tables", () -> database.join().clientOf(function.name())),
        once(function.access().contains(Access.BUS), function, "the bus", () -> bus),
        once(stream, function, "queues", () -> new DeadLetterClient(engine)),
        once(!secrets.isEmpty(), function, "secrets", () -> new LocalSecrets(secrets)),
        Pause.REAL,
        engine.log());
  }

  private Map<String, String> environment(Function function) {
    Map<String, String> env = new HashMap<>();
    env.put(Environment.SERVICE, Wiring.serviceName(function));
    if (function.access().contains(Access.OWN_TABLE)
        || function.access().contains(Access.OUTBOXES)) {
      env.put(Environment.TABLE, Wiring.serviceName(function));
    }
    if (function.access().contains(Access.SETTINGS)) {
      env.put(Environment.SETTINGS_TABLE, Wiring.SETTINGS_TABLE);
    }
    if (function.access().contains(Access.BUS)) {
      env.put(Environment.BUS, BUS_NAME);
    }
    if (function.streamTable().isPresent()) {
      env.put(Environment.DEAD_LETTERS, DeadLetterClient.url(function.name()));
    }
    URI slackApi = options.slackApi();
    if (function.access().contains(Access.SLACK_TOKEN)) {
      env.put(Environment.SLACK_TOKEN_SECRET, LocalSecrets.SLACK_TOKEN);
      if (slackApi != null) {
        env.put(Environment.SLACK_API, slackApi.toString());
      }
    }
    if (function.access().contains(Access.WEBHOOK_KEYS)) {
      env.put(Environment.WEBHOOK_KEYS_SECRET, LocalSecrets.WEBHOOK_KEYS);
      // Whoever tries webhooks here has the other end on this machine.
      env.put(Environment.WEBHOOK_LOOPBACK, "allowed");
    }
    if (function.access().contains(Access.SIGNING_KEY)) {
      env.put(Environment.SIGNING_KEY_SECRET, LocalSecrets.SIGNING_KEY);
    }
    if (function.access().contains(Access.SERVER_KEYS)) {
      env.put(Environment.SERVER_KEYS_SECRET, LocalSecrets.SERVER_KEYS);
    }
    if (function.access().contains(Access.PUBLIC_ADDRESS)) {
      env.put(Environment.PUBLIC_ADDRESS, address.toString());
    }
    env.putAll(options.extraEnv());
    return Map.copyOf(env);
  }

  private Map<String, Supplier<String>> secrets(Function function) {
    Map<String, Supplier<String>> secrets = new HashMap<>();
    if (function.access().contains(Access.SLACK_TOKEN)) {
      secrets.put(LocalSecrets.SLACK_TOKEN, () -> LocalSuite.SLACK_TOKEN);
    }
    if (function.access().contains(Access.SIGNING_KEY)) {
      secrets.put(LocalSecrets.SIGNING_KEY, () -> SIGNING_KEY);
    }
    if (function.access().contains(Access.WEBHOOK_KEYS)) {
      secrets.put(LocalSecrets.WEBHOOK_KEYS, this::webhookKeys);
    }
    if (function.access().contains(Access.SERVER_KEYS)) {
      Map<String, String> keys =
          Map.of("website", LocalSuite.SERVER_KEY, "cloudfront", LocalSuite.DISTRIBUTION_KEY);
      secrets.put(LocalSecrets.SERVER_KEYS, () -> Json.text(keys));
    }
    return secrets;
  }

  /** The same key for every endpoint that the settings name at the moment. */
  private String webhookKeys() {
    Map<String, String> keys = new HashMap<>();
    new SettingsTable(database.join().plain(), Wiring.SETTINGS_TABLE, engine.clock())
        .current()
        .webhooks()
        .forEach(webhook -> keys.put(webhook.name(), LocalSuite.WEBHOOK_KEY));
    return Json.text(keys);
  }

  private static <T> Supplier<T> once(
      boolean allowed, Function function, String what, Supplier<? extends T> make) {
    return new Supplier<>() {
      private @Nullable T made;

      @Override
      public synchronized T get() {
        if (!allowed) {
          // A role on AWS would refuse it too.
          throw new IllegalStateException(function.name() + " has no access to " + what);
        }
        T value = made;
        if (value == null) {
          value = make.get();
          made = value;
        }
        return value;
      }
    };
  }
}
