package salesops.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Settings.Webhook;
import salesops.webhooks.Delivery.Box;
import salesops.webhooks.WebhooksOperation.Endpoint;

/** How each endpoint does, as people read it. */
final class ListEndpoints {
  /** Deliveries of an endpoint that are counted. */
  static final int COUNTED_MAX = 10_000;

  private static final Instant EVER = Instant.ofEpochMilli(9_999_999_999_999L);

  private final WebhookStore store;
  private final Clock clock;

  ListEndpoints(WebhookStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Endpoints of the settings, and those that still have deliveries, by name. */
  List<Endpoint> list(List<Webhook> webhooks) {
    Map<String, EndpointState> states = new TreeMap<>();
    webhooks.forEach(w -> states.put(w.name(), EndpointState.of(w.name())));
    store.endpoints().forEach(state -> states.put(state.name(), state));
    Map<String, String> urls =
        webhooks.stream().collect(Collectors.toMap(Webhook::name, Webhook::url));
    return states.values().stream().map(state -> line(state, urls.get(state.name()))).toList();
  }

  private Endpoint line(EndpointState state, @Nullable String url) {
    Instant now = clock.instant();
    List<DeliveryKey> waiting =
        store.kept(state.name(), Box.WAITING, Instant.EPOCH, EVER, COUNTED_MAX);
    List<DeliveryKey> dead = store.kept(state.name(), Box.DEAD, Instant.EPOCH, EVER, COUNTED_MAX);
    return new Endpoint(
        state.name(),
        standing(state, url),
        waiting.size(),
        dead.size(),
        waiting.stream()
            .min(Comparator.comparing(DeliveryKey::occurredAt))
            .map(oldest -> Duration.between(oldest.occurredAt(), now).toSeconds())
            .orElse(null),
        state.health().error(),
        now.isBefore(state.health().notBefore()) ? state.health().notBefore() : null);
  }

  private static String standing(EndpointState state, @Nullable String url) {
    if (url == null) {
      return "not in settings";
    }
    if (url.equals(state.health().goneUrl())) {
      return "gone";
    }
    if ("no_key".equals(state.health().error())) {
      return "no key";
    }
    if (state.health().isDown()) {
      return "down";
    }
    return state.health().error() == null ? "ok" : "failing";
  }
}
