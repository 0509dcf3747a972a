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
import salesops.model.settings.Settings;
import salesops.runtime.ActionLinks;
import salesops.runtime.Log;
import salesops.runtime.Platform;
import salesops.runtime.Priming;
import salesops.runtime.SettingsTable;
import salesops.runtime.SignedTokens;

/**
 * Posts stored messages: woken by the table's stream when rows arrive, and by a schedule, as an
 * event without records, for what was left and for the managers' digests. Slack's failures are
 * remembered with the channel and never fail the invocation; a digest that cannot be made does, in
 * the end.
 */
public final class SenderHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  /** Time for a wake-up by the stream, whose shard waits meanwhile. */
  static final Duration WAKE_BUDGET = Duration.ofSeconds(5);

  /** Time for a scheduled sweep, which nobody waits for. */
  static final Duration SWEEP_BUDGET = Duration.ofSeconds(30);

  /** The longest step: three calls to Slack and some to the table. No step begins with less. */
  static final Duration STEP_MAX = Duration.ofSeconds(20);

  /** Time for digests after a sweep. */
  static final Duration DIGESTS_BUDGET = Duration.ofSeconds(10);

  /** The longest that one channel's digest takes. None begins with less. */
  static final Duration DIGEST_MAX = Duration.ofSeconds(10);

  private final Platform platform;
  private final Log log;
  private final SlackStore store;
  private final SettingsTable settings;
  private final Messages messages;
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
    this.settings =
        new SettingsTable(
            platform.dynamo().get(), platform.required(Platform.SETTINGS_TABLE), platform.clock());
    this.messages =
        new Messages(
            new Buttons(
                new ActionLinks(
                    SignedTokens.of(platform), platform.required(Platform.PUBLIC_ADDRESS))));
    this.token = BotToken.of(platform);
    this.pause = pause;
    this.timeouts = timeouts;
    Priming.beforeCheckpoint(() -> store.find(new Channel("#priming")), log);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent batch, @Nullable Context context) {
    List<DynamodbStreamRecord> records = batch.getRecords();
    return records == null || records.isEmpty() ? sweep(context) : wake(records, context);
  }

  private StreamsEventResponse sweep(@Nullable Context context) {
    List<ChannelState> channels = store.channels();
    if (!channels.isEmpty()) { // else perhaps no settings were applied yet
      Settings inForce = settings.current();
      try (SlackApi api = api()) {
        sending(api, inForce).sweep(channels, deadline(SWEEP_BUDGET, STEP_MAX, context));
      }
      // After what waits, so that neither a flood of facts nor a failure costs a message. Their
      // rows wake a sender, or wait for the next sweep.
      new MakeDigests(store, inForce, log)
          .run(channels, platform.clock(), deadline(DIGESTS_BUDGET, DIGEST_MAX, context));
    }
    return new StreamsEventResponse(List.of());
  }

  private StreamsEventResponse wake(List<DynamodbStreamRecord> records, @Nullable Context context) {
    Map<Channel, RowKey> woken = newRows(records);
    if (woken.isEmpty()) {
      return new StreamsEventResponse(List.of());
    }
    try (SlackApi api = api()) {
      return again(
          records,
          sending(api, settings.current()).wake(woken, deadline(WAKE_BUDGET, STEP_MAX, context)));
    }
  }

  private SendNotes sending(SlackApi api, Settings inForce) {
    return new SendNotes(
        new Sending(
            store,
            api,
            token,
            new ChannelRules(inForce),
            messages,
            platform.clock(),
            pause,
            platform.random(),
            log));
  }

  private SlackApi api() {
    return new SlackApi(SlackApi.address(platform), token, timeouts);
  }

  /**
   * @param step the longest that may still be under way then
   */
  private Instant deadline(Duration budget, Duration step, @Nullable Context context) {
    Duration left =
        context == null
            ? budget
            : Duration.ofMillis(context.getRemainingTimeInMillis()).minus(step);
    return platform.clock().instant().plus(left.compareTo(budget) < 0 ? left : budget);
  }

  /** The lowest new row of each channel; changes, removals and what is only counted wake nobody. */
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
    Map<String, AttributeValue> image = record.getDynamodb().getNewImage();
    boolean waits = image != null && image.containsKey(Items.NOTE);
    if (!"INSERT".equals(record.getEventName())
        || !waits
        || record.getDynamodb().getKeys() == null) {
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
