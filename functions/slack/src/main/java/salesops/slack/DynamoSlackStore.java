package salesops.slack;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.dynamo.Packed;
import salesops.slack.Items.RowItem;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;

/** The store on DynamoDB: the table's layout is described in the function's README. */
final class DynamoSlackStore implements SlackStore {
  /** How long a sent row is remembered: SQS keeps a message 14 days at most. */
  static final Duration KEPT = Duration.ofDays(15);

  /** Items that one BatchWriteItem takes. */
  static final int BATCH_MAX = 25;

  /** Rounds in which what a batch left unprocessed is written again. */
  private static final int ROUNDS_MAX = 8;

  /** How much earlier than its event, by another clock, a row may arrive. */
  private static final Duration SKEW_MAX = Duration.ofMinutes(1);

  private static final int PAGE_MIN = 25;
  private static final int PAGE_MAX = 250;

  private final DynamoDbEnhancedClient enhanced;
  private final DynamoDbTable<RowItem> rows;
  private final DynamoDbTable<ChannelState> channels;

  DynamoSlackStore(DynamoDbClient dynamo, String table) {
    enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(dynamo).extensions().build();
    rows = enhanced.table(table, Items.ROW_SCHEMA);
    channels = enhanced.table(table, Items.CHANNEL_SCHEMA);
  }

  @Override
  public boolean add(Channel channel, RowKey key, @Nullable Note note, @Nullable Counted counted) {
    RowItem row =
        new RowItem(
            Items.partition(channel),
            key,
            note == null ? null : SdkBytes.fromByteArrayUnsafe(note.packed()),
            null,
            note == null && counted != null ? counted.arrivedAt().plus(KEPT) : null,
            counted);
    // A second delivery finds the row, waiting or sent, and changes nothing.
    return ConditionalPut.put(rows, row, ConditionalPut.ABSENT);
  }

  @Override
  public Optional<ChannelState> find(Channel channel) {
    Key key =
        Key.builder()
            .partitionValue(Items.CHANNELS)
            .sortValue(ItemSchema.sortKey(channel.address()))
            .build();
    return Optional.ofNullable(channels.getItem(r -> r.key(key).consistentRead(true)))
        .map(found -> Items.checked(found, channel));
  }

  @Override
  public List<ChannelState> channels() {
    return channels
        .query(QueryConditional.keyEqualTo(k -> k.partitionValue(Items.CHANNELS)))
        .items()
        .stream()
        .toList();
  }

  @Override
  public boolean replace(ChannelState next) {
    return ConditionalPut.replace(channels, next);
  }

  /**
   * Pages grow while they hold only sent rows, which are small, and stay small where rows wait, so
   * that neither a long history nor a long backlog is read whole for one message.
   */
  @Override
  public List<Pending> pending(Channel channel, RowKey after, int wanted) {
    List<Pending> found = new ArrayList<>();
    Map<String, AttributeValue> from = key(channel, after);
    for (int size = PAGE_MIN; ; ) {
      Page<RowItem> page = page(channel, from, size);
      page.items().forEach(row -> pending(row).ifPresent(found::add));
      boolean last = page.lastEvaluatedKey() == null || page.lastEvaluatedKey().isEmpty();
      if (last || found.size() >= wanted) {
        return found;
      }
      from = page.lastEvaluatedKey();
      size = page.items().isEmpty() ? Math.min(4 * size, PAGE_MAX) : PAGE_MIN;
    }
  }

  private Page<RowItem> page(Channel channel, Map<String, AttributeValue> from, int size) {
    Iterator<Page<RowItem>> pages =
        rows.query(
                r ->
                    r.queryConditional(
                            QueryConditional.keyEqualTo(
                                k -> k.partitionValue(Items.partition(channel))))
                        .exclusiveStartKey(from)
                        .filterExpression(
                            Expression.builder()
                                .expression("attribute_exists(" + Items.NOTE + ")")
                                .build())
                        .consistentRead(true)
                        .limit(size))
            .iterator();
    return pages.next();
  }

  private static Map<String, AttributeValue> key(Channel channel, RowKey key) {
    return Map.of(
        "pk", AttributeValue.fromS(Items.partition(channel)),
        "sk", AttributeValue.fromN(key.number().toString()));
  }

