package salesops.quota;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.events.DealChanged;
import salesops.events.DealLost;
import salesops.events.DealOpened;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.lambda.SqsBatch;
import salesops.runtime.settings.SettingsTable;

/** Books a batch of versions of deals; one that cannot be booked now comes again by itself. */
public final class QuotaHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Clock clock;
  private final Log log;
  private final SettingsTable settings;
  private final CreditDeal creditDeal;

  public QuotaHandler() {
    this(Platform.onLambda());
  }

  public QuotaHandler(Platform platform) {
    clock = platform.clock();
    log = new Log(platform);
    settings = SettingsTable.of(platform);
    DynamoLedger ledger =
        new DynamoLedger(platform.dynamo().get(), platform.required(Platform.TABLE));
    creditDeal = new CreditDeal(ledger, platform.waiting());
    Priming.beforeCheckpoint(() -> ledger.head(new DealId("priming")), log);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    SqsBatch<Event> batch = SqsBatch.ofAnyEvent(event, log);
    if (!batch.messages().isEmpty()) {
      // Without settings nothing can be booked: let the whole batch come again.
      Settings version = settings.current();
      for (SqsBatch.Message<Event> message : batch.messages()) {
        try {
          credit(message, version);
        } catch (RuntimeException e) {
          batch.fail(message, e);
        }
      }
    }
    return batch.response();
  }

  private void credit(SqsBatch.Message<Event> message, Settings version) {
    Instant begun = clock.instant();
    CreditDeal.Outcome outcome =
        creditDeal.credit(deal(message.data()), message.envelope().meta().eventId(), version);
    log.outcome(
        message.data().type(),
        message.data().aggregate(),
        outcome.name().toLowerCase(Locale.ROOT),
        Duration.between(begun, clock.instant()).toMillis());
  }

  private static Deal deal(Event event) {
    return switch (event) {
      case DealOpened opened -> opened.deal();
      case DealChanged changed -> changed.deal();
      case DealWon won -> won.deal();
      case DealLost lost -> lost.deal();
      case DealReopened reopened -> reopened.deal();
      default -> throw new IllegalArgumentException("not about a deal: " + event.type());
    };
  }
}
