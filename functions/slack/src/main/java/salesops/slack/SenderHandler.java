package salesops.slack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Log;
import salesops.runtime.Platform;
import salesops.runtime.Priming;
import salesops.runtime.SecretText;

/**
 * Posts stored messages: woken by the table's stream when rows arrive, and by a schedule, as an
 * event without records, for what was left. Slack's failures are remembered with the channel and
 * never fail the invocation.
 */
public final class SenderHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  /** Name of the secret with the bot's token. */
  static final String SLACK_TOKEN_SECRET = "SLACK_TOKEN_SECRET";

  /** Address of Slack's Web API; absent: the real one. */
  static final String SLACK_API = "SLACK_API";

  /** Time for a wake-up by the stream, whose shard waits meanwhile. */
  static final Duration WAKE_BUDGET = Duration.ofSeconds(5);

  /** Time for a scheduled sweep, which nobody waits for. */
  static final Duration SWEEP_BUDGET = Duration.ofSeconds(30);

  /** The longest step: three calls to Slack and some to the table. No step begins with less. */
  static final Duration STEP_MAX = Duration.ofSeconds(20);

  private final Platform platform;
  private final Log log;
  private final SlackStore store;
  private final BotToken token;
  private final Pause pause;
  private final SlackApi.Timeouts timeouts;

  public SenderHandler() {
    this(Platform.onLambda());
  }

  public SenderHandler(Platform platform) {
    this(platform, Pause.REAL, SlackApi.Timeouts.USUAL);
  }

  SenderHandler(Platform platform, Pause pause, SlackApi.Timeouts timeouts) {
    this.platform = platform;
    this.log = new Log(platform);
    this.store = new DynamoSlackStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.token =
        new BotToken(
            new SecretText(
                platform.secrets(), platform.required(SLACK_TOKEN_SECRET), platform.clock()));
    this.pause = pause;
    this.timeouts = timeouts;
    Priming.beforeCheckpoint(() -> store.find(new Channel("#priming")), log);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent batch, @Nullable Context context) {
    List<DynamodbStreamRecord> records = batch.getRecords();
    boolean scheduled = records == null || records.isEmpty();
    Map<Channel, RowKey> woken = scheduled ? Map.of() : newRows(records);
    if (!scheduled && woken.isEmpty()) {
      return new StreamsEventResponse(List.of());
    }
    Instant deadline = deadline(scheduled ? SWEEP_BUDGET : WAKE_BUDGET, context);
    try (SlackApi api = new SlackApi(address(), token, timeouts)) {
      SendNotes send =
          new SendNotes(
              new Sending(store, api, token, platform.clock(), pause, platform.random(), log));
      Set<Channel> failed = scheduled ? send.sweep(deadline) : send.wake(woken, deadline);
      return scheduled ? new StreamsEventResponse(List.of()) : again(records, failed);
    }
  }

  private String address() {
    String address = platform.env().getOrDefault(SLACK_API, "");
    return address.isEmpty() ? SlackApi.DEFAULT_ADDRESS : address;
  }

  private Instant deadline(Duration budget, @Nullable Context context) {
    Duration left =
        context == null
            ? budget
            : Duration.ofMillis(context.getRemainingTimeInMillis()).minus(STEP_MAX);
    return platform.clock().instant().plus(left.compareTo(budget) < 0 ? left : budget);
  }

  /** The lowest new row of each channel; changes and removals wake nobody. */
  private static Map<Channel, RowKey> newRows(List<DynamodbStreamRecord> records) {
    Map<Channel, RowKey> lowest = new HashMap<>();
    for (DynamodbStreamRecord record : records) {
      AttributeValue number = record.getDynamodb().getKeys().get("sk");
      if (number != null) {
        RowKey key = new RowKey(new BigInteger(number.getN()));
        channel(record).ifPresent(channel -> lowest.merge(channel, key, RowKey::min));
      }
    }
    return lowest;
  }

  private static Optional<Channel> channel(DynamodbStreamRecord record) {
    if (!"INSERT".equals(record.getEventName()) || record.getDynamodb().getKeys() == null) {
      return Optional.empty();
    }
    AttributeValue partition = record.getDynamodb().getKeys().get("pk");
    return Optional.ofNullable(partition)
        .map(AttributeValue::getS)
        .filter(pk -> pk.startsWith(Items.ROWS))
        .map(pk -> new Channel(pk.substring(Items.ROWS.length())));
  }

  /** The stream delivers again from the first record of a channel that failed. */
  private static StreamsEventResponse again(
      List<DynamodbStreamRecord> records, Set<Channel> failed) {
    return new StreamsEventResponse(
        records.stream()
            .filter(record -> channel(record).filter(failed::contains).isPresent())
            .findFirst()
            .map(record -> new BatchItemFailure(record.getDynamodb().getSequenceNumber()))
            .map(List::of)
            .orElse(List.of()));
  }
}
