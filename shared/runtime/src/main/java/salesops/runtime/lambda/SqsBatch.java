package salesops.runtime.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.runtime.Json;
import tools.jackson.databind.JsonNode;

/**
 * A batch of bus events that arrived over a queue. A message that cannot be read or handled is
 * reported by itself, so that the others are not delivered again.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial batch
 * responses</a>.
 */
public final class SqsBatch<T extends Event> {
  /** One readable message. */
  public record Message<T extends Event>(String messageId, Envelope<T> envelope) {
    public T data() {
      return envelope.data();
    }
  }

  private final List<Message<T>> messages = new ArrayList<>();
  private final List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
  private final Log log;

  /** Decodes each body, an EventBridge event, as {@code event}; unreadable ones fail at once. */
  public SqsBatch(SQSEvent batch, Class<T> event, Log log) {
    this(batch, event.getSimpleName(), busEvent -> event, log);
  }

  /** Decodes each body as the event that its detail type names, for a queue of several kinds. */
  public static SqsBatch<Event> ofAnyEvent(SQSEvent batch, Log log) {
    return new SqsBatch<>(
        batch, "Event", e -> Event.classOf(e.required("detail-type").asString()), log);
  }

  private SqsBatch(
      SQSEvent batch, String name, Function<JsonNode, Class<? extends T>> kind, Log log) {
    this.log = log;
    for (SQSMessage record : DailyNoOp.messagesOf(batch)) {
      try {
        messages.add(new Message<>(record.getMessageId(), decode(record.getBody(), kind)));
      } catch (RuntimeException e) {
        fail(record.getMessageId(), e, name);
      }
    }
  }

  private static <T extends Event> Envelope<T> decode(
      String body, Function<JsonNode, Class<? extends T>> kind) {
    JsonNode busEvent = Json.MAPPER.readTree(body);
    JsonNode detail = busEvent.path("detail");
    if (!detail.path("meta").isObject() || !detail.path("data").isObject()) {
      throw new IllegalArgumentException("the detail is no envelope");
    }
    return Json.MAPPER.treeToValue(detail, Json.envelopeType(kind.apply(busEvent)));
  }

  /** The readable messages in the order of arrival. */
  public List<Message<T>> messages() {
    return messages;
  }

  /** Reports a message as not handled: it will be delivered again, at last to the dead letters. */
  public void fail(Message<T> message, RuntimeException error) {
    fail(message.messageId(), error, message.data().type());
  }

  private void fail(String messageId, RuntimeException error, String type) {
    log.failure(type, null, error);
    failures.add(new SQSBatchResponse.BatchItemFailure(messageId));
  }

  public SQSBatchResponse response() {
    return new SQSBatchResponse(failures);
  }
}
