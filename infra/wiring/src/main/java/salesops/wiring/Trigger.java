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
   * A queue fed by a rule on the bus: at least once, in any order, at last to the dead letters.
   *
   * @param events detail types the rule lets through, each from its producer
   * @param batchSize most messages of one invocation
   * @param window longest wait for a fuller batch
   * @param concurrencyMax most invocations at a time; Lambda allows no less than 2
   * @param receivesMax deliveries before a message is a dead letter
   * @param every a message with an empty event is added at this rate; absent: none
   */
  record Queue(
      List<Source> events,
      int batchSize,
      Duration window,
      int concurrencyMax,
      int receivesMax,
      @Nullable Duration every)
      implements Trigger {
    public Queue {
      events = List.copyOf(events);
      if (concurrencyMax < 2 || batchSize < 1 || batchSize > 10) {
        throw new IllegalArgumentException(
            "a queue takes batches of 1 to 10, at least 2 at a time");
      }
    }
  }

  /**
   * The stream of a table, in the order of each item's writes.
   *
   * @param retriesMax tries of a batch before it goes to the dead letters
   * @param newItemsOnly whether changes and removals are filtered out before a batch is made
   */
  record Stream(String table, int batchSize, int retriesMax, boolean newItemsOnly)
      implements Trigger {}

  /** A schedule that invokes the function itself with an empty event. */
  record Schedule(Duration every) implements Trigger {}

  /** Calls by operators with IAM credentials. */
  record Invoke() implements Trigger {}

  /**
   * Calls by operators with IAM credentials, once in a while: to send again what this table's items
   * tell.
   */
  record Republish(String table) implements Trigger {}

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
