package salesops.local.engine;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesops.local.platform.ClockPause;
import salesops.local.platform.LocalSecrets;
import salesops.local.platform.TimedRandom;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;
import salesops.wiring.DealsService;
import salesops.wiring.Function;
import salesops.wiring.IntakeService;
import salesops.wiring.Need;
import salesops.wiring.Secret;
import salesops.wiring.SlackService;
import salesops.wiring.WebhooksService;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds each function's platform: only the environment and clients that its needs allow. */
final class Platforms {
  private static final String BUS_NAME = "salesops";

  private final Engine engine;
  private final CompletableFuture<Database> database;
  private final Bus bus;
  private final LocalSuite.Options options;
  private final URI address;
  private final Map<Need.Choice, String> choices;

  /** Secrets that other parties know too; the value of any other secret doesn't matter. */
  private final Map<Secret, Supplier<String>> secretTexts =
      Map.of(
          SlackService.TOKEN,
          () -> LocalSecrets.SLACK_TOKEN,
          IntakeService.SERVER_KEYS,
          Platforms::serverKeys,
          WebhooksService.KEYS,
          this::webhookKeys,
          DealsService.CRM_KEYS,
          () -> Json.text(Map.of("current", LocalSecrets.CRM_KEY)));

  /**
   * @param database may still be starting; only requests for a client wait for it
   * @param address address of the HTTP front
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
    URI slackApi = options.slackApi();
    this.choices = slackApi == null ? Map.of() : Map.of(SlackService.API, slackApi.toString());
  }

  Platform of(Function function) {
    boolean reads =
        function.needs(Need.OwnTable.class)
            || function.needs(Need.Settings.class)
            || function.needs(Need.Outboxes.class);
    Map<String, Supplier<String>> secrets = secrets(function);
    return new Platform(
        environment(function),
        engine.clock(),
        new TimedRandom(options.faultSeed() * 31 + function.name().hashCode(), engine.clock()),
        once(reads, function, "tables", () -> client(function)),
        once(function.needs(Need.Bus.class), function, "the bus", () -> bus),
        once(
            function.needs(Need.DeadLetters.class),
            function,
            "queues",
            () -> new DeadLetterClient(engine)),
        once(!secrets.isEmpty(), function, "secrets", () -> new LocalSecrets(secrets)),
        new ClockPause(engine.clock()),
        engine.log());
  }

  private DynamoDbClient client(Function function) {
    return database.join().clientOf(function.name(), function.service());
  }

  private Map<String, String> environment(Function function) {
    Map<String, String> env = new HashMap<>();
    env.put(Platform.SERVICE, function.service());
    for (Need need : function.needs()) {
      value(need, function).ifPresent(value -> env.put(need.variable(), value));
    }
    env.putAll(options.extraEnv());
    return Map.copyOf(env);
  }

  private Optional<String> value(Need need, Function function) {
    return switch (need) {
      case Need.OwnTable _, Need.Outboxes _ -> Optional.of(function.service());
      case Need.Settings _ -> Optional.of(Wiring.SETTINGS_TABLE);
      case Need.Bus _ -> Optional.of(BUS_NAME);
      case Need.DeadLetters _ -> Optional.of(DeadLetterClient.url(function.name()));
      case Need.SecretValue(Secret secret) -> Optional.of(secret.name());
      case Need.PublicAddress _ -> Optional.of(address.toString());
      case Need.Text text -> Optional.of(text.local());
      case Need.Choice choice -> Optional.ofNullable(choices.get(choice));
    };
  }

  private Map<String, Supplier<String>> secrets(Function function) {
    Map<String, Supplier<String>> secrets = new HashMap<>();
    function.secrets().forEach(secret -> secrets.put(secret.name(), () -> value(secret)));
    return secrets;
  }

  private String value(Secret secret) {
    Supplier<String> known = secretTexts.get(secret);
    return known == null
        ? secret.name() + " of the local suite, which is no secret at all"
        : known.get();
  }

  private static String serverKeys() {
    return Json.text(
        Map.of("website", LocalSecrets.SERVER_KEY, "cloudfront", LocalSecrets.DISTRIBUTION_KEY));
  }

  /** The same key for every endpoint in the current settings. */
  private String webhookKeys() {
    Map<String, String> keys = new HashMap<>();
    new SettingsTable(database.join().plain(), Wiring.SETTINGS_TABLE, engine.clock())
        .current()
        .webhooks()
        .forEach(webhook -> keys.put(webhook.name(), LocalSecrets.WEBHOOK_KEY));
    return Json.text(keys);
  }

  private static <T> Supplier<T> once(
      boolean allowed, Function function, String what, Supplier<? extends T> make) {
    return new Supplier<>() {
      private @Nullable T made;

      @Override
      public synchronized T get() {
        if (!allowed) {
          // On AWS the role would deny it too.
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
