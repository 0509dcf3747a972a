package salesops.runtime.dynamo;

import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Puts that take effect only while the item is as the writer saw it. */
public final class ConditionalPut {
  /** Attribute of items that change by compare-and-set: a number that each write raises by 1. */
  public static final String REVISION = "rev";

  /** There is no such item. */
  public static final Expression ABSENT =
      Expression.builder().expression("attribute_not_exists(pk)").build();

  private ConditionalPut() {}

  /**
   * Nobody wrote since: of two writers that saw the same revision, one wins.
   *
   * @param seen 0 before the first write
   */
  public static Expression atRevision(long seen) {
    return seen == 0
        ? ABSENT
        : Expression.builder()
            .expression(REVISION + " = :seen")
            .putExpressionValue(":seen", AttributeValue.fromN(Long.toString(seen)))
            .build();
  }

  /** Whether the item was written; false when the condition did not hold. */
  public static <T> boolean put(DynamoDbTable<T> table, T item, Expression condition) {
    try {
      table.putItem(r -> r.item(item).conditionExpression(condition));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
