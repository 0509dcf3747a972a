package salesops.local.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
    private long visibleAtNanos;
    private int receives;
    private int faults;

    private Message(long number, String body, long visibleAtNanos) {
      this.id = new UUID(number, 0).toString();
      this.number = number;
      this.body = body;
      this.visibleAtNanos = visibleAtNanos;
    }

    int receives() {
      return receives;
    }

    boolean mayCrash() {
      return faults < Faults.FAULTS_PER_MESSAGE_MAX;
    }
  }

  // Differences, since nanoTime may overflow.
  private static final Comparator<Message> SOONEST_FIRST =
      (a, b) -> {
        int byTime = Long.signum(a.visibleAtNanos - b.visibleAtNanos);
        return byTime != 0 ? byTime : Long.compare(a.number, b.number);
      };

  private final String name;
  private final int receivesMax;
  private final long visibilityNanos;
  private final Engine engine;
  private final TreeSet<Message> messages = new TreeSet<>(SOONEST_FIRST);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long sent;

  MessageQueue(String name, int receivesMax, Duration visibility, Engine engine) {
    this.name = name;
    this.receivesMax = receivesMax;
    this.visibilityNanos = visibility.toNanos();
    this.engine = engine;
  }

  void send(List<String> bodies) {
    lock.lock();
    try {
      for (String body : bodies) {
        engine.meter().queueRequests.add(Meter.chargedRequests(Bytes.utf8Length(body)));
        long visibleAt = System.nanoTime();
        if (engine.faults().strikes(Fault.DELAY, name, Faults.DELAY)) {
          visibleAt += TimeUnit.MILLISECONDS.toNanos(engine.faults().delayMillis(name));
        }
        messages.add(new Message(++sent, body, visibleAt));
      }
      engine.activity().moved();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a message; then for a full batch, at most for the window. Never empty. */
  List<Message> receive(int max, Duration window) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      awaitVisible(1, null);
      if (!window.isZero()) {
        awaitVisible(max, System.nanoTime() + window.toNanos());
      }
      List<Message> batch = take(max);
      while (batch.isEmpty()) {
        // Another poller was quicker.
        awaitVisible(1, null);
        batch = take(max);
      }
      engine.meter().queueRequests.increment();
      engine.activity().moved();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void awaitVisible(int count, @Nullable Long deadlineNanos) throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      int visible = 0;
      long nextNanos = Long.MAX_VALUE;
      for (Message message : messages) {
        if (message.visibleAtNanos - now > 0) {
          nextNanos = message.visibleAtNanos - now;
          break;
        }
        if (++visible == count) {
          return;
        }
      }
      if (deadlineNanos != null) {
        if (deadlineNanos - now <= 0) {
          return;
        }
        nextNanos = Math.min(nextNanos, deadlineNanos - now);
      }
      changed.awaitNanos(nextNanos);
    }
  }

  private List<Message> take(int max) {
    List<Message> batch = new ArrayList<>();
    long now = System.nanoTime();
    while (batch.size() < max
        && !messages.isEmpty()
        && messages.first().visibleAtNanos - now <= 0) {
      Message message = messages.removeFirst();
      message.receives++;
      batch.add(message);
    }
    for (Message message : batch) {
      message.visibleAtNanos = now + visibilityNanos;
      messages.add(message);
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
    lock.lock();
    try {
      for (Message message : batch) {
        if (!messages.remove(message)) {
          continue; // it became visible meanwhile and another poller has settled it
        }
        if (failed.contains(message.id)) {
          message.faults += byFault ? 1 : 0;
          if (message.receives >= receivesMax) {
            dead.add(message.body);
          } else {
            again(message, RETRY_DELAY.toNanos());
          }
        } else if (message.mayCrash()
            && engine.faults().strikes(Fault.DUPLICATE, name, Faults.DUPLICATE)) {
          message.faults++;
          again(message, TimeUnit.MILLISECONDS.toNanos(engine.faults().delayMillis(name)));
        }
      }
      if (failed.size() < batch.size()) {
        engine.meter().queueRequests.increment();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    dead.forEach(body -> engine.deadLetters().add(name, body));
    engine.activity().moved();
  }

  private void again(Message message, long afterNanos) {
    message.visibleAtNanos = System.nanoTime() + afterNanos;
    messages.add(message);
  }

  /** Nothing waits and nothing is being handled. */
  boolean isEmpty() {
    lock.lock();
    try {
      return messages.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
