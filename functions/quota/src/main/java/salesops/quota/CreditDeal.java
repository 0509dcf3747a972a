package salesops.quota;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import salesops.model.deal.Deal;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;

/** Books the newest version of a deal, then announces milestones that its credits reach. */
final class CreditDeal {
  /** While other deals of the same reps are booked. */
  static final Retry RETRY =
      new Retry(8, Backoff.amongWriters(Duration.ofMillis(20), Duration.ofMillis(500)));

  private final DynamoLedger ledger;
  private final AnnounceMilestones announceMilestones;
  private final Waiting waiting;
  private final Clock clock;

  CreditDeal(DynamoLedger ledger, Waiting waiting) {
    this.ledger = ledger;
    this.announceMilestones = new AnnounceMilestones(ledger, waiting);
    this.waiting = waiting;
    this.clock = waiting.clock();
  }

  /** What came of a version of a deal. */
  enum Outcome {
    /** It changed what the deal counts for. */
    BOOKED,
    /** It counts for the same as the version before. */
    UNCHANGED,
    /** It is won and counts for nobody yet. */
    HELD,
    /** The ledger knows this version. */
    DUPLICATE,
    /** The ledger knows a later version. */
    OUTDATED
  }

  private record Done(Outcome outcome, Head standing) {}

  /**
   * @param eventId what told of the version
   * @throws IllegalStateException when other deals of the same reps kept coming first; worth
   *     another try later
   */
  Outcome credit(Deal deal, String eventId, Settings settings) {
    Head next = Head.of(deal, settings.company().currency());
    Done done =
        RETRY
            .untilAnswered(waiting, () -> book(next))
            .orElseThrow(() -> new IllegalStateException("too many deals of the same reps"));
    if (done.outcome != Outcome.OUTDATED) {
      // Of a duplicate, too: the first delivery may have died before it came to this.
      announceMilestones.check(done.standing.standing().shares(), eventId, settings);
    }
    return done.outcome;
  }

  private Optional<Done> book(Head next) {
    Head seen = ledger.head(next.deal());
    if (seen.version() >= next.version()) {
      return Optional.of(
          new Done(seen.version() == next.version() ? Outcome.DUPLICATE : Outcome.OUTDATED, seen));
    }
    Collection<RepMonth> months = Booking.months(seen, next);
    Collection<Counter> counters = months.isEmpty() ? Set.of() : ledger.counters(months);
    Booking booking = Booking.of(seen, next, counters, clock.instant());
    return ledger.write(booking) ? Optional.of(new Done(outcome(booking), next)) : Optional.empty();
  }

  private static Outcome outcome(Booking booking) {
    if (booking.next().standing().held() != null) {
      return Outcome.HELD;
    }
    return booking.entries().isEmpty() ? Outcome.UNCHANGED : Outcome.BOOKED;
  }
}
