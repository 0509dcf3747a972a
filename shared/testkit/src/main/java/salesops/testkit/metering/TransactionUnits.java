package salesops.testkit.metering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Write units of transactions: for each item twice those of a plain write, rounded up item by item,
 * whether the transaction succeeds or is cancelled; an entry of an index that changes counts too.
 */
public final class TransactionUnits {
  /** What one item of a transaction is about. */
  private record Part(
      String table,
      Map<String, AttributeValue> key,
      @Nullable Map<String, AttributeValue> image,
      @Nullable String expression,
      Map<String, String> names) {}

  /** Units of a transaction's item that has no more than 1 KB and no entry in an index. */
  private static final int LEAST = Capacity.TRANSACTION_FACTOR;

  private final Map<String, List<TestPlatform.Index>> indexes;
  private final BiFunction<String, Map<String, AttributeValue>, Integer> sizeOf;

  /**
   * @param indexes of each table
   * @param sizeOf bytes of the item now in a table under a key, 0 when there is none; asked only
   *     when DynamoDB Local's figure says that some item is large
   */
  public TransactionUnits(
      Map<String, List<TestPlatform.Index>> indexes,
      BiFunction<String, Map<String, AttributeValue>, Integer> sizeOf) {
    this.indexes = Map.copyOf(indexes);
    this.sizeOf = sizeOf;
  }

  /** Units of a transaction that took effect. */
  double written(TransactWriteItemsRequest request, List<ConsumedCapacity> reported) {
    Map<String, Double> byTable = new HashMap<>();
    reported.forEach(c -> byTable.put(c.tableName(), c.capacityUnits()));
    double units = 0;
    for (TransactWriteItem item : request.transactItems()) {
      Part part = part(item);
      // The figure is the sum of the distinct units of the table's items: the least it can be
      // means that each item took just that.
      if (byTable.getOrDefault(part.table(), 0.0) <= LEAST) {
        units += LEAST;
      } else {
        Map<String, AttributeValue> image = part.image();
        int bytes = image != null ? Capacity.size(image) : sizeOf.apply(part.table(), part.key());
        units += LEAST * (Capacity.writeUnits(bytes) + indexEntries(part));
      }
    }
    return units;
  }

  /** Units of a cancelled transaction; sizes from what it would have written or was shown. */
  double cancelled(TransactWriteItemsRequest request, List<CancellationReason> reasons) {
    double units = 0;
    for (int i = 0; i < request.transactItems().size(); i++) {
      Part part = part(request.transactItems().get(i));
      Map<String, AttributeValue> image = part.image();
      int bytes = image == null ? 0 : Capacity.size(image);
      if (i < reasons.size() && reasons.get(i).hasItem()) {
        bytes = Math.max(bytes, Capacity.size(reasons.get(i).item()));
      }
      units += LEAST * Capacity.writeUnits(bytes);
    }
    return units;
  }

  /** Index entries that the item writes, as far as the request shows. */
  private int indexEntries(Part part) {
    int entries = 0;
    for (TestPlatform.Index index : indexes.getOrDefault(part.table(), List.of())) {
      Map<String, AttributeValue> image = part.image();
      if (image != null) {
        entries += image.containsKey(index.partition()) && image.containsKey(index.sort()) ? 1 : 0;
      } else if (part.expression() != null) {
        entries +=
            part.expression().matches("(?s).*\\b" + index.partition() + "\\b.*")
                    || part.names().containsValue(index.partition())
                ? 1
                : 0;
      }
    }
    return entries;
  }

  private static Part part(TransactWriteItem item) {
    if (item.put() != null) {
      return new Part(item.put().tableName(), Map.of(), item.put().item(), null, Map.of());
    }
    if (item.update() != null) {
      return new Part(
          item.update().tableName(),
          item.update().key(),
          null,
          item.update().updateExpression(),
          item.update().expressionAttributeNames());
    }
    if (item.delete() != null) {
      return new Part(item.delete().tableName(), item.delete().key(), null, null, Map.of());
    }
    return new Part(
        item.conditionCheck().tableName(), item.conditionCheck().key(), null, null, Map.of());
  }
}
