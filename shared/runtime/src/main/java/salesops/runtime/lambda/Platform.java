package salesops.runtime.lambda;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Everything outside that a handler is built from. On Lambda it is {@link #onLambda()}; the local
 * suite and tests pass their own. Clients are made when first asked for, so a function builds only
 * those it uses.
 *
 * @param env environment variables; names are the constants here
 * @param pause how a handler waits
 * @param log takes one JSON line for each outcome
 */
public record Platform(
    Map<String, String> env,
    Clock clock,
    RandomGenerator random,
    Supplier<DynamoDbClient> dynamo,
    Supplier<EventBridgeClient> events,
    Supplier<SqsClient> queues,
    Supplier<SecretsManagerClient> secrets,
    Pause pause,
    Consumer<String> log) {

  /** The function's own table. */
  public static final String TABLE = "TABLE";

  /** The settings table, read-only. */
  public static final String SETTINGS_TABLE = "SETTINGS_TABLE";

  /** The event bus. */
  public static final String BUS = "BUS";

  /** Name of the function, also its events' source: {@code salesops.routing}. */
  public static final String SERVICE = "SERVICE";

  /** Address of the queue for records that cannot be published. */
  public static final String DEAD_LETTERS = "DEAD_LETTERS";

  /** Address of the HTTP API, without a slash at its end. */
  public static final String PUBLIC_ADDRESS = "PUBLIC_ADDRESS";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);

  /** As Lambda provides it: environment, UTC clock, clients with short timeouts, standard out. */
  @SuppressWarnings("SystemOut") // Lambda ships standard out to CloudWatch Logs
  public static Platform onLambda() {
    return new Platform(
        Map.copyOf(System.getenv()),
        Clock.systemUTC(),
        new SecureRandom(),
        once(() -> configured(DynamoDbClient.builder())),
        once(() -> configured(EventBridgeClient.builder())),
        once(() -> configured(SqsClient.builder())),
        once(() -> configured(SecretsManagerClient.builder())),
        Pause.REAL,
        System.out::println);
  }

  /** How a handler lets time pass. */
  public Waiting waiting() {
    return new Waiting(clock, pause, random);
  }

  /**
   * @throws IllegalStateException when the variable is not set: the deployment is broken
   */
  public String required(String name) {
    String value = env.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("environment variable " + name + " is not set");
    }
    return value;
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C configured(
      B builder) {
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT))
        .overrideConfiguration(o -> o.apiCallTimeout(CALL_TIMEOUT))
        .build();
  }

  private static <T> Supplier<T> once(Supplier<T> make) {
    return new Supplier<>() {
      private volatile java.util.Optional<T> made = java.util.Optional.empty();

      @Override
      public synchronized T get() {
        if (made.isEmpty()) {
          made = java.util.Optional.of(make.get());
        }
        return made.get();
      }
    };
  }
}
