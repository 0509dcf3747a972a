package salesops.testkit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Platforms for tests: real DynamoDB Local, a given clock, a seeded source of randomness. */
public final class TestPlatform {
  private final DynamoDbClient dynamo;
  private final Clock clock;
  private final Pause pause;
  private final List<String> secretReads = new CopyOnWriteArrayList<>();
  private final List<String> logLines = Collections.synchronizedList(new ArrayList<>());

  /** Whoever waits moves the clock. */
  public TestPlatform(DynamoDbClient dynamo, TestClock clock) {
    this(dynamo, clock, clock.pause());
  }

  public TestPlatform(DynamoDbClient dynamo, Clock clock, Pause pause) {
    this.dynamo = dynamo;
    this.clock = clock;
    this.pause = pause;
  }

  /** A platform with this environment; asking for a client other than DynamoDB fails. */
  public Platform with(Map<String, String> env) {
    return with(env, missing("secrets"));
  }

  /**
   * A platform with this environment and these secrets by name.
   *
   * @param secrets may change meanwhile
   */
  public Platform with(Map<String, String> env, Map<String, String> secrets) {
    return with(env, () -> new TestSecrets(secrets, secretReads));
  }

  private Platform with(Map<String, String> env, Supplier<SecretsManagerClient> secrets) {
    return new Platform(
        env,
        clock,
        new Random(7),
        () -> dynamo,
        missing("event bus"),
        missing("queues"),
        secrets,
        pause,
        logLines::add);
  }

  /** A platform whose handlers wait in this way instead. */
  public static Platform waitingBy(Pause pause, Platform platform) {
    return new Platform(
        platform.env(),
        platform.clock(),
        platform.random(),
        platform.dynamo(),
        platform.events(),
        platform.queues(),
        platform.secrets(),
        pause,
        platform.log());
  }

  private static <T> Supplier<T> missing(String what) {
    return () -> {
      throw new IllegalStateException("no " + what + " in this test");
    };
  }

  /** How often a secret was read. */
  public int secretReads(String name) {
    return Collections.frequency(List.copyOf(secretReads), name);
  }

  /** What was logged so far. */
  public List<String> logLines() {
    return List.copyOf(logLines);
  }

  /** An index of a table: string partition key, numeric sort key, keys only. */
  public record Index(String name, String partition, String sort) {}

  /** Creates a table with string key {@code pk}, numeric key {@code sk} and these indexes. */
  public static void createTable(DynamoDbClient dynamo, String name, Index... indexes) {
    dynamo.createTable(table(name, List.of(indexes)).build());
  }

  /** What {@link #createTable} asks for. */
  public static CreateTableRequest.Builder table(String name, List<Index> indexes) {
    Map<String, ScalarAttributeType> keys = new TreeMap<>();
    keys.put("pk", ScalarAttributeType.S);
    keys.put("sk", ScalarAttributeType.N);
    List<GlobalSecondaryIndex> all = new ArrayList<>();
    for (Index index : indexes) {
      keys.put(index.partition(), ScalarAttributeType.S);
      keys.put(index.sort(), ScalarAttributeType.N);
      all.add(
          GlobalSecondaryIndex.builder()
              .indexName(index.name())
              .keySchema(key(index.partition(), index.sort()))
              .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
              .build());
    }
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            keys.entrySet().stream()
                .map(
                    k ->
                        AttributeDefinition.builder()
                            .attributeName(k.getKey())
                            .attributeType(k.getValue())
                            .build())
                .toList())
        .keySchema(key("pk", "sk"))
        .globalSecondaryIndexes(all.isEmpty() ? null : all);
  }

  private static List<KeySchemaElement> key(String partition, String sort) {
    return List.of(
        KeySchemaElement.builder().attributeName(partition).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sort).keyType(KeyType.RANGE).build());
  }
}
