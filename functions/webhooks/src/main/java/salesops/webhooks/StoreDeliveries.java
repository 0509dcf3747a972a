package salesops.webhooks;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.model.settings.Settings.Webhook;

/** Stores a delivery for each endpoint that hears of an event. */
final class StoreDeliveries {
  /** Endpoints remembered as known. */
  private static final int KNOWN_MAX = 1_000;

  private final WebhookStore store;
  private final Clock clock;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  StoreDeliveries(WebhookStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What became of an event. */
  enum Outcome {
    STORED,
    DUPLICATE,
    NOBODY_TO_TELL
  }

  Outcome store(Envelope<? extends Event> event, List<Webhook> webhooks) {
    Outcome outcome = Outcome.NOBODY_TO_TELL;
    for (Webhook webhook : webhooks) {
      if (webhook.events().contains(event.data().type())) {
        know(webhook.name());
        boolean stored = store.add(Delivery.of(webhook.name(), event, clock.instant()));
        outcome = stored || outcome == Outcome.STORED ? Outcome.STORED : Outcome.DUPLICATE;
      }
    }
    return outcome;
  }

  /** Before its first delivery, so that a sweep finds the endpoint even if nobody is woken. */
  private void know(String endpoint) {
    if (known.contains(endpoint)) {
      return;
    }
    if (store.find(endpoint).isEmpty()) {
      // If another was first, it is known as well.
      boolean ignored = store.replace(EndpointState.of(endpoint));
    }
    if (known.size() >= KNOWN_MAX) {
      known.clear();
    }
    known.add(endpoint);
  }
}
