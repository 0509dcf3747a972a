package salesops.wiring;

import java.time.Duration;
import java.util.List;
import salesops.runtime.outbox.Republish;

/**
 * What the functions of one service have in common.
 *
 * @param name of its table and its events' source
 * @param jar folder of its code below {@code functions}
 */
record Service(String name, String jar) {
  private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration REPUBLISH_TIMEOUT = Duration.ofSeconds(30);
  private static final int SMALL_MEGABYTES = 512;
  private static final int PUBLISH_BATCH = 100;

  /** The key that links and form tokens are signed with. */
  static final Secret SIGNING_KEY =
      new Secret(
          "signing-key",
          "SIGNING_KEY_SECRET",
          "Key that Salesops signs links and form tokens with; made at deployment",
          "Replaced by hand: a second new key within a week would end links that people have",
          new Secret.Initial.Key());

  static final Need SETTINGS = new Need.Settings();
  static final Need PUBLIC_ADDRESS = new Need.PublicAddress();

  /** A service in a jar of its own name. */
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

  /** Puts the events that the service's items carry on the bus, until their records expire. */
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

  /** Sends again what the service's items carry. */
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

  /** The service's table, with these calls of DynamoDB. */
  static Need.OwnTable table(String... calls) {
    return new Need.OwnTable(List.of(calls), List.of());
  }

  /** The service's table and queries of its indexes. */
  static Need.OwnTable tableAndIndexes(String... calls) {
    return new Need.OwnTable(List.of(calls), List.of("Query"));
  }

  static Need secret(Secret secret) {
    return new Need.SecretValue(secret);
  }

  /** Items whose keys start like this. */
  static StreamFilter keys(String... prefixes) {
    return new StreamFilter.Keys(List.of(prefixes));
  }

  static Trigger.Source event(String producer, String event) {
    return new Trigger.Source(producer, event);
  }
}
