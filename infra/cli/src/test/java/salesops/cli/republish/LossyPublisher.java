package salesops.cli.republish;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import salesops.runtime.lambda.Platform;
import salesops.runtime.outbox.OutboxPublisher;
import salesops.wiring.Function;
import salesops.wiring.Wiring;

/** A publisher that loses every second record while it is told to, as if nobody had read it. */
final class LossyPublisher implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  static final AtomicBoolean LOSING = new AtomicBoolean();

  private final AtomicInteger records = new AtomicInteger();
  private final OutboxPublisher publisher;

  LossyPublisher(Platform platform) {
    this.publisher = new OutboxPublisher(platform);
  }

  /** The suite with such publishers. */
  static Wiring wiring() {
    List<Function> functions =
        Wiring.SUITE.functions().stream().map(LossyPublisher::lossy).toList();
    return new Wiring(Wiring.SUITE.tables(), functions);
  }

  private static Function lossy(Function wired) {
    return wired.handler().equals(OutboxPublisher.class.getName())
        ? wired.withHandler(LossyPublisher.class.getName())
        : wired;
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent batch, Context context) {
    DynamodbEvent left = new DynamodbEvent();
    left.setRecords(
        batch.getRecords().stream()
            .filter(r -> !LOSING.get() || records.incrementAndGet() % 2 == 0)
            .toList());
    return publisher.handleRequest(left, context);
  }
}
