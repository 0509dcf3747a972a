package salesops.runtime.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.OperationsEntry;
import salesops.runtime.operations.Refused;
import salesops.runtime.operations.RefusedException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Sends again what a table's items tell, after its stream's records were lost or a rule led nowhere
 * for a while: the same events under the same ids, so that whoever heard of one does nothing.
 * Deployed once for each table with an outbox; operators call it page by page, with IAM
 * credentials.
 *
 * <p>The latest events of an item are all that it knows, and some of them may be older than the
 * others.
 *
 * <p>An event that the bus refuses fails the call: nothing is lost by calling for that page again.
 */
public final class OutboxRepublisher extends OperationsEntry<Republish> {
  /**
   * How far back a run may begin. Slack's and the webhooks' tables know for {@link #KNOWN} whom
   * they told of an event, all others for good; the day between is for the run and the queues.
   */
  public static final Duration SINCE_MAX = Duration.ofDays(14);

  /** How long every consumer knows an event at the least, counted from when it happened. */
  public static final Duration KNOWN = Duration.ofDays(15);

  /** Longest that a run may take after its first page. */
  static final Duration RUN_MAX = Duration.ofHours(12);

  private final Platform platform;
  private final Log log;
  private final EventSender sender;

  public OutboxRepublisher() {
    this(Platform.onLambda());
  }

  public OutboxRepublisher(Platform platform) {
    super(Republish.class, platform);
    this.platform = platform;
    this.log = new Log(platform);
    this.sender = new EventSender(platform, log);
  }

  @Override
  protected Answer answer(Republish asked) {
    if (!asked.operation().equals(Republish.of(platform.required(Platform.SERVICE)))) {
      return Refused.unknownOperation(asked.operation());
    }
    Instant now = platform.clock().instant();
    Instant oldest = now.minus(asked.cursor() == null ? SINCE_MAX : SINCE_MAX.plus(RUN_MAX));
    if (asked.since().isBefore(oldest)) {
      return new Refused(
          Refused.INVALID,
          "since must not be before %s, %d days ago: Slack and webhooks know for %d days whom they"
                  .formatted(oldest, SINCE_MAX.toDays(), KNOWN.toDays())
              + " told of an event, and would tell people of older ones a second time");
    }
    if (asked.since().isAfter(now)) {
      return new Refused(
          Refused.INVALID, "since is in the future: %s; it is %s".formatted(asked.since(), now));
    }
    return page(asked);
  }

  private record Letter(Instant occurredAt, PutEventsRequestEntry entry) {}

  private Republish.Page page(Republish asked) {
    ScanResponse page = scan(asked);
    List<Letter> letters = new ArrayList<>();
    List<String> unpublishable = new ArrayList<>();
    for (Map<String, AttributeValue> item : page.items()) {
      try {
        List<Letter> told = packed(item).map(this::letter).toList();
        told.stream().filter(l -> asked.covers(l.occurredAt())).forEach(letters::add);
      } catch (RuntimeException e) {
        log.failure("Republish", null, e);
        unpublishable.add(name(item));
      }
    }
    letters.sort(Comparator.comparing(Letter::occurredAt));
    if (!asked.dryRun()) {
      send(letters.stream().map(Letter::entry).toList());
    }
    Map<String, Integer> events = new TreeMap<>();
    letters.forEach(l -> events.merge(l.entry().detailType(), 1, Integer::sum));
    return new Republish.Page(
        page.scannedCount(),
        events,
        unpublishable,
        page.hasLastEvaluatedKey() ? Cursor.of(page.lastEvaluatedKey()) : null);
  }

  private ScanResponse scan(Republish asked) {
    Map<String, AttributeValue> after = after(asked.cursor());
    return platform
        .dynamo()
        .get()
        .scan(
            r ->
                r.tableName(platform.required(Platform.TABLE))
                    .limit(asked.limit())
                    .exclusiveStartKey(after)
                    .filterExpression("attribute_exists(#o) OR attribute_exists(#a)")
                    .projectionExpression("pk, sk, #o, #a")
                    .expressionAttributeNames(
                        Map.of("#o", Outbox.ATTRIBUTE, "#a", Outbox.ARCHIVE)));
  }

  private static @Nullable Map<String, AttributeValue> after(@Nullable String cursor) {
    try {
      return cursor == null ? null : Cursor.key(cursor);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("cursor is not one that a page before told");
    }
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
