package salesops.quota.attainment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** What was announced, once and for all, in the table {@code quota}. */
final class Milestones {
  private static final String REACHED = "q#";
  private static final String PACE = "w#";

  private final DynamoDbTable<ReachedItem> reached;

  Milestones(DynamoDbEnhancedClient enhanced, String table) {
    reached = enhanced.table(table, ReachedItem.SCHEMA);
  }

  /**
   * Milestones that were reached in a period, or a report that was made.
   *
   * @param reached in percent of the quota
   * @param revision counts the writes
   * @param outbox event id and packed event of the latest that was announced; absent: none was
   */
  record ReachedItem(
      String pk,
      int sk,
      List<Integer> reached,
      @Attribute(ConditionalPut.REVISION) int revision,
      @Nullable Map<String, SdkBytes> outbox) {
    static final TableSchema<ReachedItem> SCHEMA = ItemSchema.of(ReachedItem.class);

    /** The same after one more write, in which these are all that were reached. */
    ReachedItem with(List<Integer> all) {
      return new ReachedItem(pk, sk, all, revision + 1, outbox);
    }

    ReachedItem announcing(Envelope<?> event) {
      return new ReachedItem(pk, sk, reached, revision, Outbox.letters(event));
    }
  }

  /**
   * @param who a rep's key, or a team
   */
  ReachedItem of(String who, Period period) {
    return get(REACHED + who + "#" + period.from() + "#" + period.until());
  }

  /** The report of a team's pace on a day. */
  ReachedItem pace(String team, String day) {
    return get(PACE + team + "#" + day);
  }

  private ReachedItem get(String pk) {
    ReachedItem item =
        reached.getItem(r -> r.key(k -> k.partitionValue(pk).sortValue(0)).consistentRead(true));
    return item == null ? new ReachedItem(pk, 0, List.of(), 0, null) : item;
  }

  /** Stores an item over the revision before; false when another write came first. */
  boolean replace(ReachedItem next) {
    return ConditionalPut.put(reached, next, ConditionalPut.at(next.revision() - 1));
  }
}
