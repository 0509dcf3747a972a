package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.local.engine.MessageQueue.Message;

final class MessageQueueTest {
  private static final Duration NO_WINDOW = Duration.ZERO;

  private final Engine engine = TestSuite.engine(0);

  private MessageQueue queue(Duration visibility) {
    return new MessageQueue("tested", 2, visibility, engine);
  }

  private static List<String> bodies(List<Message> batch) {
    return batch.stream().map(m -> m.body).toList();
  }

  @Test
  void givesFullBatchesInTheOrderOfSending() throws InterruptedException {
    MessageQueue queue = queue(Duration.ofMinutes(1));
    queue.send(List.of("a", "b", "c"));
    List<Message> first = queue.receive(2, NO_WINDOW);
    List<Message> second = queue.receive(2, NO_WINDOW);

    assertEquals(List.of("a", "b"), bodies(first));
    assertEquals(List.of("c"), bodies(second));
    queue.settle(first, Set.of(), false);
    assertFalse(queue.isEmpty());
    queue.settle(second, Set.of(), false);
    assertTrue(queue.isEmpty());
    // Three sends, two receives, two deletes.
    assertEquals(7, engine.meter().total().queueRequests());
  }

  @Test
  void messageThatIsNotSettledComesAgainAfterItsVisibilityTimeout() throws InterruptedException {
    MessageQueue queue = queue(Duration.ofMillis(30));
    queue.send(List.of("a"));
    Message first = queue.receive(10, NO_WINDOW).getFirst();
    Message second = queue.receive(10, NO_WINDOW).getFirst();

    assertEquals(first.id, second.id);
    assertEquals(2, second.receives());
  }

  @Test
  void messageIsADeadLetterAfterItsLastReceive() throws InterruptedException {
    MessageQueue queue = queue(Duration.ofMinutes(1));
    queue.send(List.of("a", "b"));
    List<Message> first = queue.receive(10, NO_WINDOW);
    queue.settle(first, Set.of(first.getFirst().id), false);
    List<Message> again = queue.receive(10, NO_WINDOW);
    assertEquals(List.of("a"), bodies(again));
    assertEquals(Map.of(), engine.deadLetters().all());
    queue.settle(again, Set.of(again.getFirst().id), false);

    assertEquals(Map.of("tested", List.of("a")), engine.deadLetters().all());
    assertTrue(queue.isEmpty());
  }

  @Test
  void windowWaitsForAFullerBatch() throws InterruptedException {
    MessageQueue queue = queue(Duration.ofMinutes(1));
    queue.send(List.of("a"));
    Thread sender = Thread.ofVirtual().start(() -> queue.send(List.of("b")));
    List<Message> batch = queue.receive(2, Duration.ofMinutes(1));
    sender.join();

    assertEquals(List.of("a", "b"), bodies(batch));
  }
}
