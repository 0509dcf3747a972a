package salesops.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * One item for each count and window in intake's own table, {@code pk} = {@code g#}name, one write
 * unit each time. DynamoDB deletes it after its end, within days; the window is part of the name,
 * so that a late deletion changes nothing.
 */
final class DynamoCounters implements Counters {
  static final String PREFIX = "g#";

  /** The attribute that DynamoDB expires items by, in seconds; no lead has it. */
  static final String EXPIRES_AT = "expiresAt";

  /** A person waits meanwhile, and a lead without its counts is better than none. */
  private static final Duration TIMEOUT = Duration.ofMillis(700);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Log log;

  DynamoCounters(DynamoDbClient dynamo, String table, Log log) {
    this.dynamo = dynamo;
    this.table = table;
    this.log = log;
  }

  /** The guard over counters in the function's own table. */
  static Guard guard(Platform platform, Log log) {
    return new Guard(
        new DynamoCounters(platform.dynamo().get(), platform.required(Platform.TABLE), log),
        platform.random());
  }

  @Override
  public boolean count(String name, int by, int max, Instant end) {
    // Added in one step by whoever comes: nobody waits for another. A retry may count twice.
    return update(
        name,
        "SET expiresAt = :end ADD n :by",
        "attribute_not_exists(n) OR n <= :room",
        Map.of(":end", second(end), ":by", number(by), ":room", number(max - (long) by)));
  }

  @Override
  public boolean admit(String name, String member, int max, Instant end) {
    return update(
        name,
        "SET expiresAt = :end ADD persons :one",
        "attribute_not_exists(persons) OR size(persons) < :max OR contains(persons, :member)",
        Map.of(
            ":end",
            second(end),
            ":one",
            AttributeValue.fromSs(List.of(member)),
            ":member",
            AttributeValue.fromS(member),
            ":max",
            number(max)));
  }

  private boolean update(
      String name, String update, String condition, Map<String, AttributeValue> values) {
    try {
      dynamo.updateItem(
          r ->
              r.tableName(table)
                  .key(
                      Map.of(
                          "pk",
                          AttributeValue.fromS(PREFIX + name),
                          "sk",
                          AttributeValue.fromN("0")))
                  .updateExpression(update)
                  .conditionExpression(condition)
                  .expressionAttributeValues(values)
                  .overrideConfiguration(o -> o.apiCallTimeout(TIMEOUT)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    } catch (SdkException e) {
      log.failure("Count", null, e);
      return true;
    }
  }

  private static AttributeValue second(Instant end) {
    return number(end.getEpochSecond());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
