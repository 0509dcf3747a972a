package salesops.slack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Settings;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.lambda.Deadline;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.lambda.StreamBatch;
import salesops.runtime.lambda.StreamBatch.Added;
import salesops.runtime.secrets.SignedTokens;
import salesops.runtime.settings.SettingsTable;

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
  private final SlackApi.Timeouts timeouts;

  public SenderHandler() {
    this(Platform.onLambda());
  }

  public SenderHandler(Platform platform) {
    this(platform, SlackApi.Timeouts.USUAL);
  }

  SenderHandler(Platform platform, SlackApi.Timeouts timeouts) {
    this.platform = platform;
    this.log = new Log(platform);
    this.store = new DynamoSlackStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.settings = SettingsTable.of(platform);
    this.messages =
        new Messages(
            new Buttons(
                new ActionLinks(
                    SignedTokens.of(platform), platform.required(Platform.PUBLIC_ADDRESS))));
    this.token = BotToken.of(platform);
    this.timeouts = timeouts;
    Priming.beforeCheckpoint(() -> store.find(new Channel("#priming")), log);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, @Nullable Context context) {
    StreamBatch batch = new StreamBatch(event);
    return batch.isScheduled() ? sweep(context) : wake(batch, context);
  }

  private StreamsEventResponse sweep(@Nullable Context context) {
    List<ChannelState> channels = store.channels();
    if (!channels.isEmpty()) { // else perhaps no settings were applied yet
      Settings inForce = settings.current();
      try (SlackApi api = api()) {
        SendNotes sending = sending(api, inForce);
        sending.reportWaiting(channels);
        sending.sweep(channels, deadline(SWEEP_BUDGET, STEP_MAX, context));
      }
      // After what waits, so that neither a flood of facts nor a failure costs a message. Their
      // rows wake a sender, or wait for the next sweep.
      new MakeDigests(store, inForce, log)
          .run(channels, platform.clock(), deadline(DIGESTS_BUDGET, DIGEST_MAX, context));
    }
    return StreamBatch.done();
  }

  private StreamsEventResponse wake(StreamBatch batch, @Nullable Context context) {
    Map<Channel, RowKey> woken = newRows(batch);
    if (woken.isEmpty()) {
      return StreamBatch.done();
    }
    try (SlackApi api = api()) {
      Set<Channel> failed =
          sending(api, settings.current()).wake(woken, deadline(WAKE_BUDGET, STEP_MAX, context));
      return batch.againFrom(item -> channel(item).filter(failed::contains).isPresent());
    }
  }

  private SendNotes sending(SlackApi api, Settings inForce) {
    return new SendNotes(
        new Sending(
            store, api, token, new ChannelRules(inForce), messages, platform.waiting(), log));
  }

  private SlackApi api() {
    return new SlackApi(SlackApi.address(platform), token, timeouts);
  }

  /**
   * @param step the longest that may still be under way then
   */
  private Instant deadline(Duration budget, Duration step, @Nullable Context context) {
    return Deadline.of(platform.clock(), budget, step, context);
  }

  /** The lowest new row of each channel; what is only counted wakes nobody. */
  private static Map<Channel, RowKey> newRows(StreamBatch batch) {
    Map<Channel, RowKey> lowest = new HashMap<>();
    for (Added item : batch.added()) {
      channel(item).ifPresent(channel -> lowest.merge(channel, new RowKey(item.sk()), RowKey::min));
    }
    return lowest;
  }

  private static Optional<Channel> channel(Added item) {
    return item.attributes().contains(Items.NOTE) && item.pk().startsWith(Items.ROWS)
        ? Optional.of(new Channel(item.pk().substring(Items.ROWS.length())))
        : Optional.empty();
  }
}
