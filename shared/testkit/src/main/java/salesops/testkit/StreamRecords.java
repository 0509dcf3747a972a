package salesops.testkit;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a table's stream tells of its items, as a function woken by it reads that. */
public final class StreamRecords {
  private StreamRecords() {}

  public static DynamodbEvent batch(List<DynamodbStreamRecord> records) {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  /**
   * Of an item with string and numeric key; the latter is the sequence number too.
   *
   * @param name {@code INSERT}, {@code MODIFY} or {@code REMOVE}
   * @param attributes those of the new image besides the keys, whose values do not matter
   */
  public static DynamodbStreamRecord of(
      String name, String pk, BigInteger sk, String... attributes) {
    StreamRecord change = new StreamRecord();
    change.setKeys(
        Map.of(
            "pk", new AttributeValue().withS(pk), "sk", new AttributeValue().withN(sk.toString())));
    Map<String, AttributeValue> image = new HashMap<>();
    for (String attribute : attributes) {
      image.put(attribute, new AttributeValue());
    }
    change.setNewImage(image);
    change.setSequenceNumber(sk.toString());
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName(name);
    record.setDynamodb(change);
    return record;
  }
}
