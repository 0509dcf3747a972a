package salesops.routing;

import static salesops.routing.Items.number;
import static salesops.routing.Items.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** A change as one transaction, each part with the condition that guards it. */
final class DynamoTransaction {
  private static final String UNWRITTEN = "attribute_not_exists(pk)";

  private static final String RAISED = ", k = :raisedTo, ku = :raisedUntil, kb = :raisedBy";

  private DynamoTransaction() {}

  static List<TransactWriteItem> of(Change change, String table) {
    List<TransactWriteItem> items = new ArrayList<>();
    change
        .records()
        .forEach(record -> items.add(put(table, LeadItems.of(record), unchanged(record))));
    // Number taken by another: somebody gave the person an owner or merged two persons meanwhile.
    change
        .pointers()
        .forEach(p -> items.add(put(table, LeadItems.pointer(p), Condition.unwritten())));
    change
        .claims()
        .forEach(place -> items.add(put(table, LeadItems.key(place), Condition.unwritten())));
    // Versions: another lead of the company, of the rep, of the pool came first.
    change
        .companies()
        .forEach(c -> items.add(put(table, Items.of(c), Condition.version(c.version()))));
    change.reps().forEach(rep -> items.add(update(table, rep)));
    if (change.pool() != null) {
      items.add(put(table, Items.of(change.pool()), poolUnchanged(change.pool())));
    }
    return items;
  }

  private record Condition(String expression, Map<String, AttributeValue> values) {
    static Condition unwritten() {
      return new Condition(UNWRITTEN, Map.of());
    }

    static Condition version(long version) {
      return version == 0 ? unwritten() : new Condition("v = :v", Map.of(":v", number(version)));
    }
  }

  /** The same lead twice, or a record that an operator changed meanwhile. */
  private static Condition unchanged(LeadRecord record) {
    return record.version() == 1
        ? new Condition("attribute_exists(pk) AND attribute_not_exists(v)", Map.of())
        : Condition.version(record.version());
  }

  /** A lease alone makes an item without a version. */
  private static Condition poolUnchanged(PoolState pool) {
    return pool.version() == 0
        ? new Condition("attribute_not_exists(v)", Map.of())
        : Condition.version(pool.version());
  }

  private static TransactWriteItem put(
      String table, Map<String, AttributeValue> item, Condition condition) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition.expression())
                .expressionAttributeValues(condition.values().isEmpty() ? null : condition.values())
                .build())
        .build();
  }

  /** All but whether the rep is away, which is for {@link RoutingStore#markAway} to say. */
  private static TransactWriteItem update(String table, RepRow rep) {
    Condition condition =
        rep.version() == 0
            ? new Condition("attribute_not_exists(v)", Map.of())
            : Condition.version(rep.version());
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    values.put(":next", number(rep.version() + 1));
    values.put(":open", text(rep.open().encode()));
    values.put(":returns", number(rep.returns()));
    Raise raise = rep.raise();
    if (raise != null) {
      values.put(":raisedTo", number(raise.capacity()));
      values.put(":raisedUntil", number(raise.until().getEpochSecond()));
      values.put(":raisedBy", text(raise.by()));
    }
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table)
                .key(Items.repKey(rep.rep()))
                .updateExpression(
                    "SET v = :next, b = :open, x = :returns" + (raise == null ? "" : RAISED))
                .conditionExpression(condition.expression())
                .expressionAttributeValues(values)
                .build())
        .build();
  }
}
