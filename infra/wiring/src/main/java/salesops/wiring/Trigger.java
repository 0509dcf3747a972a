package salesops.wiring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What starts a function. */
public sealed interface Trigger {

  /**
   * Requests to the HTTP API, payload format 2.0.
   *
   * @param routes such as {@code POST /leads}
   * @param open whether anybody may call them; otherwise requests are signed with IAM credentials
   */
  record Http(List<String> routes, boolean open) implements Trigger {
    public Http {
      routes = List.copyOf(routes);
    }
  }

  /**
   * A queue fed by rules on the bus: at least once, in any order, at last to the dead letters.
   *
   * @param events what the rules let through, each from its producer
   * @param batchSize most messages of one invocation
   * @param window longest wait for a fuller batch
   * @param concurrencyMax most invocations at a time; Lambda allows no less than 2
   * @param receivesMax deliveries before a message is a dead letter
   * @param schedule adds a message with an empty event; absent: none
   * @param optional the rules are off unless this is on; absent: they are always on
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

    /** Full batches as soon as they come. */
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
   * The stream of a table, in the order of each item's writes.
   *
   * @param retriesMax retries of a batch before it goes to the dead letters, or {@link
   *     #UNTIL_EXPIRY}
   * @param filter which records are read
   */
  record Stream(String table, int batchSize, int retriesMax, StreamFilter filter)
      implements Trigger {
    /** Retries for as long as the stream keeps a record: 24 hours. */
    public static final int UNTIL_EXPIRY = Integer.MAX_VALUE;
  }

  /**
   * A schedule that invokes the function itself with an empty event.
   *
   * @param due what its ticks look for; absent: nobody can tell
   */
  record Schedule(Duration every, @Nullable Due due) implements Trigger {}

  /** Calls by operators with IAM credentials. */
  record Invoke() implements Trigger {}

  /**
   * An event of the suite.
   *
   * @param producer name of the service; the bus event's source is {@code salesops.} and this
   */
  record Source(String producer, String event) {
    /** The pattern of the rule, as EventBridge takes it. */
    public String pattern() {
      return "{\"source\":[\"salesops." + producer + "\"],\"detail-type\":[\"" + event + "\"]}";
    }
  }
}
