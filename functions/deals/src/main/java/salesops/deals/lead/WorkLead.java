package salesops.deals.lead;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.lead.LeadRules.Result;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.DynamoDealsStore.Written;
import salesops.deals.store.Head;
import salesops.deals.store.Step;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.model.LeadId;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;

/** Applies acts to leads, once each, while others do the same. */
public final class WorkLead {
  /** Tries while others write the same lead or deal first. */
  public static final Retry RETRY =
      new Retry(8, Backoff.amongWriters(Duration.ofMillis(20), Duration.ofSeconds(1)));

  private final DynamoDealsStore store;
  private final Waiting waiting;

  public WorkLead(DynamoDealsStore store, Waiting waiting) {
    this.store = store;
    this.waiting = waiting;
  }

  /** Where the work on a lead stands; empty when nothing is known of it. */
  public Optional<Head<LeadWork>> find(LeadId lead) {
    return store.find(LeadWork.key(lead), LeadWork.class);
  }

  /** The time as it is stored: in milliseconds. */
  public Instant now() {
    return waiting.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Applies an act.
   *
   * @param cause id of the event that led to it; absent: none did
   * @throws IllegalStateException when others kept writing first; worth another try later
   */
  public Result act(LeadId lead, LeadAct act, Settings settings, @Nullable String cause) {
    // Nearly every first assignment is of a new lead: believe it, and be told otherwise.
    boolean first = act instanceof LeadAct.Assigned(var event) && event.assignmentSeq() == 1;
    if (first) {
      Optional<Result> believed = once(null, act, settings, cause);
      if (believed.isPresent()) {
        return believed.get();
      }
    }
    return RETRY
        .untilAnswered(waiting, () -> once(find(lead).orElse(null), act, settings, cause))
        .orElseThrow(() -> new IllegalStateException("too many changes of one lead at once"));
  }

  private Optional<Result> once(
      @Nullable Head<LeadWork> head, LeadAct act, Settings settings, @Nullable String cause) {
    Instant now = now();
    Result result = new LeadRules(settings, now).apply(head == null ? null : head.state(), act);
    if (!(result instanceof Result.Changed changed)) {
      return Optional.of(result);
    }
    Written written = store.write(List.of(next(head, changed)), steps(changed, cause, now));
    return switch (written) {
      case STORED -> Optional.of(result);
      case DUPLICATE -> Optional.of(new Result.Unchanged());
      case MOVED -> Optional.empty();
    };
  }

  /** The head that a change makes. */
  public static Head.Next<LeadWork> next(@Nullable Head<LeadWork> head, Result.Changed changed) {
    return head == null ? Head.Next.first(changed.after()) : head.next(changed.after());
  }

  /** The step that a change adds; none when nobody is told of it. */
  public static List<Step> steps(Result.Changed changed, @Nullable String cause, Instant now) {
    List<Envelope<?>> events =
        changed.events().stream().<Envelope<?>>map(e -> envelope(e, cause, now)).toList();
    return events.isEmpty()
        ? List.of()
        : List.of(new Step(changed.after().key(), changed.at(), changed.key(), events, null));
  }

  private static <E extends Event> Envelope<E> envelope(
      E event, @Nullable String cause, Instant now) {
    return Envelope.of(event, cause, now);
  }
}
