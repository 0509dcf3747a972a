package salesops.deals.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.Items.HeadItem;
import salesops.deals.store.Items.StepItem;
import salesops.deals.store.Kept.Due;
import salesops.deals.store.Kept.DueKind;
import salesops.deals.store.Kept.Listing;
import salesops.events.Envelope;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbIndex;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Leads and deals on DynamoDB. Each has a head, replaced by compare-and-set, and its steps, which
 * are added in the same transaction and never change.
 */
public final class DynamoDealsStore {
  /** Most heads that one call reads: the limit of BatchGetItem. */
  public static final int HEADS_MAX = 100;

  /** Most steps of one lead or deal that are shown: the latest. */
  public static final int STEPS_SHOWN_MAX = 500;

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<HeadItem> heads;
  private final DynamoDbTable<StepItem> steps;

  public DynamoDealsStore(DynamoDbClient dynamo, String table) {
    client =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(dynamo)
            .extensions() // none: the default ones look for versions and counters in every item
            .build();
    heads = client.table(table, Items.HEADS);
    steps = client.table(table, Items.STEP_ITEMS);
  }

  /** What came of a write. */
  public enum Written {
    STORED,
    /** One of the steps was stored before: nothing changed. */
    DUPLICATE,
    /** Something changed since it was read: nothing was written. */
    MOVED
  }

  /** The head of this key, as every completed write left it. */
  public <T extends Record & Kept> Optional<Head<T>> find(String key, Class<T> type) {
    HeadItem item = heads.getItem(g -> g.key(key(key)).consistentRead(true));
    return Optional.ofNullable(item).map(found -> head(found, type));
  }

  /**
   * Heads by key, in the order asked for; those that do not exist are left out.
   *
   * @param keys at most {@link #HEADS_MAX}
   */
  public <T extends Record & Kept> List<Head<T>> findAll(List<String> keys, Class<T> type) {
    Map<String, Head<T>> found = new HashMap<>();
    if (keys.isEmpty()) {
      return List.of();
    }
    ReadBatch.Builder<HeadItem> batch =
        ReadBatch.builder(HeadItem.class).mappedTableResource(heads);
    keys.stream()
        .distinct()
        .forEach(key -> batch.addGetItem(g -> g.key(key(key)).consistentRead(true)));
    ReadBatch reads = batch.build();
    // The pages go on with what was not processed.
    client
        .batchGetItem(r -> r.addReadBatch(reads))
        .resultsForTable(heads)
        .forEach(item -> found.put(item.pk(), head(item, type)));
    return keys.stream().filter(found::containsKey).map(found::get).toList();
  }

  /**
   * Writes heads and steps together or not at all. Guards against the same step delivered twice,
   * and against two writers of a head: the second reads again.
   */
  public Written write(List<Head.Next<?>> next, List<Step> happened) {
    if (next.size() == 1 && happened.isEmpty()) {
      HeadItem item = item(next.getFirst());
      return ConditionalPut.put(heads, item, ConditionalPut.at(next.getFirst().seenRevision()))
          ? Written.STORED
          : Written.MOVED;
    }
    if (next.isEmpty() && happened.size() == 1) {
      return ConditionalPut.put(steps, item(happened.getFirst()), ConditionalPut.ABSENT)
          ? Written.STORED
          : Written.DUPLICATE;
    }
    TransactWriteItemsEnhancedRequest.Builder transaction =
        TransactWriteItemsEnhancedRequest.builder();
    happened.forEach(
        step ->
            transaction.addPutItem(
                steps,
                TransactPutItemEnhancedRequest.builder(StepItem.class)
                    .item(item(step))
                    .conditionExpression(ConditionalPut.ABSENT)
                    .build()));
    next.forEach(
        head ->
            transaction.addPutItem(
                heads,
                TransactPutItemEnhancedRequest.builder(HeadItem.class)
                    .item(item(head))
                    .conditionExpression(ConditionalPut.at(head.seenRevision()))
                    .build()));
    try {
      client.transactWriteItems(transaction.build());
      return Written.STORED;
    } catch (TransactionCanceledException e) {
      return canceled(e, happened.size());
    }
  }

