package salesops.webhooks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import salesops.runtime.lambda.Deadline;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.lambda.StreamBatch;
import salesops.runtime.lambda.StreamBatch.Added;
import salesops.runtime.secrets.SecretText;
import salesops.runtime.settings.SettingsTable;

/**
 * Posts stored deliveries: woken by the table's stream when they arrive, and by a schedule, as an
 * event without records, for what is to be tried again. What endpoints do is remembered with them
 * and never fails the invocation.
 */
public final class SenderHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  /** Name of the secret with the endpoints' keys. */
  static final String WEBHOOK_KEYS_SECRET = "WEBHOOK_KEYS_SECRET";

  /** {@link #ALLOWED}: this machine's own addresses may be posted to, for trying. */
  static final String WEBHOOK_LOOPBACK = "WEBHOOK_LOOPBACK";

  static final String ALLOWED = "allowed";

  /** Time for a wake-up by the stream, whose shard waits meanwhile. */
  static final Duration WAKE_BUDGET = Duration.ofSeconds(4);

  /** Time for a scheduled sweep, which nobody waits for. */
  static final Duration SWEEP_BUDGET = Duration.ofSeconds(30);

  /** The longest step: a post and some calls to the table. No step begins with less. */
  static final Duration STEP_MAX = Duration.ofSeconds(18);

  /** How long posts may take in each case. */
  record Patience(Poster.Timeouts waking, Poster.Timeouts sweeping) {
    static final Patience USUAL = new Patience(Poster.Timeouts.WAKING, Poster.Timeouts.SWEEPING);
  }

  private final Platform platform;
  private final Log log;
  private final WebhookStore store;
  private final SettingsTable settings;
  private final SigningKeys keys;
  private final Poster poster;
  private final Patience patience;

  public SenderHandler() {
    this(Platform.onLambda());
  }

  public SenderHandler(Platform platform) {
    this(platform, (SSLSocketFactory) SSLSocketFactory.getDefault(), Patience.USUAL);
  }

  SenderHandler(Platform platform, SSLSocketFactory tls, Patience patience) {
    this.platform = platform;
    this.log = new Log(platform);
    this.store = new DynamoWebhookStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.settings = SettingsTable.of(platform);
    this.keys =
        new SigningKeys(
            new SecretText(
                platform.secrets(), platform.required(WEBHOOK_KEYS_SECRET), platform.clock()));
    boolean loopback = ALLOWED.equals(platform.env().get(WEBHOOK_LOOPBACK));
    this.poster = new Poster(new Reach(loopback), tls, platform.clock());
    this.patience = patience;
    Priming.beforeCheckpoint(() -> store.find("priming"), log);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, @Nullable Context context) {
    StreamBatch batch = new StreamBatch(event);
    return batch.isScheduled() ? sweep(context) : wake(batch, context);
  }

  private StreamsEventResponse sweep(@Nullable Context context) {
    List<EndpointState> endpoints = store.endpoints();
    if (!endpoints.isEmpty()) { // else perhaps no settings were applied yet
      new SendDeliveries(sending(false, context)).sweep(endpoints);
    }
    return StreamBatch.done();
  }

  private StreamsEventResponse wake(StreamBatch batch, @Nullable Context context) {
    Map<String, Set<String>> woken = newDeliveries(batch);
    if (woken.isEmpty()) {
      return StreamBatch.done();
    }
    Set<String> failed = new SendDeliveries(sending(true, context)).visit(woken);
    return batch.againFrom(
        item -> key(item).filter(key -> failed.contains(key.endpoint())).isPresent());
  }

  private Sending sending(boolean waking, @Nullable Context context) {
    return new Sending(
        store,
        poster,
        waking ? patience.waking() : patience.sweeping(),
        urls(),
        keys,
        platform.clock(),
        platform.pause(),
        platform.random(),
        log,
        waking,
        Deadline.of(platform.clock(), waking ? WAKE_BUDGET : SWEEP_BUDGET, STEP_MAX, context));
  }

  private Map<String, URI> urls() {
    Map<String, URI> urls = new HashMap<>();
    settings.current().webhooks().forEach(w -> urls.put(w.name(), URI.create(w.url())));
    return urls;
  }

  /** Leads with new deliveries, by endpoint. */
  private static Map<String, Set<String>> newDeliveries(StreamBatch batch) {
    Map<String, Set<String>> leads = new HashMap<>();
    for (Added item : batch.added()) {
      key(item)
          .ifPresent(
              key ->
                  leads
                      .computeIfAbsent(key.endpoint(), e -> new LinkedHashSet<>())
                      .add(key.lead()));
    }
    return leads;
  }

  private static Optional<DeliveryKey> key(Added item) {
    return item.pk().startsWith(DeliveryKey.DELIVERIES)
        ? Optional.of(new DeliveryKey(item.pk(), item.sk()))
        : Optional.empty();
  }
}
