package salesops.runtime.dynamo;

import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Puts that take effect only while the item is as the writer saw it. */
public final class ConditionalPut {
  /** Attribute of items that change by compare-and-set: a number that each write raises by 1. */
  public static final String REVISION = "rev";

  /** There is no such item. */
  public static final Expression ABSENT =
      Expression.builder().expression("attribute_not_exists(pk)").build();

  private ConditionalPut() {}

  /** Whether the item was written; false when the condition did not hold. */
  public static <T> boolean put(DynamoDbTable<T> table, T item, Expression condition) {
    try {
      table.putItem(r -> r.item(item).conditionExpression(condition));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /**
   * Stores the revision after {@code next}'s own: of two writers that saw the same one, one wins.
   */
  public static <T extends Record & Leased<T>> boolean replace(DynamoDbTable<T> table, T next) {
    Revision seen = next.revision();
    return put(table, next.with(seen.next()), at(seen.number()));
  }

  /**
   * The item is still at the revision that the writer saw.
   *
   * @param seen 0: there was no such item
   */
  public static Expression at(long seen) {
    return seen == 0 ? ABSENT : equal(REVISION, seen);
  }

  /** The item's number is still the one that the writer saw. */
  public static Expression equal(String attribute, long seen) {
    return Expression.builder()
        .expression(attribute + " = :seen")
        .putExpressionValue(":seen", AttributeValue.fromN(Long.toString(seen)))
        .build();
  }

  /** Whether all of these were written; false when a condition did not hold: then none was. */
  public static boolean all(
      DynamoDbEnhancedClient enhanced, TransactWriteItemsEnhancedRequest puts) {
    try {
      enhanced.transactWriteItems(puts);
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
  }
}
