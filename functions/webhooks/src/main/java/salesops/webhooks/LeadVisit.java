package salesops.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import salesops.runtime.secrets.Signature;
import salesops.webhooks.EndpointState.Health;
import salesops.webhooks.Sending.Target;

/** Posts what an endpoint is to hear of a lead, one after the other, until one has to wait. */
final class LeadVisit {
  static final String EVENT_ID = "Salesops-Event-Id";
  static final String EVENT = "Salesops-Event";
  static final String TIMESTAMP = "Salesops-Timestamp";

  private final Sending with;
  private final EndpointVisit endpoint;
  private final Target.Ready target;

  LeadVisit(Sending with, EndpointVisit endpoint, Target.Ready target) {
    this.with = with;
    this.endpoint = endpoint;
    this.target = target;
  }

  void send(String lead) {
    List<Delivery> waiting = with.store().waiting(endpoint.current().name(), lead);
    waiting.forEach(delivery -> endpoint.saw(delivery.key()));
    for (int i = 0; i < waiting.size(); i++) {
      if (!endpoint.mayGoOn()) {
        return;
      }
      Delivery delivery = waiting.get(i);
      Instant waitsUntil =
          delivery.isReady(with.now()) ? post(delivery).orElse(null) : delivery.kept().dueAt();
      if (waitsUntil != null) {
        behind(waiting.subList(i + 1, waiting.size()), waitsUntil);
        return;
      }
    }
  }

  /** A later event of a lead is not told before an earlier one. */
  private void behind(List<Delivery> later, Instant until) {
    for (Delivery delivery : later) {
      if (delivery.kept().dueAt().isBefore(until)) {
        boolean ignored = with.store().replace(delivery, delivery.postponed(until));
      }
    }
  }

  /** When it is tried again; empty when it is settled, one way or the other. */
  private Optional<Instant> post(Delivery delivery) {
    byte[] body = body(delivery);
    if (body == null) {
      endpoint.giveUp(delivery, "unreadable");
      return Optional.empty();
    }
    if (endpoint.isGone(target.url().toString())) {
      endpoint.giveUp(delivery, "http_410");
      return Optional.empty();
    }
    Instant begun = with.now();
    Answer answer =
        with.poster().post(target.url(), headers(delivery, body, begun), body, with.timeouts());
    Duration took = Duration.between(begun, with.now());
    return switch (answer) {
      case Answer.Delivered _ -> {
        with.store().markDelivered(delivery.key(), with.now());
        endpoint.change(health -> health.answered(took.compareTo(Pace.SLOW) > 0));
        log(delivery, "delivered", took);
        yield Optional.empty();
      }
      case Answer.Gone _ -> {
        endpoint.change(health -> health.gone(target.url().toString()));
        endpoint.giveUp(delivery, "http_410");
        yield Optional.empty();
      }
      case Answer.Limited(String error, Duration retryAfter) -> {
        Instant again = with.now().plus(retryAfter);
        endpoint.change(health -> health.failed(error, again));
        log(delivery, error, took);
        yield later(delivery, again, error);
      }
      case Answer.Failed(String error) -> {
        endpoint.change(this.failed(error));
        log(delivery, error, took);
        Duration backoff = Pace.BACKOFF.after(delivery.tries().attempts() + 1, with.random());
        yield later(delivery, with.now().plus(backoff), error);
      }
    };
  }

  /** One failure may be the delivery's own fault; several in a row are the endpoint's. */
  private UnaryOperator<Health> failed(String error) {
    Instant now = with.now();
    return health ->
        health.failed(
            error, health.failures() + 1 < Pace.DOWN_AFTER ? now : now.plus(Pace.DOWN_RETRY));
  }

  private Optional<Instant> later(Delivery delivery, Instant at, String error) {
    if (delivery.isExpired(with.now())) {
      endpoint.giveUp(delivery, error);
      return Optional.empty();
    }
    Delivery again = delivery.again(at, error);
    boolean ignored = with.store().replace(delivery, again);
    return Optional.of(again.kept().dueAt());
  }

  private static byte @Nullable [] body(Delivery delivery) {
    try {
      return delivery.body();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Map<String, String> headers(Delivery delivery, byte[] body, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "*/*");
    headers.put("User-Agent", "Salesops-Webhooks/1");
    headers.put(EVENT_ID, delivery.eventId());
    headers.put(EVENT, delivery.type());
    headers.put(TIMESTAMP, Long.toString(now.getEpochSecond()));
    headers.put(Signature.HEADER, Signature.of(target.key(), now, body));
    return headers;
  }

  private void log(Delivery delivery, String outcome, Duration took) {
    with.log().outcome("WebhookPost", delivery.key().lead(), outcome, took.toMillis());
  }
}
