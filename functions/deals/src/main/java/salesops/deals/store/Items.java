package salesops.deals.store;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Items of the table. */
final class Items {
  /** Index of due times, and its partition key. */
  static final String DUE = "due";

  /** Index of open deals by owner, and its partition key. */
  static final String OWNER = "owner";

  /** Partition of the steps of something: this and its key. */
  static final String STEPS = "h#";

  static final TableSchema<HeadItem> HEADS = ItemSchema.of(HeadItem.class);
  static final TableSchema<StepItem> STEP_ITEMS = ItemSchema.of(StepItem.class);

  private Items() {}

  /**
   * The state of something.
   *
   * @param sk always 0
   * @param rev raised by each write
   */
  record HeadItem(
      String pk,
      long sk,
      long rev,
      SdkBytes state,
      @Nullable @Attribute(partitionKeyOf = DUE) String due,
      @Nullable @Attribute(sortKeyOf = DUE, epochSecond = true) Instant dueAt,
      @Nullable @Attribute(partitionKeyOf = OWNER) String owner,
      @Nullable @Attribute(sortKeyOf = OWNER) Long closeBy) {}

  /** Something that happened; its outbox is the record of what it told others. */
  record StepItem(
      String pk,
      BigInteger sk,
      @Nullable Map<String, SdkBytes> outbox,
      @Nullable SdkBytes change) {}
}
