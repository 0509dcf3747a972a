package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.local.engine.MessageQueue.Message;
import salesops.local.faults.Fault;
import salesops.local.faults.Faults;
import salesops.testkit.clock.DiscreteClock;
import salesops.wiring.Trigger;

/** Delivers batches from a queue to a function, several at a time. */
final class QueueTrigger {
  private final LocalFunction function;
  private final Trigger.Queue spec;
  private final MessageQueue queue;
  private final Engine engine;
  private int delivering;
  private DiscreteClock.@Nullable Planned next;

  QueueTrigger(LocalFunction function, Trigger.Queue spec, MessageQueue queue, Engine engine) {
    this.function = function;
    this.spec = spec;
    this.queue = queue;
    this.engine = engine;
  }

  /** Plans the next delivery if the limit allows it; call it whenever the queue has changed. */
  synchronized void plan() {
    Instant ready = readyAt();
    if (next != null && (ready == null || ready.isBefore(next.due()))) {
      next.cancel();
      next = null;
    }
    if (next == null && ready != null) {
      next = engine.clock().at(ready, function.name() + " from queue", this::deliver);
    }
  }

  private void deliver() {
    List<Message> batch = begin();
    if (!batch.isEmpty()) {
      try {
        deliver(batch);
      } finally {
        end();
      }
    }
  }

  /** When the next delivery may start; null at the concurrency limit or if the queue is empty. */
  private @Nullable Instant readyAt() {
    return delivering >= spec.concurrencyMax()
        ? null
        : queue.readyAt(spec.batchSize(), spec.window());
  }

  /**
   * Returns the batch to deliver; empty if another delivery took it. On the wall clock a canceled
   * delivery may have started already, so this checks the limit again.
   */
  private synchronized List<Message> begin() {
    next = null;
    Instant ready = readyAt();
    List<Message> batch =
        ready == null || ready.isAfter(engine.clock().instant())
            ? List.of()
            : queue.receive(spec.batchSize());
    delivering += batch.isEmpty() ? 0 : 1;
    plan();
    return batch;
  }

  private synchronized void end() {
    delivering--;
    plan();
  }

  private void deliver(List<Message> batch) {
    boolean mayCrash = batch.stream().allMatch(Message::mayCrash);
    if (mayCrash
        && engine
            .faults()
            .strikes(Fault.FAILED_DELIVERY, function.name(), Faults.FAILED_DELIVERY)) {
      queue.settle(batch, ids(batch), true);
      return;
    }
    switch (function.invoke(event(batch), mayCrash)) {
      case LocalFunction.Outcome.Answered(Object answer) ->
          queue.settle(batch, failed(batch, answer), false);
      case LocalFunction.Outcome.Failed(Throwable cause, boolean crashed) ->
          queue.settle(batch, ids(batch), crashed);
    }
  }

  private static Set<String> ids(List<Message> batch) {
    return batch.stream().map(m -> m.id).collect(Collectors.toSet());
  }

  /**
   * Returns the ids of failed messages. An id that is not in the batch fails the whole batch:
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
   */
  private static Set<String> failed(List<Message> batch, @Nullable Object answer) {
    if (!(answer instanceof SQSBatchResponse response) || response.getBatchItemFailures() == null) {
      return Set.of();
    }
    Set<String> all = ids(batch);
    Set<String> failed =
        response.getBatchItemFailures().stream()
            .map(f -> String.valueOf(f.getItemIdentifier()))
            .collect(Collectors.toSet());
    return all.containsAll(failed) ? failed : all;
  }

  private SQSEvent event(List<Message> batch) {
    SQSEvent event = new SQSEvent();
    event.setRecords(batch.stream().map(this::record).toList());
    return event;
  }

  private SQSEvent.SQSMessage record(Message message) {
    SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
    record.setMessageId(message.id);
    record.setReceiptHandle(message.id + "#" + message.receives());
    record.setBody(message.body);
    record.setEventSource("aws:sqs");
    record.setEventSourceArn("arn:aws:sqs:us-east-1:000000000000:" + function.name());
    record.setAwsRegion("us-east-1");
    record.setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(message.receives())));
    record.setMessageAttributes(Map.of());
    return record;
  }
}
