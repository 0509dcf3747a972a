package salesops.routing;

import static salesops.routing.Items.number;
import static salesops.routing.Items.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Waiting;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Leases on rotations in the table {@code routing}: whoever has one makes the next change.
 * Advisory: what counts is the rotation's version.
 */
final class DynamoTurns {
  /** Longest that a lease keeps others waiting when its holder died. */
  static final long LEASE_MILLIS = 2_000;

  /** Longest wait for a lease; past it the version condition alone decides. */
  static final Duration LEASE_WAIT = Duration.ofMillis(2_500);

  /** Between two looks at a lease, which is mostly held for some ten milliseconds. */
  static final Backoff LOOKS = Backoff.amongWriters(Duration.ofMillis(12), Duration.ofMillis(12));

  private final DynamoDbClient dynamo;
  private final String table;
  private final Waiting waiting;
  private final Clock clock;

  DynamoTurns(DynamoDbClient dynamo, String table, Waiting waiting) {
    this.dynamo = dynamo;
    this.table = table;
    this.waiting = waiting;
    this.clock = waiting.clock();
  }

  PoolState take(PoolState.Key rotation) {
    // With the time, since a simulation may give two functions the same sequence of numbers.
    String token =
        Long.toString(waiting.random().nextLong() & Long.MAX_VALUE, 36)
            + Long.toString(System.nanoTime(), 36);
    Instant giveUp = clock.instant().plus(LEASE_WAIT);
    while (true) {
      try {
        return Items.pool(rotation, lease(rotation, token), token);
      } catch (ConditionalCheckFailedException e) {
        Map<String, AttributeValue> seen = awaitLease(rotation, giveUp);
        if (!clock.instant().isBefore(giveUp)) {
          return Items.pool(rotation, seen, "");
        }
      }
    }
  }

  /** Takes the lease if it is free, and reads the state in the same request. */
  private Map<String, AttributeValue> lease(PoolState.Key rotation, String token) {
    long now = clock.millis();
    return dynamo
        .updateItem(
            r ->
                r.tableName(table)
                    .key(Items.poolKey(rotation))
                    .updateExpression("SET lo = :me, lu = :until")
                    // The holder again: an SDK retry whose first request arrived after all.
                    .conditionExpression("attribute_not_exists(lu) OR lu < :now OR lo = :me")
                    .expressionAttributeValues(
                        Map.of(
                            ":me", text(token),
                            ":until", number(now + LEASE_MILLIS),
                            ":now", number(now)))
                    .returnValues(ReturnValue.ALL_NEW))
        .attributes();
  }

  private Map<String, AttributeValue> awaitLease(PoolState.Key rotation, Instant giveUp) {
    for (int look = 1; ; look++) {
      waiting.after(look, LOOKS);
      Map<String, AttributeValue> item =
          dynamo
              .getItem(r -> r.tableName(table).key(Items.poolKey(rotation)).consistentRead(true))
              .item();
      boolean free = number(item, Items.LEASE_UNTIL, 0) < clock.millis();
      if (free || !clock.instant().isBefore(giveUp)) {
        return item;
      }
    }
  }

  void letGo(PoolState pool) {
    if (pool.lease().isEmpty()) {
      return;
    }
    try {
      dynamo.updateItem(
          r ->
              r.tableName(table)
                  .key(Items.poolKey(pool.key()))
                  .updateExpression("REMOVE lo, lu")
                  .conditionExpression("lo = :me")
                  .expressionAttributeValues(Map.of(":me", text(pool.lease()))));
    } catch (ConditionalCheckFailedException e) {
      // It ran out and is another's by now, or a write ended it.
    }
  }
}
