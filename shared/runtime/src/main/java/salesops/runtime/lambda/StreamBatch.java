package salesops.runtime.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a table's stream brings to a function that works on new items: changes and removals do not
 * concern it. A schedule invokes the same function with an event without records.
 */
public final class StreamBatch {
  /**
   * An item that was not there before.
   *
   * @param attributes names of all it has, where the stream carries images
   */
  public record Added(String pk, BigInteger sk, Set<String> attributes, String sequenceNumber) {}

  private final boolean scheduled;
  private final List<Added> added;

  public StreamBatch(DynamodbEvent event) {
    List<DynamodbStreamRecord> records = DailyNoOp.recordsOf(event);
    scheduled = records.isEmpty();
    added = records.stream().flatMap(StreamBatch::added).toList();
  }

  private static Stream<Added> added(DynamodbStreamRecord record) {
    StreamRecord change = record.getDynamodb();
    Map<String, AttributeValue> keys = change.getKeys();
    if (!"INSERT".equals(record.getEventName()) || keys == null) {
      return Stream.empty();
    }
    AttributeValue pk = keys.get("pk");
    AttributeValue sk = keys.get("sk");
    Map<String, AttributeValue> image = change.getNewImage();
    return pk == null || sk == null
        ? Stream.empty()
        : Stream.of(
            new Added(
                pk.getS(),
                new BigInteger(sk.getN()),
                image == null ? Set.of() : Set.copyOf(image.keySet()),
                change.getSequenceNumber()));
  }

  public boolean isScheduled() {
    return scheduled;
  }

  /** In the order of their writes. */
  public List<Added> added() {
    return added;
  }

  /** The stream delivers again from the first of these on. */
  public StreamsEventResponse againFrom(Predicate<Added> failed) {
    return new StreamsEventResponse(
        added.stream()
            .filter(failed)
            .limit(1)
            .map(item -> new BatchItemFailure(item.sequenceNumber()))
            .toList());
  }

  /** Nothing has to come again. */
  public static StreamsEventResponse done() {
    return new StreamsEventResponse(List.of());
  }
}
