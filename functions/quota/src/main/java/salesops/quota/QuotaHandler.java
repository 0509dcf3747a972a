package salesops.quota;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.ActivityLogged;
import salesops.events.DealChanged;
import salesops.events.DealLost;
import salesops.events.DealOpened;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.events.SettingsApplied;
import salesops.model.deal.Change;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.settings.Settings;
import salesops.quota.attainment.AnnounceMilestones;
import salesops.quota.attainment.ReportPace;
import salesops.quota.goals.ActivityLog;
import salesops.quota.goals.CountActivities;
import salesops.quota.ledger.BookDeals;
import salesops.quota.ledger.BookDeals.Outcome;
import salesops.quota.ledger.BookDeals.Received;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.SqsBatch;
import salesops.runtime.settings.SettingsTable;

/**
 * Books a batch of versions of deals, those that share reps together, and counts activities. What
 * cannot be booked now comes again by itself.
 */
public final class QuotaHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Clock clock;
  private final Log log;
  private final SettingsTable settings;
  private final BookDeals bookDeals;
  private final AnnounceMilestones milestones;
  private final CountActivities countActivities;
  private final Hold hold;
  private final Chores chores;

  public QuotaHandler() {
    this(Platform.onLambda());
  }

  public QuotaHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    clock = parts.clock();
    log = parts.log();
    settings = parts.settings();
    bookDeals = parts.bookDeals();
    milestones = parts.milestones();
    countActivities = new CountActivities(parts.activities(), parts.people());
    hold = parts.hold();
    chores = parts.chores();
    parts.prime();
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    SqsBatch<Event> batch = SqsBatch.ofAnyEvent(event, log);
    if (!batch.messages().isEmpty()) {
      // Without settings nothing can be booked: let the whole batch come again.
      Settings version = settings.current();
      Map<DealId, List<SqsBatch.Message<Event>>> deals = new LinkedHashMap<>();
      for (SqsBatch.Message<Event> message : batch.messages()) {
        Optional<Version> deal = version(message.data());
        deal.ifPresentOrElse(
            known ->
                deals.computeIfAbsent(known.deal().dealId(), id -> new ArrayList<>()).add(message),
            () -> attempt(batch, List.of(message), () -> other(message, version)));
      }
      book(deals, version, batch);
      count(batch, version);
    }
    return batch.response();
  }

  /** A version of a deal and when it came about. */
  private record Version(Deal deal, Change change) {}

  private static Optional<Version> version(Event event) {
    return switch (event) {
      case DealOpened opened -> Optional.of(new Version(opened.deal(), opened.change()));
      case DealChanged changed -> Optional.of(new Version(changed.deal(), changed.change()));
      case DealWon won -> Optional.of(new Version(won.deal(), won.change()));
      case DealLost lost -> Optional.of(new Version(lost.deal(), lost.change()));
      case DealReopened again -> Optional.of(new Version(again.deal(), again.change()));
      default -> Optional.empty();
    };
  }

  /** Of several versions of a deal the newest decides; the others are outdated with it. */
  private void book(
      Map<DealId, List<SqsBatch.Message<Event>>> deals, Settings version, SqsBatch<Event> batch) {
    if (deals.isEmpty()) {
      return;
    }
    List<Received> newest = deals.values().stream().map(QuotaHandler::newest).toList();
    List<SqsBatch.Message<Event>> all = deals.values().stream().flatMap(List::stream).toList();
    try {
      book(newest, version);
    } catch (RuntimeException together) {
      if (deals.size() == 1) {
        all.forEach(message -> batch.fail(message, together));
        return;
      }
      // One deal that cannot be booked keeps no other back.
      deals.forEach(
          (id, messages) ->
              attempt(batch, messages, () -> book(List.of(newest(messages)), version)));
    }
  }

  private static Received newest(List<SqsBatch.Message<Event>> messages) {
    Received newest = null;
    for (SqsBatch.Message<Event> message : messages) {
      Version each = version(message.data()).orElseThrow();
      if (newest == null || each.deal().version() > newest.deal().version()) {
        newest = new Received(each.deal(), each.change().at(), message.envelope().meta().eventId());
      }
    }
    return Objects.requireNonNull(newest);
  }

  private void book(List<Received> versions, Settings version) {
    Instant begun = clock.instant();
    for (BookDeals.Done done : bookDeals.book(versions, version)) {
      // Of a duplicate, too: the first delivery may have died before it came to this.
      if (done.outcome() != Outcome.OUTDATED) {
        milestones.check(done.head().standing().shares(), done.event(), version);
        hold.tell(done);
      }
      log.outcome(
          done.head().facts().isWon() ? "DealWon" : "DealChanged",
          done.head().deal().value(),
          done.outcome().name().toLowerCase(Locale.ROOT),
          Duration.between(begun, clock.instant()).toMillis());
    }
  }

  private void other(SqsBatch.Message<Event> message, Settings version) {
    Instant begun = clock.instant();
    String outcome =
        switch (message.data()) {
          case ActivityLogged _ -> "noted"; // counted with the others of the batch
          case SettingsApplied applied -> {
            Instant now = clock.instant();
            chores.set(Chores.Kind.SETTINGS, now);
            chores.set(Chores.Kind.PACE, ReportPace.next(now, version).orElse(null));
            yield "noted";
          }
          default -> throw new IllegalArgumentException("not for quotas: " + message.data().type());
        };
    log.outcome(
        message.data().type(),
        message.data().aggregate(),
        outcome,
        Duration.between(begun, clock.instant()).toMillis());
  }

  /** Counts what reps did and opened, all of the batch together. */
  private void count(SqsBatch<Event> batch, Settings version) {
    List<SqsBatch.Message<Event>> messages = new ArrayList<>();
    List<ActivityLog.Done> done = new ArrayList<>();
    for (SqsBatch.Message<Event> message : batch.messages()) {
      Optional<ActivityLog.Done> each =
          switch (message.data()) {
            case ActivityLogged logged -> countActivities.of(logged, version);
            case DealOpened opened -> countActivities.of(opened, version);
            default -> Optional.empty();
          };
      each.ifPresent(
          known -> {
            messages.add(message);
            done.add(known);
          });
    }
    attempt(
        batch,
        messages,
        () -> {
          // Each counts once, however often it is delivered.
          int ignored = countActivities.count(done);
        });
  }

  private static void attempt(
      SqsBatch<Event> batch, List<SqsBatch.Message<Event>> messages, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      messages.forEach(message -> batch.fail(message, e));
    }
  }
}
