package salesops.runtime.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesops.events.Envelope;
import salesops.events.SettingsApplied;
import salesops.runtime.Json;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class OutboxPublisherTest {
  private final TestBus bus = new TestBus();
  private final List<String> buried = new ArrayList<>();

  private final OutboxPublisher publisher =
      new OutboxPublisher(
          new Platform(
              Map.of("BUS", "salesops", "SERVICE", "settings", "DEAD_LETTERS", "queue"),
              Clock.systemUTC(),
              new Random(7),
              () -> {
                throw new IllegalStateException("a publisher reads no table");
              },
              () -> bus,
              Letters::new,
              () -> {
                throw new IllegalStateException("a publisher reads no secret");
              },
              Pause.REAL,
              line -> {}));

  @Test
  void publishesWhatIsInTheNewImageAndNotInTheOld() {
    publish(record("1", null, event(1)), record("2", event(1), event(2)));
    assertEquals(List.of(1, 2), versions());
  }

  @Test
  void ignoresChangesThatLeaveTheOutboxAsItIs() {
    publish(record("1", event(1), event(1)));
    assertEquals(List.of(), versions());
  }

  @Test
  void ignoresRemovals() {
    publish(record("1", event(1), null));
    assertEquals(List.of(), versions());
  }

  @Test
  void namesSourceAndTypeForTheRules() {
    publish(record("1", null, event(1)));
    assertEquals("salesops.settings", bus.published().getFirst().source());
    assertEquals("SettingsApplied", bus.published().getFirst().detailType());
  }

  @Test
  void resendsOnlyTheRefusedEntries() {
    List<String> refusedOnce = new ArrayList<>(List.of(version(2)));
    bus.refuse(e -> refusedOnce.removeIf(v -> e.detail().contains(v)));
    StreamsEventResponse response =
        publish(
            record("1", null, event(1)), record("2", null, event(2)), record("3", null, event(3)));
    assertEquals(List.of(1, 3, 2), versions());
    assertEquals(List.of(), response.getBatchItemFailures());
  }

  @Test
  void reportsTheLowestRecordThatStaysRefused() {
    bus.refuse(e -> e.detail().contains(version(2)) || e.detail().contains(version(3)));
    StreamsEventResponse response =
        publish(
            record("1", null, event(1)), record("2", null, event(2)), record("3", null, event(3)));
    assertEquals("2", response.getBatchItemFailures().getFirst().getItemIdentifier());
  }

  @Test
  void buriesWhatCannotBePublishedAndGoesOn() {
    AttributeValue damaged =
        new AttributeValue()
            .withM(Map.of("x", new AttributeValue().withB(ByteBuffer.wrap(new byte[] {9, 9}))));
    StreamsEventResponse response =
        publish(record("1", null, damaged), record("2", null, event(2)));
    assertEquals(1, buried.size());
    assertEquals(List.of(2), versions());
    assertEquals(List.of(), response.getBatchItemFailures());
  }

  @Test
  void buriesTheItemWholeAsDynamoDbTakesIt() {
    publish(damaged(2));
    assertEquals(
        "{\"item\":{\"outbox\":{\"M\":{\"x\":{\"B\":\"CQk=\"}}}},"
            + "\"keys\":{\"pk\":{\"S\":\"p#1\"},\"sk\":{\"N\":\"0\"}},\"sequenceNumber\":\"7\"}",
        buried.getFirst());
  }

  @Test
  void buriesTheKeyOfAnItemThatNoMessageHolds() {
    publish(damaged(OutboxPublisher.MESSAGE_BYTES_MAX));
    assertEquals(
        "{\"item\":{},"
            + "\"keys\":{\"pk\":{\"S\":\"p#1\"},\"sk\":{\"N\":\"0\"}},\"sequenceNumber\":\"7\"}",
        buried.getFirst());
  }

  private static DynamodbStreamRecord damaged(int bytes) {
    byte[] letter = new byte[bytes];
    Arrays.fill(letter, (byte) 9);
    DynamodbStreamRecord record =
        record(
            "7",
            null,
            new AttributeValue()
                .withM(Map.of("x", new AttributeValue().withB(ByteBuffer.wrap(letter)))));
    record
        .getDynamodb()
        .setKeys(
            Map.of("pk", new AttributeValue().withS("p#1"), "sk", new AttributeValue().withN("0")));
    return record;
  }

  @Test
  void sendsTenEntriesAtMostInACall() {
    DynamodbStreamRecord[] records = new DynamodbStreamRecord[21];
    for (int i = 0; i < records.length; i++) {
      records[i] = record(Integer.toString(i), null, event(i + 1));
    }
    publish(records);
    assertEquals(21, bus.published().size());
    assertEquals(3, bus.calls());
  }

  @Test
  void toleratesTheDailyNoOp() {
    assertEquals(
        List.of(), publisher.handleRequest(new DynamodbEvent(), null).getBatchItemFailures());
  }

  private StreamsEventResponse publish(DynamodbStreamRecord... records) {
    DynamodbEvent batch = new DynamodbEvent();
    batch.setRecords(List.of(records));
    return publisher.handleRequest(batch, null);
  }

  private List<Integer> versions() {
    return bus.published().stream()
        .map(e -> Json.readEnvelope(e.detail(), SettingsApplied.class).data().version())
        .toList();
  }

  private static String version(int version) {
    return "\"version\":" + version + ",";
  }

  private static AttributeValue event(int version) {
    Map<String, AttributeValue> outbox = new HashMap<>();
    Outbox.of(
            Envelope.of(
                new SettingsApplied(version, version - 1, "ops", Instant.EPOCH),
                null,
                Instant.EPOCH))
        .m()
        .forEach(
            (id, value) -> outbox.put(id, new AttributeValue().withB(value.b().asByteBuffer())));
    return new AttributeValue().withM(outbox);
  }

  private static DynamodbStreamRecord record(
      String sequence, @Nullable AttributeValue before, @Nullable AttributeValue after) {
    StreamRecord change = new StreamRecord().withSequenceNumber(sequence);
    if (before != null) {
      change.setOldImage(Map.of(Outbox.ATTRIBUTE, before));
    }
    if (after != null) {
      change.setNewImage(Map.of(Outbox.ATTRIBUTE, after));
    }
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(change);
    return record;
  }

  private final class Letters implements SqsClient {
    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      buried.add(request.messageBody());
      return SendMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
