package salesops.webhooks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesops.runtime.lambda.SideBySide;

/** Visits endpoints side by side, so that one that hangs delays no other. */
final class SendDeliveries {
  static final int ENDPOINTS_AT_ONCE = 100;

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
    return SideBySide.visit(
        with.pause(),
        leads,
        ENDPOINTS_AT_ONCE,
        (endpoint, of) -> new EndpointVisit(with, endpoint, of).run(),
        with.log(),
        "WebhookPost");
  }

  /**
   * Visits every endpoint.
   *
   * @param endpoints all that ever had a delivery
   */
  Set<String> sweep(List<EndpointState> endpoints) {
    Map<String, Set<String>> all = new HashMap<>();
    endpoints.forEach(state -> all.put(state.name(), Set.of()));
    return visit(all);
  }
}
