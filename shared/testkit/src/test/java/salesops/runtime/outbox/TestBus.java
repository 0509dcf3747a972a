package salesops.runtime.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** A bus that keeps what is published and refuses the entries that a test names. */
final class TestBus implements EventBridgeClient {
  private final List<PutEventsRequestEntry> published = new ArrayList<>();
  private Predicate<PutEventsRequestEntry> refused = entry -> false;
  private int calls;

  /** Refuses these entries from now on, instead of those named before. */
  void refuse(Predicate<PutEventsRequestEntry> entries) {
    refused = entries;
  }

  /** Accepted entries in the order of publishing. */
  List<PutEventsRequestEntry> published() {
    return published;
  }

  int calls() {
    return calls;
  }

  @Override
  public PutEventsResponse putEvents(PutEventsRequest request) {
    calls++;
    List<PutEventsResultEntry> results = new ArrayList<>();
    for (PutEventsRequestEntry entry : request.entries()) {
      if (refused.test(entry)) {
        results.add(PutEventsResultEntry.builder().errorCode("ThrottlingException").build());
      } else {
        published.add(entry);
        results.add(PutEventsResultEntry.builder().eventId("id").build());
      }
    }
    return PutEventsResponse.builder().entries(results).build();
  }

  @Override
  public String serviceName() {
    return "events";
  }

  @Override
  public void close() {}
}
