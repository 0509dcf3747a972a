package salesops.scoring;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadSubmitted;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.lambda.SqsBatch;
import salesops.runtime.settings.SettingsTable;

/** Scores a batch of submitted leads; one that cannot be scored now comes again by itself. */
public final class ScoringHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Clock clock;
  private final Log log;
  private final SettingsTable settings;
  private final ScoreLead scoreLead;

  public ScoringHandler() {
    this(Platform.onLambda());
  }

  public ScoringHandler(Platform platform) {
    clock = platform.clock();
    log = new Log(platform);
    settings = SettingsTable.of(platform);
    ScoringStore store =
        new DynamoScoringStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    scoreLead = new ScoreLead(store, clock);
    Priming.beforeCheckpoint(new Rehearsal(store), log);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    SqsBatch<LeadSubmitted> batch = new SqsBatch<>(event, LeadSubmitted.class, log);
    if (!batch.messages().isEmpty()) {
      // Without settings nothing can be scored: let the whole batch come again.
      Settings version = settings.current();
      batch.messages().forEach(message -> score(batch, message, version));
    }
    return batch.response();
  }

  private void score(
      SqsBatch<LeadSubmitted> batch, SqsBatch.Message<LeadSubmitted> message, Settings version) {
    Instant start = clock.instant();
    try {
      ScoreLead.Outcome outcome = scoreLead.score(message.envelope(), version);
      log.outcome(
          message.data().type(),
          message.data().aggregate(),
          outcome.name().toLowerCase(Locale.ROOT),
          Duration.between(start, clock.instant()).toMillis());
    } catch (RuntimeException e) {
      batch.fail(message, e);
    }
  }
}
