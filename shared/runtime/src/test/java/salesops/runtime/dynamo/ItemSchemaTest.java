package salesops.runtime.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSchemaTest {
  record Id(String text) {}

  record Note(@Nullable String text) {}

  record Price(long cents, String currency) {}

  record Discount(int percent, String reason, @Nullable String code) {}

  record Order(
      String pk,
      BigInteger sk,
      Id id,
      @Nullable Id parent,
      List<Id> lines,
      @Attribute(value = "s", partitionKeyOf = "by-state") String state,
      @Attribute(sortKeyOf = "by-state") Instant dueAt,
      @Attribute(epochSecond = true) @Nullable Instant expiresAt,
      boolean paid,
      @Nullable Boolean gift,
      int count,
      SdkBytes body,
      Map<String, Id> labels,
      Note note,
      Price price,
      @Nullable Discount discount,
      Lease lease)
      implements Parts<Order> {}

  record Named(String name, int count) {}

  record Twice(Price price, Price again) implements Parts<Twice> {}

  record Unstorable(String pk, Thread thread) {}

  private static final TableSchema<Order> SCHEMA = ItemSchema.of(Order.class);
  private static final Instant NOON = Instant.parse("2026-11-03T12:00:00.123Z");

  private static final Order EMPTY =
      new Order(
          "p",
          BigInteger.ONE,
          new Id(""),
          null,
          List.of(),
          "",
          Instant.EPOCH,
          null,
          false,
          null,
          0,
          SdkBytes.fromUtf8String(""),
          Map.of(),
          new Note(null),
          new Price(0, ""),
          null,
          Lease.FREE);

  private static final Order FULL =
      new Order(
          "p",
          BigInteger.ONE,
          new Id("o-1"),
          new Id("o-0"),
          List.of(new Id("l-1"), new Id("l-2")),
          "open",
          NOON,
          Instant.ofEpochSecond(1_795_000_000L),
          true,
          true,
          3,
          SdkBytes.fromUtf8String("body"),
          Map.of("k", new Id("v")),
          new Note("well"),
          new Price(1_404, "USD"),
          new Discount(5, "volume", "V5"),
          new Lease("me", NOON));

  private static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  @Test
  void storesEachComponentUnderItsName() {
    Map<String, AttributeValue> item =
        Map.ofEntries(
            Map.entry("pk", s("p")),
            Map.entry("sk", n(1)),
            Map.entry("id", s("o-1")),
            Map.entry("parent", s("o-0")),
            Map.entry("lines", AttributeValue.fromL(List.of(s("l-1"), s("l-2")))),
            Map.entry("s", s("open")),
            Map.entry("dueAt", n(NOON.toEpochMilli())),
            Map.entry("expiresAt", n(1_795_000_000L)),
            Map.entry("paid", AttributeValue.fromBool(true)),
            Map.entry("gift", AttributeValue.fromBool(true)),
            Map.entry("count", n(3)),
            Map.entry("body", AttributeValue.fromB(SdkBytes.fromUtf8String("body"))),
            Map.entry("labels", AttributeValue.fromM(Map.of("k", s("v")))),
            Map.entry("note", s("well")),
            Map.entry("cents", n(1_404)),
            Map.entry("currency", s("USD")),
            Map.entry("percent", n(5)),
            Map.entry("reason", s("volume")),
            Map.entry("code", s("V5")),
            Map.entry("owner", s("me")),
            Map.entry("leasedUntil", n(NOON.toEpochMilli())));
    assertEquals(item, SCHEMA.itemToMap(FULL, true));
    assertEquals(FULL, SCHEMA.mapToItem(item));
  }

  @Test
  void readsWhatIsAbsentAsNullOrEmpty() {
    assertEquals(EMPTY, SCHEMA.mapToItem(Map.of("pk", s("p"), "sk", n(1))));
  }

  @Test
  void storesNothingForNull() {
    Set<String> stored = SCHEMA.itemToMap(EMPTY, true).keySet();
    for (String absent :
        List.of("parent", "expiresAt", "gift", "note", "percent", "reason", "code", "owner")) {
      assertFalse(stored.contains(absent), absent);
    }
    assertTrue(stored.containsAll(List.of("id", "lines", "s", "dueAt", "paid", "count", "cents")));
  }

  @Test
  void readsANullableRecordOnlyWhenAllThatItNeedsIsThere() {
    Map<String, AttributeValue> item = new HashMap<>(SCHEMA.itemToMap(FULL, true));
    item.remove("code");
    assertEquals(new Discount(5, "volume", null), SCHEMA.mapToItem(item).discount());
    item.remove("reason");
    assertNull(SCHEMA.mapToItem(item).discount());
  }

  @Test
  void knowsTheKeysOfTheTableAndItsIndexes() {
    TableMetadata metadata = SCHEMA.tableMetadata();
    assertEquals("pk", metadata.primaryPartitionKey());
    assertEquals("sk", metadata.primarySortKey().orElseThrow());
    assertEquals("s", metadata.indexPartitionKey("by-state"));
    assertEquals("dueAt", metadata.indexSortKey("by-state").orElseThrow());
  }

  @Test
  void sortsItemsOfOnePartitionByTheirName() {
    TableSchema<Named> schema = ItemSchema.inPartition("all", Named.class, Named::name);
    Map<String, AttributeValue> item = schema.itemToMap(new Named("crm", 2), true);
    assertEquals(
        Map.of(
            "pk", s("all"),
            "sk", AttributeValue.fromN(ItemSchema.sortKey("crm").toString()),
            "name", s("crm"),
            "count", n(2)),
        item);
    assertEquals(new Named("crm", 2), schema.mapToItem(item));
  }

  @Test
  void refusesWhatNoAttributeHolds() {
    assertThrows(IllegalArgumentException.class, () -> ItemSchema.of(Unstorable.class));
    assertThrows(IllegalArgumentException.class, () -> ItemSchema.of(Twice.class));
  }

  @Test
  void replacesThePartsOfTheirTypes() {
    Order changed = EMPTY.with(new Price(5, "EUR"), new Lease("me", NOON));
    assertEquals(new Price(5, "EUR"), changed.price());
    assertEquals(new Lease("me", NOON), changed.lease());
    assertEquals(EMPTY, changed.with(EMPTY.price(), Lease.FREE));
  }

  @Test
  void refusesAPartThatIsNotExactlyOnce() {
    Twice twice = new Twice(new Price(1, "EUR"), new Price(2, "EUR"));
    assertThrows(IllegalArgumentException.class, () -> twice.with(new Price(3, "EUR")));
    assertThrows(IllegalArgumentException.class, () -> twice.with(Lease.FREE));
  }
}
