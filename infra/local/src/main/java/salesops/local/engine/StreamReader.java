package salesops.local.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A reader of a table's stream that keeps its position. DynamoDB Local has one open shard per
 * stream and replaces it every few hours; shards are read one after another, children after their
 * parents.
 */
final class StreamReader {
  private final String streamArn;
  private final DynamoDbStreamsClient streams;
  private final Set<String> readShards = new HashSet<>();
  private @Nullable String shard;
  private @Nullable String iterator;
  private @Nullable String readUpTo;

  StreamReader(String streamArn, DynamoDbStreamsClient streams) {
    this.streamArn = streamArn;
    this.streams = streams;
  }

  /** The shard that was read last; empty before the first read. */
  String shard() {
    return shard == null ? "" : shard;
  }

  /** Reads up to {@code max} records; fewer only at the current end of the stream. */
  List<Record> read(int max) {
    while (true) {
      if (iterator == null && !nextShard()) {
        return List.of();
      }
      GetRecordsResponse page = page(max);
      iterator = page.nextShardIterator();
      if (iterator == null) {
        readShards.add(shard());
      }
      if (!page.records().isEmpty()) {
        readUpTo = page.records().getLast().dynamodb().sequenceNumber();
      }
      if (iterator != null || !page.records().isEmpty()) {
        return page.records();
      }
    }
  }

  private GetRecordsResponse page(int max) {
    while (true) {
      String from = iterator;
      try {
        return streams.getRecords(r -> r.shardIterator(from).limit(max));
      } catch (TrimmedDataAccessException e) {
        // DynamoDB Local's answer to an iterator from before the shard's first record.
        iterator = trimHorizon();
      } catch (ExpiredIteratorException e) {
        // After 15 minutes without a read.
        iterator = readUpTo == null ? trimHorizon() : afterLastRead();
      }
    }
  }

  /** Moves to the oldest unread shard whose parent is read or gone; false if there is none. */
  private boolean nextShard() {
    List<Shard> shards =
        streams.describeStream(r -> r.streamArn(streamArn)).streamDescription().shards();
    Set<String> present = new HashSet<>();
    shards.forEach(each -> present.add(each.shardId()));
    readShards.retainAll(present);
    String next =
        shards.stream()
            .filter(s -> !readShards.contains(s.shardId()))
            .filter(
                s ->
                    s.parentShardId() == null
                        || !present.contains(s.parentShardId())
                        || readShards.contains(s.parentShardId()))
            .map(Shard::shardId)
            .findFirst()
            .orElse(null);
    if (next == null) {
      return false;
    }
    shard = next;
    readUpTo = null;
    iterator = trimHorizon();
    return true;
  }

  private String trimHorizon() {
    return streams
        .getShardIterator(
            r ->
                r.streamArn(streamArn)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private String afterLastRead() {
    return streams
        .getShardIterator(
            r ->
                r.streamArn(streamArn)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(readUpTo))
        .shardIterator();
  }
}
