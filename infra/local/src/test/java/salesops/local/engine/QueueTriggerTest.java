package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import salesops.wiring.Function;
import salesops.wiring.Trigger;

@Timeout(20)
final class QueueTriggerTest {
  private static final int CONCURRENCY_MAX = 2;
  private static final int MESSAGES = 10;
  private static final Duration WORK = Duration.ofMillis(50);

  private final Engine engine = TestSuite.engine(0);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private final CountDownLatch asManyAsMay = new CountDownLatch(CONCURRENCY_MAX);
  private final CountDownLatch handled = new CountDownLatch(MESSAGES);

  @AfterEach
  void stop() {
    engine.clock().close();
  }

  private SQSBatchResponse handle() {
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      asManyAsMay.countDown();
      asManyAsMay.await();
      engine.clock().pauseUntil(engine.clock().instant().plus(WORK)); // time for others to begin
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      running.decrementAndGet();
    }
    handled.countDown();
    return new SQSBatchResponse(List.of());
  }

  @Test
  void runsAsManyDeliveriesAtATimeAsTheWiringAllowsOnTheWallClock() throws InterruptedException {
    Trigger.Queue spec =
        new Trigger.Queue(List.of(), 1, Duration.ZERO, CONCURRENCY_MAX, 3, null, null);
    Function function = TestSuite.function("read", "readers", "Read", List.of(), spec);
    RequestHandler<SQSEvent, SQSBatchResponse> handler = (batch, context) -> handle();
    MessageQueue queue = new MessageQueue("read", 3, Duration.ofMinutes(1), engine);
    QueueTrigger trigger =
        new QueueTrigger(
            new LocalFunction(function, handler, SQSEvent.class, engine), spec, queue, engine);
    queue.afterChanges(trigger::plan);

    engine.clock().followWallClock();
    synchronized (trigger) {
      // Each message cancels the planned delivery for another one. Those canceled have started
      // and wait for the lock: without a check they would all deliver.
      for (int i = 0; i < MESSAGES; i++) {
        queue.send(List.of("message " + i));
      }
    }
    handled.await();
    assertEquals(CONCURRENCY_MAX, mostRunning.get());
  }
}
