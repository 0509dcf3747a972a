package salesops.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import salesops.runtime.dynamo.LeasedStates;
import salesops.webhooks.Delivery.Box;

/** Deliveries, and how each endpoint does. */
interface WebhookStore extends LeasedStates<String, EndpointState> {
  /** Adds a delivery unless it was ever added before; false for such a duplicate. */
  boolean add(Delivery delivery);

  /** What waits for a lead at an endpoint, oldest event first; read consistently. */
  List<Delivery> waiting(String endpoint, String lead);

  /** The delivery as it is now; empty when it arrived or was never there. */
  Optional<Delivery> find(DeliveryKey key);

  /**
   * Keys of an endpoint's deliveries due between two instants, both inclusive, soonest first, at
   * most {@code limit}. May lag behind the writes by a moment.
   */
  List<DeliveryKey> kept(String endpoint, Box box, Instant from, Instant to, int limit);

  /** Changes a delivery; false when it is no longer as it was seen. */
  boolean replace(Delivery seen, Delivery next);

  /** It arrived: its content goes, its key stays to know duplicates by. */
  void markDelivered(DeliveryKey key, Instant now);

  /** All endpoints that ever had a delivery, in no order. */
  List<EndpointState> endpoints();
}