  private static Optional<Pending> pending(RowItem row) {
    return Optional.ofNullable(row.note())
        .map(note -> new Pending(row.sk(), unpacked(note), row.counted()));
  }

  /** A note that cannot be read must not stop those behind it. */
  private static Note unpacked(SdkBytes note) {
    try {
      return Packed.unpack(note.asByteArrayUnsafe(), Note.class);
    } catch (IllegalArgumentException | JacksonException e) {
      return Note.unreadable();
    }
  }

  @Override
  public List<Pending> pendingAmong(Channel channel, List<RowKey> keys) {
    ReadBatch.Builder<RowItem> read = ReadBatch.builder(RowItem.class).mappedTableResource(rows);
    keys.forEach(key -> read.addGetItem(r -> r.key(k(channel, key.number())).consistentRead(true)));
    BatchGetItemEnhancedRequest request =
        BatchGetItemEnhancedRequest.builder().readBatches(read.build()).build();
    return enhanced.batchGetItem(request).resultsForTable(rows).stream()
        .flatMap(row -> pending(row).stream())
        .sorted(Comparator.comparing(Pending::key))
        .toList();
  }

  private static Key k(Channel channel, BigInteger number) {
    return Key.builder().partitionValue(Items.partition(channel)).sortValue(number).build();
  }

  @Override
  public void markSent(Channel channel, List<Pending> sent, Instant now) {
    // As cheap as deletes, and a duplicate that comes later still finds the key.
    write(sent.stream().map(row -> done(channel, row, null, now)));
  }

  @Override
  public void markUnconfirmed(Channel channel, List<Pending> unknown, Instant now) {
    write(
        unknown.stream()
            .map(
                row -> done(channel, row, SdkBytes.fromByteArrayUnsafe(row.note().packed()), now)));
  }

  private static RowItem done(
      Channel channel, Pending row, @Nullable SdkBytes unconfirmed, Instant now) {
    return new RowItem(
        Items.partition(channel), row.key(), null, unconfirmed, now.plus(KEPT), row.counted());
  }

  @Override
  public Arrivals counted(Channel channel, Instant from, Instant to) {
    Key first = k(channel, RowKey.at(from.minus(COUNTED_LATE_MAX)).number());
    Key last = k(channel, RowKey.at(to.plus(SKEW_MAX)).number());
    // From the newest on: a flood before this time takes no place of what is in it.
    List<RowItem> newest =
        rows
            .query(
                r ->
                    r.queryConditional(QueryConditional.sortBetween(first, last))
                        .attributesToProject("pk", "sk", Counted.FACT, Counted.ARRIVED_AT)
                        .scanIndexForward(false)
                        .consistentRead(true))
            .items()
            .stream()
            .limit(COUNTED_MAX + 1L)
            .toList();
    boolean more =
        newest.size() > COUNTED_MAX && newest.getLast().sk().compareTo(RowKey.at(from)) >= 0;
    List<Counted> arrived =
        newest.stream()
            .limit(COUNTED_MAX)
            .flatMap(row -> Stream.ofNullable(row.counted()))
            .filter(row -> !row.arrivedAt().isBefore(from) && row.arrivedAt().isBefore(to))
            .toList();
    return new Arrivals(arrived.reversed(), more);
  }

  private void write(Stream<RowItem> items) {
    List<RowItem> left = items.toList();
    if (left.size() > BATCH_MAX) {
      throw new IllegalArgumentException("more rows than a batch takes");
    }
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == ROUNDS_MAX) {
        throw new IllegalStateException("rows could not be marked: the table is throttled");
      }
      left = unprocessed(left);
    }
  }

  private List<RowItem> unprocessed(List<RowItem> items) {
    WriteBatch.Builder<RowItem> batch = WriteBatch.builder(RowItem.class).mappedTableResource(rows);
    items.forEach(batch::addPutItem);
    BatchWriteItemEnhancedRequest request =
        BatchWriteItemEnhancedRequest.builder().writeBatches(batch.build()).build();
    return enhanced.batchWriteItem(request).unprocessedPutItemsForTable(rows).stream()
        .collect(Collectors.toList());
  }
}
