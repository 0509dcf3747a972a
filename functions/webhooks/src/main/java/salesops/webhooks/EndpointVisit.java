package salesops.webhooks;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import salesops.runtime.dynamo.Lease;
import salesops.webhooks.Delivery.Box;
import salesops.webhooks.EndpointState.Health;
import salesops.webhooks.Sending.Target;

/**
 * One sender's work on one endpoint while it holds its lease: some leads side by side, the
 * deliveries of each in order. Each step is safe to die after: what was posted and not marked is
 * posted once more by the next sender.
 */
final class EndpointVisit {
  /** Keys that one look asks for. */
  private static final int LOOK_MAX = 100;

  /** Deliveries that one visit gives up because their endpoint is down. */
  private static final int EXPIRED_MAX = 1_000;

  private final Sending with;
  private final String endpoint;
  private final ArrayDeque<String> named;
  private final String sender;
  private final Set<DeliveryKey> seen = ConcurrentHashMap.newKeySet();
  private EndpointState state;

  /**
   * @param leads whose deliveries are new: the index may not have them yet
   */
  EndpointVisit(Sending with, String endpoint, Collection<String> leads) {
    this.with = with;
    this.endpoint = endpoint;
    this.named = new ArrayDeque<>(leads);
    this.sender = Long.toHexString(with.random().nextLong());
    this.state = EndpointState.of(endpoint);
  }

  /** Returns when nothing is due, another sender is at it, the endpoint fails or time is up. */
  void run() {
    state = with.store().find(endpoint).orElse(state);
    if (isLeftAlone()) {
      return;
    }
    List<String> leads = next();
    while (!leads.isEmpty() && take()) {
      try {
        send(leads);
      } finally {
        release();
      }
      // What came in the meantime was left to this sender, since it held the lease.
      leads = mayGoOn() ? next() : List.of();
    }
  }

  private boolean isLeftAlone() {
    Instant now = with.now();
    return state.lease().isHeldByOther(sender, now)
        || now.isBefore(state.health().notBefore())
        || (with.waking() && state.health().isTroubled());
  }

  /** Leads to see to, as many as may be posted for at a time. */
  private List<String> next() {
    int atOnce = current().health().isDown() ? 1 : Pace.POSTS_AT_ONCE;
    Set<String> leads = new LinkedHashSet<>();
    while (leads.size() < atOnce && !named.isEmpty()) {
      leads.add(named.poll());
    }
    if (leads.isEmpty()) {
      for (DeliveryKey key : due(LOOK_MAX)) {
        if (leads.size() < atOnce || leads.contains(key.lead())) {
          leads.add(key.lead());
          seen.add(key); // the index lags: it may name what has arrived already
        }
      }
    }
    return List.copyOf(leads);
  }

  private List<DeliveryKey> due(int limit) {
    return with
        .store()
        .kept(endpoint, Box.WAITING, Instant.EPOCH, with.now(), seen.size() + limit)
        .stream()
        .filter(key -> !seen.contains(key))
        .toList();
  }

  private void send(List<String> first) {
    switch (with.target(endpoint)) {
      case Target.Missing(String error) -> {
        change(health -> health.unusable(error, with.now().plus(Pace.DOWN_RETRY)));
        expire(error);
      }
      case Target.Ready target -> {
        LeadVisit visit = new LeadVisit(with, this, target);
        for (List<String> leads = first;
            !leads.isEmpty() && !with.now().isAfter(with.deadline());
            leads = mayGoOn() ? next() : List.of()) {
          with.pause()
              .sideBySide(leads.stream().<Runnable>map(lead -> () -> visit.send(lead)).toList());
        }
        String error = current().health().error();
        if (current().health().isDown() && error != null) {
          expire(error);
        }
      }
    }
  }

  /** Gives up what has waited too long for an endpoint that cannot be posted to. */
  private void expire(String error) {
    Instant now = with.now();
    Set<String> leads = new LinkedHashSet<>();
    for (DeliveryKey key :
        with.store().kept(endpoint, Box.WAITING, Instant.EPOCH, now, EXPIRED_MAX)) {
      if (key.occurredAt().isBefore(now.minus(Pace.TRIED_FOR))) {
        leads.add(key.lead());
      }
    }
    for (String lead : leads) {
      if (with.now().isAfter(with.deadline())) {
        return;
      }
      with.store().waiting(endpoint, lead).stream()
          .filter(delivery -> delivery.isExpired(now))
          .forEach(delivery -> giveUp(delivery, error));
    }
  }

  /** It stays in the table, and somebody is told. */
  void giveUp(Delivery delivery, String error) {
    Instant now = with.now();
    if (with.store().replace(delivery, delivery.dead(now, error))) {
      with.log().outcome("WebhookPost", delivery.key().lead(), "dead_" + error, 0);
      with.log().count("WebhookDead", 1, now.toEpochMilli());
    }
  }

  void saw(DeliveryKey key) {
    seen.add(key);
  }

  synchronized EndpointState current() {
    return state;
  }

  synchronized void change(UnaryOperator<Health> change) {
    state = state.with(change.apply(state.health()));
  }

  private synchronized void update(UnaryOperator<EndpointState> update) {
    state = update.apply(state);
  }

  /** Whether the address is gone, as far as an operator has not said otherwise meanwhile. */
  boolean isGone(String url) {
    EndpointState known = current();
    if (!url.equals(known.health().goneUrl())) {
      return false;
    }
    // Giving up is for good, so it is worth a read: what is resent must not die of an old view.
    EndpointState found = with.store().find(endpoint).orElse(known);
    if (found.revision().equals(known.revision())) {
      return true;
    }
    if (found.lease().isOwnedBy(sender)) {
      update(s -> s.onTopOf(found)); // else the lease is another's, and so is what is to be written
    }
    return url.equals(found.health().goneUrl());
  }

  /** Whether another post makes sense in this visit. */
  boolean mayGoOn() {
    Instant now = with.now();
    EndpointState at = current();
    return now.isBefore(with.deadline())
        && !now.isBefore(at.health().notBefore())
        && !(with.waking() && at.health().isTroubled());
  }

  private boolean take() {
    return write(new Lease(sender, with.now().plus(Pace.LEASE)));
  }

  /** If another sender took over, because this one was stopped for long, its state stands. */
  private void release() {
    boolean ignored = write(Lease.FREE);
  }

  private boolean write(Lease lease) {
    Optional<EndpointState> written = with.store().write(endpoint, current().with(lease), sender);
    written.ifPresent(stored -> update(s -> stored));
    return written.isPresent();
  }
}
