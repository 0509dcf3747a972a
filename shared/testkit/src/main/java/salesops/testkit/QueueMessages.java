package salesops.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.runtime.Json;

/** Events of the bus as a function's queue delivers them. */
public final class QueueMessages {
  private static final AtomicInteger IDS = new AtomicInteger();

  private QueueMessages() {}

  /** A batch whose messages may be taken out and added to. */
  public static SQSEvent batch(List<SQSMessage> messages) {
    SQSEvent batch = new SQSEvent();
    batch.setRecords(new ArrayList<>(messages));
    return batch;
  }

  public static SQSEvent batch(SQSMessage... messages) {
    return batch(List.of(messages));
  }

  /** A message with an id that no other has. */
  public static SQSMessage ofBody(String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("m" + IDS.incrementAndGet());
    message.setBody(body);
    return message;
  }

  /**
   * @param detail JSON
   */
  public static SQSMessage of(String detailType, String detail) {
    return ofBody("{\"detail-type\":\"" + detailType + "\",\"detail\":" + detail + "}");
  }

  public static SQSMessage of(Event event, Instant occurredAt) {
    return of(event.type(), Json.text(Envelope.of(event, "cause", occurredAt)));
  }

  /** The golden sample of an event. */
  public static SQSMessage golden(String detailType) {
    return of(detailType, goldenDetail(detailType));
  }

  /** The golden sample of an event, as JSON. */
  public static String goldenDetail(String detailType) {
    String path = "samples/" + detailType + ".json";
    try (InputStream file = Objects.requireNonNull(Event.class.getResourceAsStream(path), path)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
