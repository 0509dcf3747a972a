package salesops.webhooks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Visits endpoints side by side, so that one that hangs delays no other. */
final class SendDeliveries {
  private final Sending with;

  SendDeliveries(Sending with) {
    this.with = with;
  }

  /**
   * Visits endpoints.
   *
   * @param leads of each endpoint, those with new deliveries
   * @return endpoints whose visit failed for a reason of this side
   */
  Set<String> visit(Map<String, Set<String>> leads) {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      leads.forEach((endpoint, of) -> threads.execute(() -> visit(endpoint, of, failed)));
    }
    return failed;
  }

  /** Visits every endpoint that ever had a delivery. */
  Set<String> sweep() {
    Map<String, Set<String>> endpoints = new HashMap<>();
    with.store().endpoints().forEach(state -> endpoints.put(state.name(), Set.of()));
    return visit(endpoints);
  }

  private void visit(String endpoint, Set<String> leads, Set<String> failed) {
    try {
      new EndpointVisit(with, endpoint, leads).run();
    } catch (RuntimeException e) {
      with.log().failure("WebhookPost", null, e);
      failed.add(endpoint);
    }
  }
}
