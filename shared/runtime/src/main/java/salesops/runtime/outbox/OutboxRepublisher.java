package salesops.runtime.outbox;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Cursor;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Sends again what a table's items tell, after its stream's records were lost or a rule led nowhere
 * for a while: the same events under the same ids, so that whoever heard of one does nothing.
 * Deployed once for each table with an outbox; operators call it page by page, with IAM
 * credentials.
 *
 * <p>{@code {"operation": …, "since": "2026-11-03T14:00:00Z", "until": …, "limit": 100, "cursor":
 * …, "dryRun": true}}, all but {@code since} optional, is answered by {@code {"ok": true, "looked":
 * items, "events": {type: sent}, "unpublishable": [key], "cursor": …}}; without a cursor that was
 * the last page. What counts is when an event happened ({@code occurredAt}), not when it was
 * written or sent: the latest events of an item are all that it knows, and some of them may be
 * older than the others. A letter that can never be published is named by its item's key, whenever
 * it happened, and stops nothing.
 *
 * <p>An event that the bus refuses fails the call: nothing is lost by calling for that page again.
 */
public final class OutboxRepublisher
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  /**
   * How far back a run may begin. Slack's and the webhooks' tables know for {@link #KNOWN} whom
   * they told of an event, all others for good; the day between is for the run and the queues.
   */
  public static final Duration SINCE_MAX = Duration.ofDays(14);

  /** How long every consumer knows an event at the least, counted from when it happened. */
  public static final Duration KNOWN = Duration.ofDays(15);

  /** Longest that a run may take after its first page. */
  static final Duration RUN_MAX = Duration.ofHours(12);

  /** Items that a page looks at: at most, and unless the caller says less. */
  public static final int ITEMS_MAX = 500;

  private final Platform platform;
  private final Log log;
  private final EventSender sender;

  public OutboxRepublisher() {
    this(Platform.onLambda());
  }

  public OutboxRepublisher(Platform platform) {
    this.platform = platform;
    this.log = new Log(platform);
    this.sender = new EventSender(platform, log);
  }

  @Override
  public Map<String, Object> handleRequest(
      @Nullable Map<String, Object> request, @Nullable Context context) {
    if (request == null || !request.containsKey("operation")) {
      return Map.of("ok", true);
    }
    Instant begun = platform.clock().instant();
    Map<String, Object> answer = answer(request, begun);
    log.outcome(
        "Republish",
        null,
        String.valueOf(answer.getOrDefault("code", "done")),
        Duration.between(begun, platform.clock().instant()).toMillis());
    return answer;
  }

  private Map<String, Object> answer(Map<String, Object> request, Instant now) {
    Wanted wanted;
    try {
      wanted = Wanted.of(request, now);
    } catch (IllegalArgumentException e) {
      return Map.of("ok", false, "code", "invalid", "message", String.valueOf(e.getMessage()));
    }
    return page(wanted);
  }

  /**
   * One page of a run.
   *
   * @param since events from then on
   * @param until and before then
   * @param limit items looked at
   * @param after key of the last item looked at; absent: from the beginning
   */
  private record Wanted(
      Instant since,
      Instant until,
      int limit,
      @Nullable Map<String, AttributeValue> after,
      boolean dryRun) {

    /**
     * @throws IllegalArgumentException with a message for the caller
     */
    static Wanted of(Map<String, Object> request, Instant now) {
      Map<String, AttributeValue> after = cursor(request.get("cursor"));
      Instant since = time("since", request.get("since"), null);
      Instant until = time("until", request.get("until"), Instant.MAX);
      Instant oldest = now.minus(after == null ? SINCE_MAX : SINCE_MAX.plus(RUN_MAX));
      if (since.isBefore(oldest)) {
        throw new IllegalArgumentException(
            "since: not before %s, %d days ago. Slack and webhooks know for %d days whom they told"
                    .formatted(oldest, SINCE_MAX.toDays(), KNOWN.toDays())
                + " of an event, and would tell people of older ones a second time");
      }
      if (since.isAfter(now)) {
        throw new IllegalArgumentException("since: lies ahead; it is " + now);
      }
      if (!until.isAfter(since)) {
        throw new IllegalArgumentException("until: must be after since");
      }
      return new Wanted(
          since,
          until,
          limit(request.get("limit")),
          after,
          Boolean.TRUE.equals(request.get("dryRun")));
    }

    private static Instant time(String name, @Nullable Object value, @Nullable Instant otherwise) {
      if (value == null && otherwise != null) {
        return otherwise;
      }
      try {
        return Instant.parse(String.valueOf(value));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            name + ": a time with its zone, such as 2026-11-03T14:00:00Z");
      }
    }

    private static int limit(@Nullable Object value) {
      if (value == null) {
        return ITEMS_MAX;
      }
      if (value instanceof Integer limit && limit >= 1 && limit <= ITEMS_MAX) {
        return limit;
      }
      throw new IllegalArgumentException("limit: from 1 to " + ITEMS_MAX);
    }

    private static @Nullable Map<String, AttributeValue> cursor(@Nullable Object value) {
      try {
        return value == null ? null : Cursor.key(String.valueOf(value));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("cursor: not one that a page before told");
      }
    }

    boolean holds(Instant time) {
      return !time.isBefore(since) && time.isBefore(until);
    }
  }

  private record Letter(Instant occurredAt, PutEventsRequestEntry entry) {}

  private Map<String, Object> page(Wanted wanted) {
    ScanResponse page = scan(wanted);
    List<Letter> letters = new ArrayList<>();
    List<String> unpublishable = new ArrayList<>();
    for (Map<String, AttributeValue> item : page.items()) {
      try {
        List<Letter> told = packed(item).map(this::letter).toList();
        told.stream().filter(l -> wanted.holds(l.occurredAt())).forEach(letters::add);
      } catch (RuntimeException e) {
        log.failure("Republish", null, e);
        unpublishable.add(name(item));
      }
    }
    letters.sort(Comparator.comparing(Letter::occurredAt));
    if (!wanted.dryRun()) {
      send(letters.stream().map(Letter::entry).toList());
    }
    Map<String, Integer> events = new TreeMap<>();
    letters.forEach(l -> events.merge(l.entry().detailType(), 1, Integer::sum));
    Map<String, Object> answer = new HashMap<>();
    answer.put("ok", true);
    answer.put("looked", page.scannedCount());
    answer.put("events", events);
    answer.put("unpublishable", unpublishable);
    if (page.hasLastEvaluatedKey()) {
      answer.put("cursor", Cursor.of(page.lastEvaluatedKey()));
    }
    return answer;
  }

  private ScanResponse scan(Wanted wanted) {
    return platform
        .dynamo()
        .get()
        .scan(
            r ->
                r.tableName(platform.required(Platform.TABLE))
                    .limit(wanted.limit())
                    .exclusiveStartKey(wanted.after())
                    .filterExpression("attribute_exists(#o) OR attribute_exists(#a)")
                    .projectionExpression("pk, sk, #o, #a")
                    .expressionAttributeNames(
                        Map.of("#o", Outbox.ATTRIBUTE, "#a", Outbox.ARCHIVE)));
  }

  private static Stream<byte[]> packed(Map<String, AttributeValue> item) {
    return Stream.of(Outbox.ATTRIBUTE, Outbox.ARCHIVE)
        .flatMap(name -> Stream.ofNullable(item.get(name)))
        .flatMap(
            outbox -> {
              if (!outbox.hasM()) {
                throw new IllegalArgumentException("no outbox");
              }
              return outbox.m().values().stream();
            })
        .map(letter -> letter.b().asByteArrayUnsafe());
  }

  private Letter letter(byte[] packed) {
    PutEventsRequestEntry entry = sender.entry(packed);
    String occurredAt = Json.MAPPER.readTree(entry.detail()).at("/meta/occurredAt").stringValue();
    return new Letter(Instant.parse(occurredAt), entry);
  }

  private void send(List<PutEventsRequestEntry> entries) {
    int sent = sender.send(entries);
    if (sent < entries.size()) {
      throw new IllegalStateException(
          "the bus refused an event; call again: %d of %d were sent before it"
              .formatted(sent, entries.size()));
    }
  }

  /** Keys are digests: nobody is named by them. */
  private static String name(Map<String, AttributeValue> item) {
    return Stream.of("pk", "sk")
        .map(key -> Objects.requireNonNull(item.get(key)))
        .map(key -> key.s() == null ? key.n() : key.s())
        .reduce((pk, sk) -> pk + " " + sk)
        .orElseThrow();
  }
}