  private static Written canceled(TransactionCanceledException e, int stepsFirst) {
    List<CancellationReason> reasons = e.cancellationReasons();
    for (int i = 0; i < reasons.size(); i++) {
      if (i < stepsFirst && CONDITION_FAILED.equals(reasons.get(i).code())) {
        return Written.DUPLICATE;
      }
    }
    if (reasons.stream()
        .anyMatch(r -> CONDITION_FAILED.equals(r.code()) || CONFLICT.equals(r.code()))) {
      return Written.MOVED;
    }
    throw e;
  }

  /** The latest steps of this key, in the order in which they happened. */
  public List<Step> steps(String key) {
    List<StepItem> items = new ArrayList<>();
    for (Page<StepItem> page :
        steps.query(
            q ->
                q.queryConditional(partition(Items.STEPS + key))
                    .scanIndexForward(false)
                    .limit(STEPS_SHOWN_MAX)
                    .consistentRead(true))) {
      items.addAll(page.items());
      if (items.size() >= STEPS_SHOWN_MAX) {
        break;
      }
    }
    return items.reversed().stream().map(item -> step(key, item)).toList();
  }

  /**
   * Keys of an index, and where to go on.
   *
   * @param next absent: at the end
   */
  public record Keys(List<String> keys, @Nullable String next) {}

  /** Keys of what is due by then, the earliest first. The index may lag: read the heads. */
  public Keys due(DueKind kind, Instant until, int limit, @Nullable String after) {
    return keys(
        heads.index(Items.DUE),
        QueryConditional.sortLessThanOrEqualTo(
            k -> k.partitionValue(kind.partition()).sortValue(until.getEpochSecond())),
        limit,
        after);
  }

  /** Keys of an owner's open deals, the earliest expected close first. */
  public Keys listed(String owner, long closeByMax, int limit, @Nullable String after) {
    return keys(
        heads.index(Items.OWNER),
        QueryConditional.sortLessThanOrEqualTo(k -> k.partitionValue(owner).sortValue(closeByMax)),
        limit,
        after);
  }

  private static Keys keys(
      DynamoDbIndex<HeadItem> index,
      QueryConditional condition,
      int limit,
      @Nullable String after) {
    Page<HeadItem> page =
        index
            .query(
                q ->
                    q.queryConditional(condition)
                        .limit(limit)
                        .exclusiveStartKey(after == null ? null : IndexCursorItems.key(after)))
            .iterator()
            .next();
    Map<String, AttributeValue> last = page.lastEvaluatedKey();
    return new Keys(
        page.items().stream().map(HeadItem::pk).toList(),
        last == null || last.isEmpty() ? null : IndexCursorItems.cursor(last));
  }

  private static HeadItem item(Head.Next<?> next) {
    Kept kept = next.state();
    Optional<Due> due = kept.due();
    Optional<Listing> listing = kept.listing();
    return new HeadItem(
        kept.key(),
        0,
        next.seenRevision() + 1,
        SdkBytes.fromByteArrayUnsafe(Packed.pack(next.state())),
        due.map(d -> d.kind().partition()).orElse(null),
        due.map(Due::at).orElse(null),
        listing.map(Listing::owner).orElse(null),
        listing.map(Listing::closeBy).orElse(null));
  }

  private static <T extends Record & Kept> Head<T> head(HeadItem item, Class<T> type) {
    return new Head<>(Packed.unpack(item.state().asByteArrayUnsafe(), type), item.rev());
  }

  private static StepItem item(Step step) {
    Map<String, SdkBytes> outbox = new LinkedHashMap<>();
    step.events()
        .forEach(e -> Outbox.of(e).m().forEach((id, packed) -> outbox.put(id, packed.b())));
    return new StepItem(
        Items.STEPS + step.subject(),
        step.number(),
        outbox.isEmpty() ? null : outbox,
        step.change());
  }

  private static Step step(String key, StepItem item) {
    Map<String, SdkBytes> outbox = item.outbox() == null ? Map.of() : item.outbox();
    Map<String, AttributeValue> letters = new HashMap<>();
    outbox.forEach((id, packed) -> letters.put(id, AttributeValue.fromB(packed)));
    List<Envelope<?>> events =
        letters.isEmpty() ? List.of() : Outbox.readAll(AttributeValue.fromM(letters));
    return new Step(key, Step.time(item.sk()), item.sk().toString(), events, item.change());
  }

  private static Key key(String pk) {
    return Key.builder().partitionValue(pk).sortValue(0).build();
  }

  private static QueryConditional partition(String pk) {
    return QueryConditional.keyEqualTo(k -> k.partitionValue(pk));
  }
}
