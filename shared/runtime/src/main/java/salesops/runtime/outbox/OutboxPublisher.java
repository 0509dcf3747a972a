package salesops.runtime.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.runtime.lambda.DailyNoOp;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Publishes what writes left in their outbox: reads the table's stream and puts each event whose id
 * is in the new image and not in the old on the bus. Deployed once for each table.
 *
 * <p>Events leave at least once and, for one item, in the order of its writes: when an entry is
 * refused, the batch ends at the lowest failed record and the stream delivers it again from there.
 * A record that can never be published goes whole to the dead-letter queue, so that it does not
 * block the shard.
 */
public final class OutboxPublisher implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  /** What a queue takes for certain. */
  static final int MESSAGE_BYTES_MAX = 256 * 1024;

  private final Platform platform;
  private final Log log;
  private final EventSender sender;

  public OutboxPublisher() {
    this(Platform.onLambda());
  }

  public OutboxPublisher(Platform platform) {
    this.platform = platform;
    this.log = new Log(platform);
    this.sender = new EventSender(platform, log);
    Priming.beforeCheckpoint(
        () -> platform.events().get().putEvents(r -> r.entries(List.of())), log);
  }

  private record Pending(String sequenceNumber, PutEventsRequestEntry entry) {}

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent batch, @Nullable Context context) {
    List<Pending> pending = new ArrayList<>();
    for (DynamodbStreamRecord record : DailyNoOp.recordsOf(batch)) {
      StreamRecord change = record.getDynamodb();
      try {
        newEvents(change)
            .forEach(
                (id, packed) ->
                    pending.add(new Pending(change.getSequenceNumber(), entry(packed))));
      } catch (RuntimeException e) {
        log.failure("Publish", null, e);
        pending.removeIf(p -> p.sequenceNumber().equals(change.getSequenceNumber()));
        bury(change);
      }
    }
    return publish(pending);
  }

  private static Map<String, ByteBuffer> newEvents(StreamRecord change) {
    Map<String, ByteBuffer> fresh = new TreeMap<>();
    outbox(change.getNewImage()).forEach((id, value) -> fresh.put(id, value.getB()));
    fresh.keySet().removeAll(outbox(change.getOldImage()).keySet());
    return fresh;
  }

  private static Map<String, AttributeValue> outbox(@Nullable Map<String, AttributeValue> image) {
    AttributeValue outbox = image == null ? null : image.get(Outbox.ATTRIBUTE);
    return outbox == null || outbox.getM() == null ? Map.of() : outbox.getM();
  }

  private PutEventsRequestEntry entry(ByteBuffer packed) {
    byte[] bytes = new byte[packed.remaining()];
    packed.duplicate().get(bytes);
    return sender.entry(bytes);
  }

  private StreamsEventResponse publish(List<Pending> pending) {
    int sent = sender.send(pending.stream().map(Pending::entry).toList());
    return new StreamsEventResponse(
        sent == pending.size()
            ? List.of()
            : List.of(
                new StreamsEventResponse.BatchItemFailure(pending.get(sent).sequenceNumber())));
  }

  /**
   * Copies a record that cannot be published to where people find it, as the DynamoDB JSON that
   * {@code aws dynamodb put-item} takes; of one that is too large for a message, the key alone.
   */
  private void bury(StreamRecord change) {
    String whole = Json.text(letter(change, change.getNewImage()));
    platform
        .queues()
        .get()
        .sendMessage(
            r ->
                r.queueUrl(platform.required(Platform.DEAD_LETTERS))
                    .messageBody(
                        whole.getBytes(UTF_8).length <= MESSAGE_BYTES_MAX
                            ? whole
                            : Json.text(letter(change, null))));
  }

  private static Map<String, Object> letter(
      StreamRecord change, @Nullable Map<String, AttributeValue> item) {
    return Map.of(
        "sequenceNumber", String.valueOf(change.getSequenceNumber()),
        "keys", DynamoJson.of(change.getKeys()),
        "item", DynamoJson.of(item));
  }
}
