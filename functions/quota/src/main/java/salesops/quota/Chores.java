package salesops.quota;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** What the next tick is to do besides following up credits, in the table {@code quota}. */
final class Chores {
  static final String PARTITION = "chores";

  private final DynamoDbTable<ChoreItem> chores;
  private final Clock clock;

  Chores(DynamoDbEnhancedClient enhanced, String table, Clock clock) {
    this.chores = enhanced.table(table, ChoreItem.SCHEMA);
    this.clock = clock;
  }

  /** Something to do. */
  enum Kind {
    /** New settings were applied. */
    SETTINGS(1),
    /** The weekly report. */
    PACE(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  record ChoreItem(
      String pk,
      int sk,
      @Nullable @Attribute(partitionKeyOf = "due") String due,
      @Nullable @Attribute(sortKeyOf = "due", epochSecond = true) Instant dueAt) {
    static final TableSchema<ChoreItem> SCHEMA = ItemSchema.of(ChoreItem.class);
  }

  /** When it was to be done, if that is now or in the past. */
  Optional<Instant> due(Kind kind) {
    ChoreItem item =
        chores.getItem(
            r ->
                r.key(k -> k.partitionValue(PARTITION).sortValue(kind.number))
                    .consistentRead(true));
    return Optional.ofNullable(item)
        .map(ChoreItem::dueAt)
        .filter(at -> !at.isAfter(clock.instant()));
  }

  /**
   * Sets when it is to be done; doing so twice changes nothing.
   *
   * @param at absent: not at all
   */
  void set(Kind kind, @Nullable Instant at) {
    chores.putItem(item(kind, at));
  }

  /**
   * Sets when it is to be done next, unless somebody set that meanwhile.
   *
   * @param seen what {@link #due} answered before it was done
   */
  void done(Kind kind, Instant seen, @Nullable Instant next) {
    // Set again meanwhile: then it is still to be done.
    boolean ignored =
        ConditionalPut.put(
            chores, item(kind, next), ConditionalPut.equal("dueAt", seen.getEpochSecond()));
  }

  private static ChoreItem item(Kind kind, @Nullable Instant at) {
    return new ChoreItem(PARTITION, kind.number, at == null ? null : "due#0", at);
  }
}
