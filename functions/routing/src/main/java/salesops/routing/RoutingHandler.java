package salesops.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadScored;
import salesops.model.LeadId;
import salesops.routing.RouteLeads.Result;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.SqsBatch;

/** Gives scored leads an owner: a queue's batch of {@code LeadScored}. */
public final class RoutingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final RouteLeads routeLeads;
  private final Log log;

  public RoutingHandler() {
    this(Platform.onLambda());
  }

  public RoutingHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    this.routeLeads = parts.routeLeads();
    this.log = parts.log();
    parts.prime();
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    long start = System.nanoTime();
    SqsBatch<LeadScored> batch = new SqsBatch<>(event, LeadScored.class, log);
    try {
      Map<LeadId, Result> results =
          routeLeads.route(batch.messages().stream().map(RoutingHandler::request).toList());
      batch.messages().forEach(message -> report(message, results, batch, start));
    } catch (RuntimeException e) {
      batch.messages().forEach(message -> batch.fail(message, e));
    }
    return batch.response();
  }

  private static RouteLeads.Request request(SqsBatch.Message<LeadScored> message) {
    LeadScored scored = message.data();
    return new RouteLeads.Request(
        scored.lead(),
        scored.score(),
        scored.scoreVersion(),
        message.envelope().meta().eventId(),
        false);
  }

  private void report(
      SqsBatch.Message<LeadScored> message,
      Map<LeadId, Result> results,
      SqsBatch<LeadScored> batch,
      long start) {
    LeadId lead = message.data().lead().leadId();
    switch (results.get(lead)) {
      case Result.Done done ->
          log.outcome(
              message.data().type(),
              lead.value(),
              done.outcome(),
              (System.nanoTime() - start) / 1_000_000);
      case Result.Failed failed -> batch.fail(message, failed.error());
      case null -> batch.fail(message, new IllegalStateException("no result for a lead"));
    }
  }
}
