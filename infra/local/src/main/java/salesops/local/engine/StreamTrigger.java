package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.wiring.Trigger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Takes the stream of a table to a function as Lambda does: four looks a second, one batch at a
 * time, again from the lowest failed record, in halves when the function throws, and after the last
 * try to the dead letters. After a full batch it looks again at once.
 *
 * <p>DynamoDB Local has one open shard for each stream and replaces it every few hours; shards are
 * read one after the other, a child after its parent.
 */
final class StreamTrigger {
  static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  /** Pause before a failed batch is tried again, doubled each time. */
  static final Duration RETRY_DELAY = Duration.ofMillis(100);

  /** Doublings of the pause. */
  private static final int DOUBLINGS_MAX = 5;

  /** Tries that injected faults may spoil, of those that the wiring allows. */
  private static final int SPARED_TRIES = 1;

  private final LocalFunction function;
  private final Trigger.Stream spec;
  private final String streamArn;
  private final DynamoDbStreamsClient streams;
  private final Engine engine;
  private final Set<String> readShards = new HashSet<>();
  private volatile long readUpToNanos;

  StreamTrigger(
      LocalFunction function,
      Trigger.Stream spec,
      String streamArn,
      DynamoDbStreamsClient streams,
      Engine engine) {
    this.function = function;
    this.spec = spec;
    this.streamArn = streamArn;
    this.streams = streams;
    this.engine = engine;
    this.readUpToNanos = System.nanoTime() - 1;
  }

  String functionName() {
    return function.name();
  }

  /** Everything written up to now was read and handled. */
  boolean isDrained() {
    return readUpToNanos - engine.activity().lastWriteNanos() >= 0;
  }

  /** Reads until interrupted. */
  void poll() throws InterruptedException {
    while (true) {
      Shard shard = nextShard();
      if (shard == null) {
        TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
      } else {
        read(shard);
        readShards.add(shard.shardId());
      }
    }
  }

  /** The oldest unread shard whose parent is read or gone. */
  private @Nullable Shard nextShard() {
    List<Shard> shards =
        streams.describeStream(r -> r.streamArn(streamArn)).streamDescription().shards();
    Set<String> present = new HashSet<>();
    shards.forEach(shard -> present.add(shard.shardId()));
    readShards.retainAll(present);
    return shards.stream()
        .filter(s -> !readShards.contains(s.shardId()))
        .filter(
            s ->
                s.parentShardId() == null
                    || !present.contains(s.parentShardId())
                    || readShards.contains(s.parentShardId()))
        .findFirst()
        .orElse(null);
  }

  private void read(Shard shard) throws InterruptedException {
    String handledUpTo = null;
    String iterator = trimHorizon(shard);
    while (iterator != null) {
      String from = iterator;
      long startedNanos = System.nanoTime();
      GetRecordsResponse page;
      try {
        page = streams.getRecords(r -> r.shardIterator(from).limit(spec.batchSize()));
      } catch (TrimmedDataAccessException e) {
        // DynamoDB Local says so of an iterator from before the shard's first record.
        iterator = trimHorizon(shard);
        continue;
      } catch (ExpiredIteratorException e) {
        // After a quarter of an hour without a look: the machine was asleep.
        iterator = handledUpTo == null ? trimHorizon(shard) : after(handledUpTo, shard);
        continue;
      }
      if (!page.records().isEmpty()) {
        engine.activity().moved();
        handle(page.records().stream().filter(this::passes).toList(), shard.shardId());
        handledUpTo = page.records().getLast().dynamodb().sequenceNumber();
      }
      if (page.records().size() < spec.batchSize()) {
        readUpToNanos = startedNanos;
        sleepUntil(startedNanos + POLL_INTERVAL.toNanos());
      }
      iterator = page.nextShardIterator();
    }
  }

  private boolean passes(Record record) {
    AttributeValue key = Objects.requireNonNull(record.dynamodb().keys().get("pk"));
    return spec.filter().passes(record.eventName() == OperationType.INSERT, key.s());
  }

