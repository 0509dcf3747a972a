package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.testkit.metering.Capacity;
import salesops.testkit.metering.Meter;
import salesops.wiring.Table;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The rules by which DynamoDB charges, held against what is counted. */
final class CapacityMeterTest {
  private static final String TABLE = "letters";
  private static final String FUNCTION = "tested";

  /** Bytes of an item besides its text: names, key and number. */
  private static final int FRAME_BYTES = 2 + 2 + 1 + 4;

  private static Engine engine;
  private static Database database;
  private static DynamoDbClient dynamo;
  private Meter.FunctionUse before;

  @BeforeAll
  static void start() {
    engine = TestSuite.engine(0);
    database =
        Database.start(
            engine,
            List.of(new Table(TABLE, List.of(new Table.Index("held", "held", "dueAt")), null)));
    dynamo = database.clientOf(FUNCTION, "letters");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void look() {
    before = engine.meter().of(FUNCTION).use();
  }

  private double written() {
    return engine.meter().of(FUNCTION).use().writeUnits() - before.writeUnits();
  }

  private double read() {
    return engine.meter().of(FUNCTION).use().readUnits() - before.readUnits();
  }

  private long calls() {
    return engine.meter().of(FUNCTION).use().calls() - before.calls();
  }

  private static Map<String, AttributeValue> key(String pk) {
    return TestFunctions.key(pk);
  }

  /** An item of exactly this size. */
  private static Map<String, AttributeValue> item(String pk, int bytes) {
    Map<String, AttributeValue> item = new HashMap<>(key(pk));
    item.put("text", AttributeValue.fromS("x".repeat(bytes - FRAME_BYTES - pk.length())));
    return item;
  }

  private static TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(p -> p.tableName(TABLE).item(item)).build();
  }

  private static void store(Map<String, AttributeValue> item) {
    database.plain().putItem(r -> r.tableName(TABLE).item(item));
  }

  @ParameterizedTest
  @CsvSource({"30,1", "1024,1", "1025,2", "2048,2", "2049,3"})
  void aWriteTakesAUnitForEachKilobyteBegun(int bytes, int units) {
    dynamo.putItem(r -> r.tableName(TABLE).item(item("w" + bytes, bytes)));
    assertEquals(units, written());
    assertEquals(1, calls());
  }

  @ParameterizedTest
  @CsvSource({"1024,2", "1025,4"})
  void aTransactionTakesTwiceThat(int bytes, int units) {
    dynamo.transactWriteItems(r -> r.transactItems(put(item("t" + bytes, bytes))));
    assertEquals(units, written());
  }

  @Test
  void eachItemOfATransactionIsRoundedUpAndCountedByItself() {
    dynamo.transactWriteItems(
        r -> r.transactItems(put(item("ta", 100)), put(item("tb", 100)), put(item("tc", 100))));
    assertEquals(6, written());
  }

  @Test
  void aTransactionWithLargeItemsCountsEachByItsOwnSize() {
    store(item("td", 1500));
    dynamo.transactWriteItems(
        r ->
            r.transactItems(
                put(item("te", 1100)),
                put(item("tf", 1100)),
                put(item("tg", 100)),
                TransactWriteItem.builder()
                    .update(
                        u ->
                            u.tableName(TABLE)
                                .key(key("td"))
                                .updateExpression("SET seen = :one")
                                .expressionAttributeValues(
                                    Map.of(":one", AttributeValue.fromN("1"))))
                    .build()));
    assertEquals(4 + 4 + 2 + 4, written());
  }

  @Test
  void anEntryOfAnIndexIsAWriteOfItsOwn() {
    Map<String, AttributeValue> held = item("ha", 100);
    held.put("held", AttributeValue.fromS("held"));
    held.put("dueAt", AttributeValue.fromN("1"));
    dynamo.putItem(r -> r.tableName(TABLE).item(held));
    assertEquals(2, written());
  }

  @Test
  void aFailedConditionTakesTheUnitsOfTheItemThatIsThere() {
    store(item("ca", 1500));
    assertThrows(
        ConditionalCheckFailedException.class,
        () ->
            dynamo.putItem(
                r ->
                    r.tableName(TABLE)
                        .item(item("ca", 100))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    assertEquals(2, written());
  }

  @Test
  void aCancelledTransactionTakesTheUnitsOfAllItsItems() {
    store(item("ka", 100));
    TransactWriteItem second =
        TransactWriteItem.builder()
            .put(
                p ->
                    p.tableName(TABLE)
                        .item(item("ka", 100))
                        .conditionExpression("attribute_not_exists(pk)"))
            .build();
    assertThrows(
        TransactionCanceledException.class,
        () -> dynamo.transactWriteItems(r -> r.transactItems(put(item("kb", 1100)), second)));
    assertEquals(4 + 2, written());
  }

  @Test
  void aReadTakesAUnitForEachFourKilobytesAndHalfWhenItNeedNotBeConsistent() {
    store(item("ra", 4096));
    store(item("rb", 4097));
    dynamo.getItem(r -> r.tableName(TABLE).key(key("ra")).consistentRead(true));
    assertEquals(1, read());
    dynamo.getItem(r -> r.tableName(TABLE).key(key("rb")));
    assertEquals(2, read());
    dynamo.getItem(r -> r.tableName(TABLE).key(key("none")));
    assertEquals(2.5, read());
  }

  @Test
  void whatIsNotThereIsReadToo() {
    List<Map<String, AttributeValue>> keys = new ArrayList<>(List.of(key("n1"), key("n2")));
    store(item("n3", 100));
    keys.add(key("n3"));
    dynamo.batchGetItem(
        r ->
            r.requestItems(
                Map.of(
                    TABLE, KeysAndAttributes.builder().keys(keys).consistentRead(true).build())));
    assertEquals(3, read());
    dynamo.query(
        r ->
            r.tableName(TABLE)
                .keyConditionExpression("pk = :p")
                .expressionAttributeValues(Map.of(":p", AttributeValue.fromS("none"))));
    assertEquals(3.5, read());
  }

  @Test
  void sizesFollowThePublishedRules() {
    assertEquals(2 + 3, Capacity.size(Map.of("né", AttributeValue.fromS("ab"))));
    assertEquals(1 + 2, Capacity.size(Map.of("n", AttributeValue.fromN("12"))));
    assertEquals(1 + 5, Capacity.size(Map.of("n", AttributeValue.fromN("-123.45"))));
    assertEquals(1 + 1, Capacity.size(Map.of("b", AttributeValue.fromBool(true))));
    assertEquals(
        1 + 3 + 1 + 2 + 4,
        Capacity.size(Map.of("m", AttributeValue.fromM(Map.of("ab", AttributeValue.fromS("😀"))))));
    assertEquals(
        1 + 3 + 2 * (1 + 1),
        Capacity.size(
            Map.of(
                "l",
                AttributeValue.fromL(
                    List.of(AttributeValue.fromS("a"), AttributeValue.fromS("b"))))));
  }
}
