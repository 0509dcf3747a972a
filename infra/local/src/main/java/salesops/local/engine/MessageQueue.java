package salesops.local.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesops.local.faults.Fault;
import salesops.local.faults.Faults;
import salesops.testkit.metering.Bytes;
import salesops.testkit.metering.Meter;

/**
 * A queue like those of SQS: a received message is hidden for the visibility timeout and delivered
 * again unless it is deleted. After the maximum number of receives it becomes a dead letter.
 *
 * <p>One difference: a failed batch is redelivered after {@link #RETRY_DELAY}. On AWS it stays
 * hidden for the rest of its visibility timeout, which is minutes.
 */
final class MessageQueue {
  static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  /** A message, whose fields change only under the queue's lock. */
  static final class Message {
    final String id;
    final String body;
    private final long number;
    private Instant visibleAt;
    private int receives;
    private int faults;

    private Message(long number, String body, Instant visibleAt) {
      this.id = new UUID(number, 0).toString();
      this.number = number;
      this.body = body;
      this.visibleAt = visibleAt;
    }

    int receives() {
      return receives;
    }

    boolean mayCrash() {
      return faults < Faults.FAULTS_PER_MESSAGE_MAX;
    }
  }

  private final String name;
  private final int receivesMax;
  private final Duration visibility;
  private final Engine engine;
  private final TreeSet<Message> messages =
      new TreeSet<>(
          Comparator.<Message, Instant>comparing(m -> m.visibleAt)
              .thenComparingLong(m -> m.number));
  private Runnable listener = () -> {};
  private long sent;

  MessageQueue(String name, int receivesMax, Duration visibility, Engine engine) {
    this.name = name;
    this.receivesMax = receivesMax;
    this.visibility = visibility;
    this.engine = engine;
  }

  /** Sets the listener for changes; call it before the first message. */
  void afterChanges(Runnable changed) {
    listener = changed;
  }

  void send(List<String> bodies) {
    synchronized (this) {
      for (String body : bodies) {
        engine.meter().queueRequests.add(Meter.chargedRequests(Bytes.utf8Length(body)));
        Instant visibleAt = engine.clock().instant();
        if (engine.faults().strikes(Fault.DELAY, name, Faults.DELAY)) {
          visibleAt = visibleAt.plusMillis(engine.faults().delayMillis(name));
        }
        messages.add(new Message(++sent, body, visibleAt));
      }
    }
    engine.activity().moved();
    listener.run();
  }

  /**
   * Returns when a batch can be received: as soon as it is full, or when the window has passed
   * since its first message became visible; null if the queue is empty.
   */
  synchronized @Nullable Instant readyAt(int max, Duration window) {
    if (messages.isEmpty()) {
      return null;
    }
    Instant now = engine.clock().instant();
    boolean full =
        messages.stream().limit(max).filter(m -> !m.visibleAt.isAfter(now)).count() == max;
    Instant first = messages.first().visibleAt;
    return full ? first : first.plus(window);
  }

  /** Receives up to {@code max} visible messages. */
  synchronized List<Message> receive(int max) {
    Instant now = engine.clock().instant();
    List<Message> batch = new ArrayList<>();
    while (batch.size() < max && !messages.isEmpty() && !messages.first().visibleAt.isAfter(now)) {
      Message message = messages.removeFirst();
      message.receives++;
      batch.add(message);
    }
    for (Message message : batch) {
      message.visibleAt = now.plus(visibility);
      messages.add(message);
    }
    if (!batch.isEmpty()) {
      engine.meter().queueRequests.increment();
      engine.activity().moved();
    }
    return batch;
  }

  /**
   * Settles a batch: deletes handled messages, and redelivers the others or makes dead letters of
   * them.
   *
   * @param failed ids of messages that were not handled
   * @param byFault whether an injected fault caused the failure
   */
  void settle(List<Message> batch, Set<String> failed, boolean byFault) {
    List<String> dead = new ArrayList<>();
    synchronized (this) {
      for (Message message : batch) {
        if (!messages.remove(message)) {
          continue; // it became visible again, and another delivery has settled it
        }
        if (failed.contains(message.id)) {
          message.faults += byFault ? 1 : 0;
          if (message.receives >= receivesMax) {
            dead.add(message.body);
          } else {
            again(message, RETRY_DELAY);
          }
        } else if (message.mayCrash()
            && engine.faults().strikes(Fault.DUPLICATE, name, Faults.DUPLICATE)) {
          message.faults++;
          again(message, Duration.ofMillis(engine.faults().delayMillis(name)));
        }
      }
    }
    if (failed.size() < batch.size()) {
      engine.meter().queueRequests.increment();
    }
    dead.forEach(body -> engine.deadLetters().add(name, body));
    engine.activity().moved();
    listener.run();
  }

  private void again(Message message, Duration after) {
    message.visibleAt = engine.clock().instant().plus(after);
    messages.add(message);
  }

  /** Whether no message is waiting or being handled. */
  synchronized boolean isEmpty() {
    return messages.isEmpty();
  }
}