  private String trimHorizon(Shard shard) {
    return streams
        .getShardIterator(
            r ->
                r.streamArn(streamArn)
                    .shardId(shard.shardId())
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private String after(String sequenceNumber, Shard shard) {
    return streams
        .getShardIterator(
            r ->
                r.streamArn(streamArn)
                    .shardId(shard.shardId())
                    .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(sequenceNumber))
        .shardIterator();
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  /** Batches that wait, the next first; each with the faults that its records suffered. */
  private record Batch(List<Record> records, int faults) {}

  private void handle(List<Record> page, String shardId) throws InterruptedException {
    Deque<Batch> waiting = new ArrayDeque<>();
    if (!page.isEmpty()) {
      waiting.push(new Batch(page, 0));
    }
    int tries = 0;
    while (!waiting.isEmpty()) {
      Batch batch = waiting.pop();
      boolean mayCrash =
          batch.faults()
              < Math.min(Faults.FAULTS_PER_MESSAGE_MAX, spec.retriesMax() - SPARED_TRIES);
      Attempt attempt = attempt(batch.records(), mayCrash);
      int faults = batch.faults() + (attempt.byFault() ? 1 : 0);
      List<Record> left = attempt.left();
      if (left.isEmpty()) {
        tries = 0;
        continue;
      }
      if (attempt.threw() && left.size() > 1) {
        // Halved, so that one bad record ends up alone; that does not count as a try.
        int half = left.size() / 2;
        waiting.push(new Batch(left.subList(half, left.size()), faults));
        waiting.push(new Batch(left.subList(0, half), faults));
        continue;
      }
      tries = left.size() < batch.records().size() ? 1 : tries + 1;
      if (tries > spec.retriesMax()) {
        bury(left, shardId, tries);
        tries = 0;
        continue;
      }
      waiting.push(new Batch(left, faults));
      TimeUnit.NANOSECONDS.sleep(RETRY_DELAY.toNanos() << Math.min(tries - 1, DOUBLINGS_MAX));
    }
  }

  /**
   * @param left records to try again: none when all are handled
   * @param threw the function ended with an exception and reported nothing
   */
  private record Attempt(List<Record> left, boolean byFault, boolean threw) {}

  private Attempt attempt(List<Record> records, boolean mayCrash) {
    Faults faults = engine.faults();
    if (mayCrash
        && faults.strikes(Fault.FAILED_DELIVERY, function.name(), Faults.FAILED_DELIVERY)) {
      return new Attempt(records, true, false);
    }
    return switch (function.invoke(StreamRecords.event(records, streamArn), mayCrash)) {
      case LocalFunction.Outcome.Answered(Object answer) -> {
        List<Record> failed = fromLowestFailure(records, answer);
        boolean twice =
            failed.isEmpty()
                && mayCrash
                && faults.strikes(Fault.DUPLICATE, function.name(), Faults.DUPLICATE);
        yield twice ? new Attempt(records, true, false) : new Attempt(failed, false, false);
      }
      case LocalFunction.Outcome.Failed(Throwable cause, boolean crashed) ->
          new Attempt(records, crashed, true);
    };
  }

  /**
   * Records from the lowest reported sequence number on. One that Lambda does not know fails the
   * whole batch:
   * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
   */
  private static List<Record> fromLowestFailure(List<Record> records, @Nullable Object answer) {
    if (!(answer instanceof StreamsEventResponse response)
        || response.getBatchItemFailures() == null
        || response.getBatchItemFailures().isEmpty()) {
      return List.of();
    }
    Set<String> failed = new HashSet<>();
    response.getBatchItemFailures().forEach(f -> failed.add(f.getItemIdentifier()));
    for (int i = 0; i < records.size(); i++) {
      if (failed.contains(records.get(i).dynamodb().sequenceNumber())) {
        return records.subList(i, records.size());
      }
    }
    return records;
  }

  /** As Lambda's on-failure destination: where the records are, not what is in them. */
  private void bury(List<Record> records, String shardId, int tries) {
    engine
        .deadLetters()
        .add(
            function.name(),
            Json.text(
                Map.of(
                    "requestContext",
                    Map.of(
                        "functionArn",
                        function.name(),
                        "condition",
                        "RetryAttemptsExhausted",
                        "approximateInvokeCount",
                        tries),
                    "DDBStreamBatchInfo",
                    Map.of(
                        "shardId",
                        shardId,
                        "startSequenceNumber",
                        records.getFirst().dynamodb().sequenceNumber(),
                        "endSequenceNumber",
                        records.getLast().dynamodb().sequenceNumber(),
                        "batchSize",
                        records.size(),
                        "streamArn",
                        streamArn))));
  }
}
