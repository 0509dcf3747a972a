package salesops.webhooks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Log;
import salesops.runtime.Platform;
import salesops.runtime.Priming;
import salesops.runtime.SecretText;
import salesops.runtime.SettingsTable;

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
    this.settings =
        new SettingsTable(
            platform.dynamo().get(), platform.required(Platform.SETTINGS_TABLE), platform.clock());
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
  public StreamsEventResponse handleRequest(DynamodbEvent batch, @Nullable Context context) {
    List<DynamodbStreamRecord> records = batch.getRecords();
    if (records == null || records.isEmpty()) {
      if (!store.endpoints().isEmpty()) {
        new SendDeliveries(sending(false, context)).sweep();
      }
      return new StreamsEventResponse(List.of());
    }
    Map<String, Set<String>> woken = newDeliveries(records);
    Set<String> failed =
        woken.isEmpty() ? Set.of() : new SendDeliveries(sending(true, context)).visit(woken);
    return again(records, failed);
  }

  private Sending sending(boolean waking, @Nullable Context context) {
    return new Sending(
        store,
        poster,
        waking ? patience.waking() : patience.sweeping(),
        urls(),
        keys,
        platform.clock(),
        platform.random(),
        log,
        waking,
        deadline(waking ? WAKE_BUDGET : SWEEP_BUDGET, context));
  }

  private Map<String, URI> urls() {
    Map<String, URI> urls = new HashMap<>();
    settings.current().webhooks().forEach(w -> urls.put(w.name(), URI.create(w.url())));
    return urls;
  }

  private Instant deadline(Duration budget, @Nullable Context context) {
    Duration left =
        context == null
            ? budget
            : Duration.ofMillis(context.getRemainingTimeInMillis()).minus(STEP_MAX);
    return platform.clock().instant().plus(left.compareTo(budget) < 0 ? left : budget);
  }

  /** Leads with new deliveries, by endpoint; changes and removals wake nobody. */
  private static Map<String, Set<String>> newDeliveries(List<DynamodbStreamRecord> records) {
    Map<String, Set<String>> leads = new HashMap<>();
    for (DynamodbStreamRecord record : records) {
      key(record)
          .ifPresent(
              key ->
                  leads
                      .computeIfAbsent(key.endpoint(), e -> new LinkedHashSet<>())
                      .add(key.lead()));
    }
    return leads;
  }

  private static Optional<DeliveryKey> key(DynamodbStreamRecord record) {
    Map<String, AttributeValue> keys = record.getDynamodb().getKeys();
    if (!"INSERT".equals(record.getEventName()) || keys == null) {
      return Optional.empty();
    }
    AttributeValue partition = keys.get("pk");
    return Optional.ofNullable(partition)
        .map(AttributeValue::getS)
        .filter(pk -> pk.startsWith(Items.DELIVERIES))
        .map(pk -> Items.key(pk, BigInteger.ZERO));
  }

  /** The stream delivers again from the first record of an endpoint whose visit failed. */
  private static StreamsEventResponse again(
      List<DynamodbStreamRecord> records, Set<String> failed) {
    return new StreamsEventResponse(
        records.stream()
            .filter(r -> key(r).filter(key -> failed.contains(key.endpoint())).isPresent())
            .findFirst()
            .map(record -> new BatchItemFailure(record.getDynamodb().getSequenceNumber()))
            .map(List::of)
            .orElse(List.of()));
  }
}
