package salesops.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.runtime.lambda.DailyNoOp;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;

/**
 * Tries held leads again whenever something may have changed: new settings, a returned lead, a
 * minute gone. What a message says does not matter, only that one came.
 */
public final class HeldLeadsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final RetryHeldLeads retryHeldLeads;
  private final Log log;

  public HeldLeadsHandler() {
    this(Platform.onLambda());
  }

  public HeldLeadsHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    this.retryHeldLeads =
        new RetryHeldLeads(
            parts.store(), parts.routeLeads(), parts.clock(), RetryHeldLeads.RUN_MAX);
    this.log = parts.log();
    parts.prime();
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    List<SQSMessage> messages = DailyNoOp.messagesOf(event);
    if (messages.isEmpty()) {
      return new SQSBatchResponse(List.of());
    }
    long start = System.nanoTime();
    try {
      RetryHeldLeads.Outcome outcome = retryHeldLeads.run();
      String code = outcome.failed() > 0 ? "incomplete" : outcome.tried() > 0 ? "tried" : "none";
      log.outcome("HeldLeads", null, code, (System.nanoTime() - start) / 1_000_000);
      // Leads that could not be tried come again with the next message, at most a minute later.
      return new SQSBatchResponse(List.of());
    } catch (RuntimeException e) {
      log.failure("HeldLeads", null, e);
      return new SQSBatchResponse(failures(messages));
    }
  }

  private static List<BatchItemFailure> failures(List<SQSMessage> messages) {
    return messages.stream().map(m -> new BatchItemFailure(m.getMessageId())).toList();
  }
}
