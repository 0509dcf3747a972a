package salesops.webhooks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;

/** What operators ask of the webhooks. */
public sealed interface WebhooksOperation<A extends Operation.Answer> extends Operation<A> {

  /** Lists the endpoints of the settings, and those that still have deliveries, by name. */
  @JsonTypeName("webhooks")
  record ListEndpoints() implements WebhooksOperation<Endpoints> {}

  record Endpoints(List<Endpoint> endpoints) implements Operation.Answer {}

  /**
   * Health of an endpoint.
   *
   * @param state {@code ok}, {@code failing}, {@code down}, {@code gone}, {@code no key} or {@code
   *     not in settings}
   * @param waiting deliveries still tried
   * @param dead deliveries given up
   * @param oldestSeconds age of the oldest event that waits; absent: none does
   * @param error of the latest try; absent: it arrived
   * @param notBefore when it is tried next; absent: at once
   */
  record Endpoint(
      String endpoint,
      String state,
      int waiting,
      int dead,
      @Nullable Long oldestSeconds,
      @Nullable String error,
      @Nullable Instant notBefore) {}

  /**
   * Lets dead deliveries wait again, and those that wait for another try be due at once.
   *
   * @param endpoint absent: every one
   * @param since events from then on; absent: all
   * @param dead not those that are still tried
   * @param eventId absent: every one
   */
  @JsonTypeName("resendWebhooks")
  record Resend(
      @Nullable String endpoint, @Nullable Instant since, boolean dead, @Nullable String eventId)
      implements WebhooksOperation<Resent> {
    public Resend {
      endpoint = Given.optional(endpoint);
      eventId = Given.optional(eventId);
    }

    boolean covers(DeliveryKey key) {
      return (since == null || !key.occurredAt().isBefore(since))
          && (eventId == null || key.isOf(eventId));
    }
  }

  /**
   * @param more whether there may be others: ask again
   */
  record Resent(int resent, boolean more) implements Operation.Answer {}
}
