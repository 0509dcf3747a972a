package salesops.slack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.events.Event;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.lambda.SqsBatch;
import salesops.runtime.settings.SettingsTable;

/** Stores the messages that events are worth, and what digests count; never calls Slack. */
public final class SlackHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Platform platform;
  private final Log log;
  private final SettingsTable settings;
  private final StoreNotes storeNotes;

  public SlackHandler() {
    this(Platform.onLambda());
  }

  public SlackHandler(Platform platform) {
    this.platform = platform;
    this.log = new Log(platform);
    this.settings = SettingsTable.of(platform);
    SlackStore store =
        new DynamoSlackStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.storeNotes = new StoreNotes(store);
    Priming.beforeCheckpoint(() -> store.find(new Channel("#priming")), log);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    SqsBatch<Event> batch = SqsBatch.ofAnyEvent(event, log);
    if (!batch.messages().isEmpty()) {
      Announcements announcements = new Announcements(settings.current());
      for (SqsBatch.Message<Event> message : batch.messages()) {
        try {
          store(message, announcements);
        } catch (RuntimeException e) {
          batch.fail(message, e);
        }
      }
    }
    return batch.response();
  }

  private void store(SqsBatch.Message<Event> message, Announcements announcements) {
    Instant begun = platform.clock().instant();
    StoreNotes.Outcome outcome =
        storeNotes.store(message.envelope(), announcements.of(message.data()), begun);
    log.outcome(
        message.data().type(),
        message.data().aggregate(),
        outcome.name().toLowerCase(Locale.ROOT),
        Duration.between(begun, platform.clock().instant()).toMillis());
  }
}
