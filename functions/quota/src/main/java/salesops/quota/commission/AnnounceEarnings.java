package salesops.quota.commission;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import salesops.events.Envelope;
import salesops.events.QuotaEvent.CommissionEarned;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.Settings;
import salesops.quota.attainment.QuotaBook;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.people.People;
import salesops.quota.people.RepKey;

/** Announces what reps earned to date, whenever it has changed. */
public final class AnnounceEarnings {
  private final DynamoLedger ledger;
  private final People people;
  private final StatementStore store;
  private final Clock clock;

  public AnnounceEarnings(DynamoLedger ledger, People people, StatementStore store, Clock clock) {
    this.ledger = ledger;
    this.people = people;
    this.store = store;
    this.clock = clock;
  }

  /** Checks the open statements of a rep up to the present payout period. */
  public void check(RepId rep, Settings settings) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, settings.zoneOf(rep));
    if (settings.commission().plans().isEmpty()) {
      return;
    }
    QuotaBook book = new QuotaBook(settings, today);
    FiscalCalendar calendar = book.calendar();
    LoadStatements load = new LoadStatements(ledger, people, store, book, now);
    List<Statement> open = load.of(rep, calendar.month(today)).open(calendar.month(today));
    open.forEach(statement -> announce(rep, statement, now, settings));
  }

  private void announce(RepId rep, Statement statement, Instant now, Settings settings) {
    RepKey key = statement.rep();
    LocalDate from = statement.payout().from();
    long earned = statement.earnedMinor() + statement.adjustedMinor();
    StatementStore.Announced known = store.announced(key, from);
    int sequence = known.sequence();
    if (known.earnedMinor() == earned) {
      return;
    }
    CommissionEarned event =
        new CommissionEarned(
            rep,
            from,
            statement.payout().until(),
            new Money(earned, settings.company().currency()),
            sequence + 1);
    // Another run announced it meanwhile: the next one looks again.
    boolean ignored =
        store.announce(
            key,
            from,
            new StatementStore.Announced(sequence + 1, earned),
            Envelope.of(event, null, now));
  }
}
