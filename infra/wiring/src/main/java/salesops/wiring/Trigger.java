package salesops.wiring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event source that starts a function. */
public sealed interface Trigger {

  /**
   * Requests to the HTTP API, payload format 2.0.
   *
   * @param routes such as {@code POST /leads}
   * @param open whether anyone may call them; otherwise requests must be signed with IAM
   *     credentials
   */
  record Http(List<String> routes, boolean open) implements Trigger {
    public Http {
      routes = List.copyOf(routes);
    }
  }

  /**
   * A queue fed by rules on the bus, with at-least-once delivery in any order and a dead-letter
   * queue.
   *
   * @param events events that the rules match, each with its producer
   * @param batchSize maximum number of messages per invocation
   * @param window maximum wait for a fuller batch
   * @param concurrencyMax maximum number of concurrent invocations; Lambda's minimum is 2
   * @param receivesMax deliveries before a message goes to the dead-letter queue
   * @param schedule sends messages with an empty event; absent: none
   * @param optional switch that enables the rules; absent: they are always enabled
   */
  record Queue(
      List<Source> events,
      int batchSize,
      Duration window,
      int concurrencyMax,
      int receivesMax,
      @Nullable Schedule schedule,
      @Nullable Switch optional)
      implements Trigger {
    private static final int BATCH_MAX = 10;
    private static final int RECEIVES_USUAL = 5;

    public Queue {
      events = List.copyOf(events);
      if (concurrencyMax < 2 || batchSize < 1 || batchSize > BATCH_MAX) {
        throw new IllegalArgumentException(
            "a queue takes batches of 1 to 10, at least 2 at a time");
      }
    }

    /** Batches of up to ten, delivered without waiting. */
    static Queue of(int concurrencyMax, Source... events) {
      return new Queue(
          List.of(events), BATCH_MAX, Duration.ZERO, concurrencyMax, RECEIVES_USUAL, null, null);
    }

    Queue waiting(Duration forFullerBatch) {
      return new Queue(
          events, batchSize, forFullerBatch, concurrencyMax, receivesMax, schedule, optional);
    }

    Queue ticking(Schedule rate) {
      return new Queue(events, batchSize, window, concurrencyMax, receivesMax, rate, optional);
    }

    Queue onlyIf(Switch on) {
      return new Queue(events, batchSize, window, concurrencyMax, receivesMax, schedule, on);
    }
  }

  /**
   * A table's stream, in order for each item.
   *
   * @param retriesMax retries of a batch before it goes to the dead-letter queue, or {@link
   *     #UNTIL_EXPIRY}
   * @param filter selects the records
   */
  record Stream(String table, int batchSize, int retriesMax, StreamFilter filter)
      implements Trigger {
    /** Retries for as long as the stream keeps a record: 24 hours. */
    public static final int UNTIL_EXPIRY = Integer.MAX_VALUE;
  }

  /**
   * A schedule that invokes the function itself with an empty event.
   *
   * @param due what its ticks look for; absent: unknown, so no tick is skipped
   */
  record Schedule(Duration every, @Nullable Due due) implements Trigger {}

  /** Direct invocation by operators with IAM credentials. */
  record Invoke() implements Trigger {}

  /**
   * An event and the service that emits it.
   *
   * @param producer name of the service; the event's source on the bus is {@code salesops.} plus
   *     this name
   */
  record Source(String producer, String event) {
    /** The rule's pattern in EventBridge's format. */
    public String pattern() {
      return "{\"source\":[\"salesops." + producer + "\"],\"detail-type\":[\"" + event + "\"]}";
    }
  }
}
