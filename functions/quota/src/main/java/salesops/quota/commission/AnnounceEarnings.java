package salesops.quota.commission;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import salesops.events.Envelope;
import salesops.events.QuotaEvent.CommissionEarned;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
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

  /**
   * Returns a check of a rep's open statements up to the present payout period, for one run: what
   * all reps share is read once.
   */
  public Consumer<RepId> checks(Settings settings) {
    Instant now = clock.instant();
    Map<LocalDate, LoadStatements> loads = new HashMap<>();
    return rep -> {
      LocalDate today = LocalDate.ofInstant(now, settings.zoneOf(rep));
      check(rep, today, loads.computeIfAbsent(today, day -> load(day, now, settings)), now);
    };
  }

  private LoadStatements load(LocalDate day, Instant now, Settings settings) {
    return new LoadStatements(ledger, people, store, new QuotaBook(settings, day), now);
  }

  private void check(RepId rep, LocalDate today, LoadStatements load, Instant now) {
    Settings settings = load.book().settings();
    if (!settings.commission().plans().isEmpty()) {
      Period month = load.book().calendar().month(today);
      load.of(rep, month).open(month).forEach(s -> announce(rep, s, now, settings));
    }
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
