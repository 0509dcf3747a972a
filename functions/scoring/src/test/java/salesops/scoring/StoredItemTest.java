package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as they are in tables already: read as ever, and written the same. */
class StoredItemTest {
  private static final SdkBytes BYTES = SdkBytes.fromUtf8String("packed");

  private static void isStoredAs(ScoringItem item, Map<String, AttributeValue> stored) {
    assertEquals(stored, ScoringItem.SCHEMA.itemToMap(item, true));
    assertEquals(item, ScoringItem.SCHEMA.mapToItem(stored));
  }

  @Test
  void keepsTheFormOfAVersion() {
    isStoredAs(
        new ScoringItem("e4k", 3, Map.of("id-1", BYTES), BYTES, null),
        Map.of(
            "pk", AttributeValue.fromS("e4k"),
            "sk", AttributeValue.fromN("3"),
            "outbox", AttributeValue.fromM(Map.of("id-1", AttributeValue.fromB(BYTES))),
            "h", AttributeValue.fromB(BYTES)));
  }

  @Test
  void keepsTheFormOfAnAlias() {
    isStoredAs(
        ScoringItem.alias("x7", "e4k"),
        Map.of(
            "pk", AttributeValue.fromS("x7"),
            "sk", AttributeValue.fromN("1"),
            "home", AttributeValue.fromS("e4k")));
  }
}
