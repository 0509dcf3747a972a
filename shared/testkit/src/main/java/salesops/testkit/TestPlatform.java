package salesops.testkit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import salesops.runtime.Platform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Platforms for tests: real DynamoDB Local, a given clock, a seeded source of randomness. */
public final class TestPlatform {
  private final DynamoDbClient dynamo;
  private final Clock clock;
  private final List<String> logLines = Collections.synchronizedList(new ArrayList<>());

  public TestPlatform(DynamoDbClient dynamo, Clock clock) {
    this.dynamo = dynamo;
    this.clock = clock;
  }

  /** A platform with this environment; asking for a client other than DynamoDB fails. */
  public Platform with(Map<String, String> env) {
    return with(
        env,
        () -> {
          throw new IllegalStateException("no secrets in this test");
        });
  }

  /** A platform with this environment and these secrets by name. */
  public Platform with(Map<String, String> env, Map<String, String> secrets) {
    return with(env, () -> new TestSecrets(secrets));
  }

  private Platform with(Map<String, String> env, Supplier<SecretsManagerClient> secrets) {
    return new Platform(
        env,
        clock,
        new Random(7),
        () -> dynamo,
        () -> {
          throw new IllegalStateException("no event bus in this test");
        },
        () -> {
          throw new IllegalStateException("no queues in this test");
        },
        secrets,
        logLines::add);
  }

  /** What was logged so far. */
  public List<String> logLines() {
    return List.copyOf(logLines);
  }

  /** Creates a table with string key {@code pk}, numeric key {@code sk} and a stream. */
  public static void createTable(DynamoDbClient dynamo, String name) {
    dynamo.createTable(
        r ->
            r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build(),
                    AttributeDefinition.builder()
                        .attributeName("sk")
                        .attributeType(ScalarAttributeType.N)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build(),
                    KeySchemaElement.builder().attributeName("sk").keyType(KeyType.RANGE).build())
                .streamSpecification(
                    s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }
}
