package salesops.runtime.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamBatchTest {
  private static DynamodbStreamRecord record(String name, String pk, int number) {
    StreamRecord change = new StreamRecord();
    change.setKeys(
        Map.of(
            "pk",
            new AttributeValue().withS(pk),
            "sk",
            new AttributeValue().withN(Integer.toString(number))));
    change.setNewImage(Map.of("note", new AttributeValue().withS("text")));
    change.setSequenceNumber("s" + number);
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName(name);
    record.setDynamodb(change);
    return record;
  }

  private static StreamBatch batch(DynamodbStreamRecord... records) {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(List.of(records));
    return new StreamBatch(event);
  }

  private static List<String> failures(StreamsEventResponse response) {
    return response.getBatchItemFailures().stream()
        .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  @Test
  void tellsOfNewItemsOnly() {
    StreamBatch batch =
        batch(record("MODIFY", "a", 1), record("INSERT", "a", 2), record("REMOVE", "a", 3));
    assertFalse(batch.isScheduled());
    assertEquals(
        List.of(new StreamBatch.Added("a", BigInteger.TWO, Set.of("note"), "s2")), batch.added());
  }

  @Test
  void comesAgainFromTheFirstThatFailed() {
    StreamBatch batch =
        batch(record("INSERT", "a", 1), record("INSERT", "b", 2), record("INSERT", "b", 3));
    assertEquals(List.of("s2"), failures(batch.againFrom(item -> item.pk().equals("b"))));
    assertEquals(List.of(), failures(batch.againFrom(item -> item.pk().equals("c"))));
  }

  @Test
  void knowsTheScheduleByTheLackOfRecords() {
    assertTrue(new StreamBatch(new DynamodbEvent()).isScheduled());
    assertTrue(batch().isScheduled());
  }

  @Test
  void passesOverARecordWithoutKeysOrImage() {
    DynamodbStreamRecord bare = record("INSERT", "a", 1);
    bare.getDynamodb().setKeys(null);
    DynamodbStreamRecord keysOnly = record("INSERT", "a", 2);
    keysOnly.getDynamodb().setNewImage(null);
    assertEquals(
        List.of(new StreamBatch.Added("a", BigInteger.TWO, Set.of(), "s2")),
        batch(bare, keysOnly).added());
  }
}
