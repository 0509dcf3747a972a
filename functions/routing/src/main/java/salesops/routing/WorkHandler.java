package salesops.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import salesops.events.Event;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.SqsBatch;

/** Follows the work on leads: a queue's batch of events by {@code deals}. */
public final class WorkHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final FollowWork followWork;
  private final Log log;

  public WorkHandler() {
    this(Platform.onLambda());
  }

  public WorkHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    this.followWork =
        new FollowWork(new ChangeLead(parts.store(), parts.rulebooks(), platform.waiting()));
    this.log = parts.log();
    parts.prime();
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    SqsBatch<Event> batch = SqsBatch.ofAnyEvent(event, log);
    for (SqsBatch.Message<Event> message : batch.messages()) {
      try {
        follow(message.data());
      } catch (RuntimeException e) {
        batch.fail(message, e);
      }
    }
    return batch.response();
  }

  private void follow(Event event) {
    long start = System.nanoTime();
    String outcome = followWork.follow(event);
    log.outcome(event.type(), event.aggregate(), outcome, (System.nanoTime() - start) / 1_000_000);
  }
}
