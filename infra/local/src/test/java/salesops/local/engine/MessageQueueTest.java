package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.local.engine.MessageQueue.Message;

final class MessageQueueTest {
  private final Engine engine = TestSuite.engine(0);

  private MessageQueue queue(Duration visibility) {
    return new MessageQueue("tested", 2, visibility, engine);
  }

  private static List<String> bodies(List<Message> batch) {
    return batch.stream().map(m -> m.body).toList();
  }

  @Test
  void givesFullBatchesInTheOrderOfSending() {
    MessageQueue queue = queue(Duration.ofMinutes(1));
    queue.send(List.of("a", "b", "c"));
    List<Message> first = queue.receive(2);
    List<Message> second = queue.receive(2);

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
  void messageThatIsNotSettledComesAgainAfterItsVisibilityTimeout() {
    MessageQueue queue = queue(Duration.ofMinutes(2));
    queue.send(List.of("a"));
    Message first = queue.receive(10).getFirst();
    engine.clock().advance(Duration.ofSeconds(119));
    assertEquals(List.of(), queue.receive(10));
    engine.clock().advance(Duration.ofSeconds(1));
    Message second = queue.receive(10).getFirst();

    assertEquals(first.id, second.id);
    assertEquals(2, second.receives());
  }

  @Test
  void messageIsADeadLetterAfterItsLastReceive() {
    MessageQueue queue = queue(Duration.ofMinutes(1));
    queue.send(List.of("a", "b"));
    List<Message> first = queue.receive(10);
    queue.settle(first, Set.of(first.getFirst().id), false);
    engine.clock().advance(MessageQueue.RETRY_DELAY);
    List<Message> again = queue.receive(10);
    assertEquals(List.of("a"), bodies(again));
    assertEquals(Map.of(), engine.deadLetters().all());
    queue.settle(again, Set.of(again.getFirst().id), false);

    assertEquals(Map.of("tested", List.of("a")), engine.deadLetters().all());
    assertTrue(queue.isEmpty());
  }

  @Test
  void batchIsReadyWhenItIsFullOrItsWindowHasPassed() {
    MessageQueue queue = queue(Duration.ofMinutes(1));
    Duration window = Duration.ofSeconds(2);
    assertNull(queue.readyAt(2, window));
    queue.send(List.of("a"));
    assertEquals(TestSuite.START.plus(window), queue.readyAt(2, window));
    engine.clock().advance(Duration.ofSeconds(1));
    queue.send(List.of("b"));
    assertEquals(TestSuite.START, queue.readyAt(2, window));
  }
}
