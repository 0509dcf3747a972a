package salesops.webhooks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.events.Event;
import salesops.model.settings.Settings.Webhook;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.lambda.SqsBatch;
import salesops.runtime.settings.SettingsTable;

/** Stores what endpoints are to hear of; never calls them. */
public final class WebhooksHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Platform platform;
  private final Log log;
  private final SettingsTable settings;
  private final StoreDeliveries storeDeliveries;

  public WebhooksHandler() {
    this(Platform.onLambda());
  }

  public WebhooksHandler(Platform platform) {
    this.platform = platform;
    this.log = new Log(platform);
    this.settings = SettingsTable.of(platform);
    WebhookStore store =
        new DynamoWebhookStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.storeDeliveries = new StoreDeliveries(store, platform.clock());
    Priming.beforeCheckpoint(() -> store.find("priming"), log);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    SqsBatch<Event> batch = SqsBatch.ofAnyEvent(event, log);
    if (!batch.messages().isEmpty()) {
      List<Webhook> webhooks = settings.current().webhooks();
      for (SqsBatch.Message<Event> message : batch.messages()) {
        try {
          store(message, webhooks);
        } catch (RuntimeException e) {
          batch.fail(message, e);
        }
      }
    }
    return batch.response();
  }

  private void store(SqsBatch.Message<Event> message, List<Webhook> webhooks) {
    Instant begun = platform.clock().instant();
    StoreDeliveries.Outcome outcome = storeDeliveries.store(message.envelope(), webhooks);
    log.outcome(
        message.data().type(),
        message.data().aggregate(),
        outcome.name().toLowerCase(Locale.ROOT),
        Duration.between(begun, platform.clock().instant()).toMillis());
  }
}
