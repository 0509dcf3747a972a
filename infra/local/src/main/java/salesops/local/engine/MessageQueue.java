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
 * A queue like SQS's: a received message is hidden for the visibility timeout and comes again
 * unless deleted; one that was received too often becomes a dead letter.
 *
 * <p>One difference: a batch that failed comes again after {@link #RETRY_DELAY}, where on AWS it
 * stays hidden for the rest of its visibility timeout, which is minutes.
 */
final class MessageQueue {
  static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  /** A message; its fields change under the queue's lock only. */
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

  /** Runs something whenever messages came or went; before the first message only. */
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
   * When a batch can be received: a full one, or what is there when the window has passed since its
   * first message became visible. Absent: nothing waits.
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

  /** Receives what is visible. */
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
   * Ends a batch: deletes what was handled, lets the rest come again or makes dead letters of it.
   *
   * @param failed ids of messages that were not handled
   * @param byFault whether that was a fault's doing
   */
  void settle(List<Message> batch, Set<String> failed, boolean byFault) {
    List<String> dead = new ArrayList<>();
    synchronized (this) {
      for (Message message : batch) {
        if (!messages.remove(message)) {
          continue; // it became visible meanwhile and another delivery has settled it
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

  /** Nothing waits and nothing is being handled. */
  synchronized boolean isEmpty() {
    return messages.isEmpty();
  }
}
