package salesops.webhooks;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import salesops.webhooks.Delivery.Box;
import salesops.webhooks.WebhooksOperation.Resend;
import salesops.webhooks.WebhooksOperation.Resent;

/** Lets dead deliveries wait again, and those that wait for another try be due at once. */
final class ResendDeliveries {
  /** Deliveries of one call; who wants more calls again. */
  static final int RESENT_MAX = 500;

  /** Keys of one endpoint that a call looks at. */
  private static final int LOOK_MAX = 10_000;

  private static final Instant EVER = Instant.ofEpochMilli(9_999_999_999_999L);

  private final WebhookStore store;
  private final Clock clock;

  ResendDeliveries(WebhookStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Resent resend(Resend choice) {
    int resent = 0;
    for (String endpoint : endpoints(choice)) {
      List<DeliveryKey> chosen = chosen(endpoint, choice);
      if (!chosen.isEmpty()) {
        again(endpoint); // first: a sweep in between would give up again what it finds resent
      }
      for (DeliveryKey key : chosen) {
        if (resent == RESENT_MAX) {
          return new Resent(resent, true);
        }
        resent += resend(key) ? 1 : 0;
      }
    }
    return new Resent(resent, false);
  }

  private List<String> endpoints(Resend choice) {
    return store.endpoints().stream()
        .map(EndpointState::name)
        .filter(name -> choice.endpoint() == null || choice.endpoint().equals(name))
        .sorted()
        .toList();
  }

  private List<DeliveryKey> chosen(String endpoint, Resend choice) {
    Instant now = clock.instant();
    List<DeliveryKey> dead = store.kept(endpoint, Box.DEAD, Instant.EPOCH, EVER, LOOK_MAX);
    List<DeliveryKey> tried =
        choice.dead()
            ? List.of()
            : store.kept(endpoint, Box.WAITING, now.plusMillis(1), EVER, LOOK_MAX);
    return Stream.concat(dead.stream(), tried.stream()).filter(choice::covers).toList();
  }

  private boolean resend(DeliveryKey key) {
    Optional<Delivery> found = store.find(key);
    // Not one that arrived, or was resent by another call, since the index was read.
    return found.isPresent() && store.replace(found.get(), found.get().resent(clock.instant()));
  }

  /** Holds for a sender that is at it too, which keeps its lease and gives up its own view. */
  private void again(String endpoint) {
    store.change(
        endpoint,
        EndpointState.of(endpoint),
        state -> state.with(state.health().givenAnotherChance()));
  }
}
