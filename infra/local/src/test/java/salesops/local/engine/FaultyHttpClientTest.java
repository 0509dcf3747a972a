package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import salesops.local.faults.Fault;
import salesops.wiring.Table;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What a function's client does when the seed strikes. */
final class FaultyHttpClientTest {
  private static final int CALLS = 200;

  private static Engine engine;
  private static Database database;
  private static DynamoDbClient dynamo;

  @BeforeAll
  static void start() {
    engine = TestSuite.engine(11);
    database = Database.start(engine, List.of(Table.named("letters")));
    dynamo = database.clientOf("tested", "letters");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  private static long struck(Fault fault) {
    return engine.faults().counts().getOrDefault(fault, 0L);
  }

  @Test
  void theSdkTriesAgainAfterThrottlingAndFindsItsOwnWriteAfterALostAnswer() {
    long before = engine.meter().of("tested").use().calls();
    long throttled = struck(Fault.THROTTLED);
    long lost = struck(Fault.LOST_ANSWER);
    int ownWrites = 0;
    for (int i = 0; i < CALLS; i++) {
      String name = "n" + i;
      try {
        dynamo.putItem(
            r ->
                r.tableName("letters")
                    .item(TestFunctions.key(name))
                    .conditionExpression("attribute_not_exists(pk)"));
      } catch (ConditionalCheckFailedException e) {
        ownWrites++;
      }
    }
    throttled = struck(Fault.THROTTLED) - throttled;
    lost = struck(Fault.LOST_ANSWER) - lost;
    assertTrue(throttled > 0);
    assertTrue(lost > 0);
    // An answer can be lost twice in a row, or be that of a failed condition.
    assertTrue(ownWrites > 0 && ownWrites <= lost);
    assertEquals(CALLS + throttled + lost, engine.meter().of("tested").use().calls() - before);
    assertEquals(CALLS, database.plain().scan(r -> r.tableName("letters").select("COUNT")).count());
  }

  @Test
  void aConflictLooksLikeDynamoDbsAndWritesNothing() {
    TransactionCanceledException conflict = null;
    for (int i = 0; conflict == null && i < CALLS; i++) {
      try {
        dynamo.transactWriteItems(
            r ->
                r.transactItems(
                    TransactWriteItem.builder()
                        .delete(d -> d.tableName("letters").key(TestFunctions.key("x")))
                        .build(),
                    TransactWriteItem.builder()
                        .delete(d -> d.tableName("letters").key(TestFunctions.key("y")))
                        .build()));
      } catch (TransactionCanceledException e) {
        conflict = e;
      }
    }
    assertEquals(
        List.of("TransactionConflict", "None"),
        assertInstanceOf(TransactionCanceledException.class, conflict)
            .cancellationReasons()
            .stream()
            .map(r -> r.code())
            .toList());
  }

  @Test
  void nothingCrashesOutsideAnInvocation() {
    long before = struck(Fault.CRASH);
    for (int i = 0; i < CALLS; i++) {
      dynamo.getItem(r -> r.tableName("letters").key(Map.copyOf(TestFunctions.key("x"))));
    }
    assertEquals(before, struck(Fault.CRASH));
  }
}
