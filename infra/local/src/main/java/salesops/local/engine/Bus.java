package salesops.local.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import salesops.local.faults.Crashes;
import salesops.local.faults.Fault;
import salesops.local.faults.Faults;
import salesops.runtime.Json;
import salesops.testkit.metering.Bytes;
import salesops.testkit.metering.Meter;
import salesops.wiring.Trigger;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.event.ruler.Machine;

/**
 * The event bus, which matches each event with the deployed patterns and copies it to their queues.
 * PutEvents is the only EventBridge call that works.
 */
final class Bus implements EventBridgeClient {
  /** Maximum number of entries per call. */
  static final int ENTRIES_MAX = 10;

  /**
   * Maximum total size of a call's entries, in bytes. See <a
   * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html">PutEvents</a>.
   */
  static final int BYTES_MAX = 256 * 1024;

  private static final int TIME_BYTES = 14;

  /** Parses events for the rules. */
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine;
  private final EventLog log;
  private final Machine rules = Machine.builder().build();
  private final Map<String, Target> targets = new HashMap<>();
  private final AtomicLong ids = new AtomicLong();

  private record Target(MessageQueue queue, BooleanSupplier wanted) {}

  Bus(Engine engine, EventLog log) {
    this.engine = engine;
    this.log = log;
  }

  /**
   * Adds a rule that copies the trigger's events to its queue; call it before the first event.
   *
   * @param wanted checked for each event: whether the rule is enabled
   */
  void rule(String name, Trigger.Queue trigger, MessageQueue target, BooleanSupplier wanted) {
    for (Trigger.Source source : trigger.events()) {
      try {
        rules.addRule(name, source.pattern());
      } catch (java.io.IOException e) {
        throw new IllegalStateException("the pattern for " + name + " is not valid", e);
      }
    }
    targets.put(name, new Target(target, wanted));
  }

  @Override
  public PutEventsResponse putEvents(PutEventsRequest request) {
    Crashes.point(engine.faults(), "before PutEvents");
    check(request.entries());
    List<PutEventsResultEntry> results = new ArrayList<>();
    Map<MessageQueue, List<String>> deliveries = new LinkedHashMap<>();
    for (PutEventsRequestEntry entry : request.entries()) {
      results.add(put(entry, deliveries));
    }
    // Together, so that the queue's trigger finds a full batch rather than its first message.
    deliveries.forEach(MessageQueue::send);
    Crashes.point(engine.faults(), "after PutEvents");
    long failed = results.stream().filter(r -> r.errorCode() != null).count();
    return PutEventsResponse.builder().failedEntryCount((int) failed).entries(results).build();
  }

  private static void check(List<PutEventsRequestEntry> entries) {
    if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
      throw refusal("ValidationException", "a call takes 1 to " + ENTRIES_MAX + " entries");
    }
    int bytes = entries.stream().mapToInt(Bus::size).sum();
    if (bytes > BYTES_MAX) {
      throw refusal("ValidationException", "a call takes " + BYTES_MAX + " bytes");
    }
  }

  private static int size(PutEventsRequestEntry entry) {
    return (entry.time() == null ? 0 : TIME_BYTES)
        + Bytes.utf8Length(entry.source())
        + Bytes.utf8Length(entry.detailType())
        + Bytes.utf8Length(entry.detail());
  }

  private static EventBridgeException refusal(String code, String message) {
    return (EventBridgeException)
        EventBridgeException.builder()
            .statusCode(400)
            .message(message)
            .awsErrorDetails(
                software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage(message)
                    .serviceName("EventBridge")
                    .build())
            .build();
  }

  private PutEventsResultEntry put(
      PutEventsRequestEntry entry, Map<MessageQueue, List<String>> deliveries) {
    String point = entry.source() + " " + entry.detailType();
    if (engine.faults().strikes(Fault.REFUSED_EVENT, point, Faults.REFUSED_EVENT)) {
      return PutEventsResultEntry.builder().errorCode("InternalFailure").build();
    }
    String id = new UUID(ids.incrementAndGet(), 0).toString();
    Instant now = engine.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    String event = event(id, entry, entry.time() == null ? now : entry.time());
    List<String> matched = match(event);
    if (matched == null) {
      return PutEventsResultEntry.builder().errorCode("MalformedDetail").build();
    }
    log.add(
        new BusEvent(entry.source(), entry.detailType(), entry.detail(), engine.clock().instant()));
    engine.meter().events.add(Meter.chargedRequests(size(entry)));
    int copies = engine.faults().strikes(Fault.DUPLICATE, point, Faults.DUPLICATE) ? 2 : 1;
    for (String rule : matched) {
      Target target = java.util.Objects.requireNonNull(targets.get(rule));
      if (!target.wanted().getAsBoolean()) {
        continue;
      }
      List<String> bodies = deliveries.computeIfAbsent(target.queue(), q -> new ArrayList<>());
      for (int copy = 0; copy < copies; copy++) {
        bodies.add(event);
      }
    }
    return PutEventsResultEntry.builder().eventId(id).build();
  }

  /** Names of the rules that match the event; null if it is not JSON. */
  private @Nullable List<String> match(String event) {
    try {
      return rules.rulesForJSONEvent(JSON.readTree(event));
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The event as targets receive it, with its detail unchanged. */
  private static String event(String id, PutEventsRequestEntry entry, Instant time) {
    return "{\"version\":\"0\",\"id\":\""
        + id
        + "\",\"detail-type\":"
        + Json.text(entry.detailType())
        + ",\"source\":"
        + Json.text(entry.source())
        + ",\"account\":\"000000000000\",\"time\":\""
        + time
        + "\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":"
        + entry.detail()
        + "}";
  }

  @Override
  public String serviceName() {
    return "events";
  }

  @Override
  public void close() {}
}
