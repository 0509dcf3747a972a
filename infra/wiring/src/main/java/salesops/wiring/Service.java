package salesops.wiring;

import java.time.Duration;
import java.util.List;
import salesops.runtime.outbox.Republish;

/**
 * Common properties of the functions of one service.
 *
 * @param name name of its table, and source of its events
 * @param jar folder below {@code functions} with its code
 */
record Service(String name, String jar) {
  private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration REPUBLISH_TIMEOUT = Duration.ofSeconds(30);
  private static final int SMALL_MEGABYTES = 512;
  private static final int PUBLISH_BATCH = 100;

  /** Signs links and form tokens. */
  static final Secret SIGNING_KEY =
      new Secret(
          "signing-key",
          "SIGNING_KEY_SECRET",
          "Key that Salesops signs links and form tokens with; made at deployment",
          "Replaced by hand: a second new key within a week would end links that people have",
          new Secret.Initial.Key());

  static final Need SETTINGS = new Need.Settings();
  static final Need PUBLIC_ADDRESS = new Need.PublicAddress();

  /** A service whose jar has the same name. */
  Service(String name) {
    this(name, name);
  }

  /**
   * @param handler a class of the service's root package
   */
  Function function(String function, String handler, int timeoutSeconds) {
    return Function.of(
        function, name, jar, "salesops." + jar + "." + handler, Duration.ofSeconds(timeoutSeconds));
  }

  /** Publishes the events in the service's outboxes, retrying until the stream records expire. */
  Function publisher(StreamFilter carriers) {
    return Function.of(
            name + "-publisher",
            name,
            jar,
            "salesops.runtime.outbox.OutboxPublisher",
            PUBLISH_TIMEOUT)
        .withMemory(SMALL_MEGABYTES)
        .startedBy(new Trigger.Stream(name, PUBLISH_BATCH, Trigger.Stream.UNTIL_EXPIRY, carriers))
        .needing(new Need.Bus(), new Need.DeadLetters());
  }

  /** Publishes the events in the service's outboxes again, on request. */
  Function republisher() {
    return Function.of(
            name + Republish.SUFFIX,
            name,
            jar,
            "salesops.runtime.outbox.OutboxRepublisher",
            REPUBLISH_TIMEOUT)
        .withMemory(SMALL_MEGABYTES)
        .startedBy(new Trigger.Invoke())
        .needing(new Need.Bus(), new Need.Outboxes())
        .calledRarely();
  }

  /** The service's table, with these DynamoDB calls. */
  static Need.OwnTable table(String... calls) {
    return new Need.OwnTable(List.of(calls), List.of());
  }

  /** The service's table, with these DynamoDB calls and queries of its indexes. */
  static Need.OwnTable tableAndIndexes(String... calls) {
    return new Need.OwnTable(List.of(calls), List.of("Query"));
  }

  static Need secret(Secret secret) {
    return new Need.SecretValue(secret);
  }

  /** Items whose partition keys have one of these prefixes. */
  static StreamFilter keys(String... prefixes) {
    return new StreamFilter.Keys(List.of(prefixes));
  }

  static Trigger.Source event(String producer, String event) {
    return new Trigger.Source(producer, event);
  }
}
