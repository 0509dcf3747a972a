package salesops.runtime.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Retry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Puts packed events on the bus in their service's name: as many to a call as the bus takes, and
 * only refused ones again.
 */
final class EventSender {
  /** Entries of one PutEvents call. */
  static final int ENTRIES_MAX = 10;

  /** Bytes of one PutEvents call, all entries together; some are left for names and framing. */
  static final int BYTES_MAX = 256 * 1024 - 4 * 1024;

  /** Sendings of an entry that stays refused, before it is left to the caller. */
  static final Retry RETRY =
      new Retry(3, Backoff.fromService(Duration.ofMillis(20), Duration.ofMillis(40)));

  private final Platform platform;
  private final Log log;
  private final String bus;
  private final String source;

  EventSender(Platform platform, Log log) {
    this.platform = platform;
    this.log = log;
    this.bus = platform.required(Platform.BUS);
    this.source = "salesops." + platform.required(Platform.SERVICE);
  }

  /**
   * An event as it leaves.
   *
   * @throws RuntimeException when it cannot be read or is larger than the bus takes: it can never
   *     be published
   */
  PutEventsRequestEntry entry(byte[] packed) {
    Outbox.Outgoing event = Outbox.open(packed);
    if (event.detail().length() * 3L > BYTES_MAX && size(event.detail()) > BYTES_MAX) {
      throw new IllegalArgumentException("event is larger than the bus takes");
    }
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(source)
        .detailType(event.type())
        .detail(event.detail())
        .build();
  }

  /**
   * Sends events in their order, until one stays refused.
   *
   * @return how many of the first are on the bus: all, or those before the first refused one, of
   *     which some others may be there as well
   */
  int send(List<PutEventsRequestEntry> entries) {
    int from = 0;
    while (from < entries.size()) {
      int to = endOfCall(entries, from);
      int taken = call(entries.subList(from, to));
      if (taken < to - from) {
        return from + taken;
      }
      from = to;
    }
    return from;
  }

  private static int endOfCall(List<PutEventsRequestEntry> entries, int from) {
    int to = from;
    int bytes = 0;
    while (to < entries.size() && to - from < ENTRIES_MAX) {
      bytes += size(entries.get(to).detail());
      if (to > from && bytes > BYTES_MAX) {
        break;
      }
      to++;
    }
    return to;
  }

  /** How many entries come before the first that was refused every time. */
  private int call(List<PutEventsRequestEntry> entries) {
    List<Integer> left = new ArrayList<>(IntStream.range(0, entries.size()).boxed().toList());
    try {
      List<Integer> ignored =
          RETRY.untilNoneIsLeft(
              platform.waiting(),
              List.copyOf(left),
              sending -> {
                left.retainAll(refused(entries, sending));
                return List.copyOf(left);
              });
    } catch (RuntimeException e) {
      log.failure("Publish", null, e);
    }
    return left.isEmpty() ? entries.size() : left.getFirst();
  }

  private List<Integer> refused(List<PutEventsRequestEntry> entries, List<Integer> sending) {
    List<PutEventsResultEntry> results =
        platform
            .events()
            .get()
            .putEvents(r -> r.entries(sending.stream().map(entries::get).toList()))
            .entries();
    return IntStream.range(0, results.size())
        .filter(i -> results.get(i).errorCode() != null)
        .mapToObj(sending::get)
        .toList();
  }

  private static int size(String detail) {
    return detail.getBytes(UTF_8).length;
  }
}
