package salesops.deals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.deals.lead.FollowLeads;
import salesops.events.Event;
import salesops.events.SettingsApplied;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.SqsBatch;
import salesops.runtime.settings.SettingsTable;

/** Follows who has which lead, so that response clocks run for owners and stop for others. */
public final class LeadsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Clock clock;
  private final Log log;
  private final SettingsTable settings;
  private final FollowLeads followLeads;

  public LeadsHandler() {
    this(Platform.onLambda());
  }

  public LeadsHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    clock = platform.clock();
    log = parts.log();
    settings = parts.settings();
    followLeads = new FollowLeads(parts.store(), parts.workLead());
    parts.prime();
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    SqsBatch<Event> batch = SqsBatch.ofAnyEvent(event, log);
    if (!batch.messages().isEmpty()) {
      // Without settings nobody knows hours: let the whole batch come again.
      Settings version = settings.current();
      batch.messages().forEach(message -> follow(batch, message, version));
    }
    return batch.response();
  }

  private void follow(SqsBatch<Event> batch, SqsBatch.Message<Event> message, Settings version) {
    Instant start = clock.instant();
    try {
      // New settings may be newer than those of this batch.
      Settings latest =
          message.data() instanceof SettingsApplied
              ? settings.version(settings.pointer())
              : version;
      String outcome = followLeads.follow(message.envelope(), latest);
      log.outcome(
          message.data().type(),
          message.data().aggregate(),
          outcome,
          Duration.between(start, clock.instant()).toMillis());
    } catch (RuntimeException e) {
      batch.fail(message, e);
    }
  }
}
