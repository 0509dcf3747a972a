package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.local.faults.Fault;
import salesops.local.faults.Faults;
import salesops.runtime.Json;
import salesops.testkit.clock.DiscreteClock;
import salesops.wiring.Trigger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Delivers a table's stream to a function as Lambda does: it polls four times a second, and again
 * at once after a full batch, and delivers one batch at a time. A failed batch is retried from its
 * lowest failed record, or bisected if the function threw, and after the last retry goes to the
 * dead letters. A poll is skipped if the table was not written since the last one.
 */
final class StreamTrigger {
  static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  /** Delay before a failed batch is retried, doubled each time. */
  static final Duration RETRY_DELAY = Duration.ofMillis(100);

  /** Maximum number of doublings. */
  private static final int DOUBLINGS_MAX = 5;

  /** Retries that injected faults may not use up, of those that the wiring allows. */
  private static final int SPARED_TRIES = 1;

  private final LocalFunction function;
  private final Trigger.Stream spec;
  private final String streamArn;
  private final StreamReader reader;
  private final Engine engine;
  private Instant lastLook;
  private boolean written;
  private boolean looking;

  StreamTrigger(
      LocalFunction function,
      Trigger.Stream spec,
      String streamArn,
      DynamoDbStreamsClient streams,
      Engine engine) {
    this.function = function;
    this.spec = spec;
    this.streamArn = streamArn;
    this.reader = new StreamReader(streamArn, streams);
    this.engine = engine;
    this.lastLook = engine.clock().instant();
  }

  String functionName() {
    return function.name();
  }

  /** Whether everything written so far has been read and handled. */
  synchronized boolean isDrained() {
    return !written && !looking;
  }

  /** Plans a poll; call it whenever the table may have been written. */
  synchronized void wrote() {
    if (!written && !looking) {
      planLook();
    }
    written = true;
  }

  /** Plans it for the next time at which Lambda would poll. */
  private void planLook() {
    Duration since = Duration.between(lastLook, engine.clock().instant());
    Duration rest = POLL_INTERVAL.minusNanos(since.toNanos() % POLL_INTERVAL.toNanos());
    Instant due = lastLook.plus(since).plus(rest);
    DiscreteClock.Planned ignored =
        engine.clock().at(due, function.name() + " from stream", this::look);
  }

  private void look() {
    synchronized (this) {
      lastLook = engine.clock().instant();
      written = false;
      looking = true;
    }
    int read = spec.batchSize();
    while (read == spec.batchSize()) {
      List<Record> page = reader.read(spec.batchSize());
      read = page.size();
      if (read > 0) {
        engine.activity().moved();
        handle(page.stream().filter(this::passes).toList());
      }
    }
    synchronized (this) {
      looking = false;
      if (written) {
        planLook();
      }
    }
  }

  private boolean passes(Record record) {
    AttributeValue key = Objects.requireNonNull(record.dynamodb().keys().get("pk"));
    return spec.filter().passes(record.eventName() == OperationType.INSERT, key.s());
  }

  /** A waiting batch and the number of faults injected into it. */
  private record Batch(List<Record> records, int faults) {}

  private void handle(List<Record> page) {
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
        // Bisected, so that one bad record ends up alone; this does not count as a retry.
        int half = left.size() / 2;
        waiting.push(new Batch(left.subList(half, left.size()), faults));
        waiting.push(new Batch(left.subList(0, half), faults));
        continue;
      }
      tries = left.size() < batch.records().size() ? 1 : tries + 1;
      if (tries > spec.retriesMax()) {
        bury(left, tries);
        tries = 0;
        continue;
      }
      waiting.push(new Batch(left, faults));
      Duration delay = RETRY_DELAY.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS_MAX));
      engine.clock().pauseUntil(engine.clock().instant().plus(delay));
    }
  }

  /**
   * @param left records to retry; none if all were handled
   * @param threw whether the function threw and therefore reported nothing
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
   * Returns the records from the lowest reported sequence number on. A number that is not in the
   * batch fails the whole batch:
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

  /** As Lambda's on-failure destination does: where the records are, without their content. */
  private void bury(List<Record> records, int tries) {
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
                        reader.shard(),
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
