package salesops.runtime;

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
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

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
  /** Entries of one PutEvents call. */
  static final int ENTRIES_MAX = 10;

  /** Bytes of one PutEvents call, all entries together; some are left for names and framing. */
  static final int BYTES_MAX = 256 * 1024 - 4 * 1024;

  /** Times a refused entry is sent again before the stream takes over. */
  static final int RESENDS_MAX = 2;

  private final Platform platform;
  private final Log log;
  private final String bus;
  private final String source;

  public OutboxPublisher() {
    this(Platform.onLambda());
  }

  public OutboxPublisher(Platform platform) {
    this.platform = platform;
    this.log = new Log(platform);
    this.bus = platform.required(Platform.BUS);
    this.source = "salesops." + platform.required(Platform.SERVICE);
    Priming.beforeCheckpoint(
        () -> platform.events().get().putEvents(r -> r.entries(List.of())), log);
  }

  private record Pending(String sequenceNumber, PutEventsRequestEntry entry) {}

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent batch, @Nullable Context context) {
    List<DynamodbStreamRecord> records =
        batch.getRecords() == null ? List.of() : batch.getRecords();
    List<Pending> pending = new ArrayList<>();
    for (DynamodbStreamRecord record : records) {
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
    Outbox.Outgoing event = Outbox.open(bytes);
    if (event.detail().length() * 3L > BYTES_MAX && size(event.detail()) > BYTES_MAX) {
      throw new IllegalArgumentException("event is larger than the bus takes");
    }
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(source)
        .detailType(event.type())
        .detail(event.detail())
        .build();
  }

  private StreamsEventResponse publish(List<Pending> pending) {
    int from = 0;
    while (from < pending.size()) {
      int to = from;
      int bytes = 0;
      while (to < pending.size() && to - from < ENTRIES_MAX) {
        bytes += size(pending.get(to).entry().detail());
        if (to > from && bytes > BYTES_MAX) {
          break;
        }
        to++;
      }
      String failed = send(pending.subList(from, to));
      if (failed != null) {
        return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(failed)));
      }
      from = to;
    }
    return new StreamsEventResponse(List.of());
  }

  /** Lowest sequence number that could not be published, or null. */
  private @Nullable String send(List<Pending> entries) {
    List<Pending> left = entries;
    for (int attempt = 0; attempt <= RESENDS_MAX && !left.isEmpty(); attempt++) {
      List<Pending> sending = left;
      List<PutEventsResultEntry> results;
      try {
        results =
            platform
                .events()
                .get()
                .putEvents(r -> r.entries(sending.stream().map(Pending::entry).toList()))
                .entries();
      } catch (RuntimeException e) {
        log.failure("Publish", null, e);
        return sending.getFirst().sequenceNumber();
      }
      List<Pending> refused = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).errorCode() != null) {
          refused.add(sending.get(i));
        }
      }
      left = refused;
    }
    return left.isEmpty() ? null : left.getFirst().sequenceNumber();
  }

  /** Copies a record that cannot be published to where people find it. */
  private void bury(StreamRecord change) {
    platform
        .queues()
        .get()
        .sendMessage(
            r ->
                r.queueUrl(platform.required(Platform.DEAD_LETTERS))
                    .messageBody(String.valueOf(change)));
  }

  private static int size(String detail) {
    return detail.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }
}
