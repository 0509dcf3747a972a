package salesops.quota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.quota.attainment.AnnounceMilestones;
import salesops.quota.attainment.ReportPace;
import salesops.quota.commission.AnnounceEarnings;
import salesops.quota.ledger.BookDeals;
import salesops.quota.ledger.Counter;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.DynamoLedger.DueKey;
import salesops.quota.ledger.Entry;
import salesops.quota.people.People;
import salesops.quota.people.Person;
import salesops.quota.people.RepKey;
import salesops.runtime.Json;
import salesops.runtime.lambda.Log;

/**
 * What follows from credits and settings, once a minute: commission to date, deals that new
 * memberships move or new rates release, and the weekly report.
 */
final class FollowUp {
  /** Counters of one run; the next minute goes on. */
  static final int COUNTERS_MAX = 500;

  /** Deals that are booked again at a time. */
  private static final int DEALS_AT_ONCE = 10;

  /** Fiscal years before the present one that late memberships may move. */
  static final int YEARS_BACK = 10;

  /** When nothing further is begun; the function is stopped after 50 seconds. */
  static final Duration RUN_MAX = Duration.ofSeconds(35);

  private final DynamoLedger ledger;
  private final People people;
  private final BookDeals bookDeals;
  private final Hold hold;
  private final AnnounceMilestones milestones;
  private final AnnounceEarnings earnings;
  private final ReportPace reportPace;
  private final Chores chores;
  private final Clock clock;
  private final Log log;

  FollowUp(Parts parts) {
    this.ledger = parts.ledger();
    this.people = parts.people();
    this.bookDeals = parts.bookDeals();
    this.hold = parts.hold();
    this.milestones = parts.milestones();
    this.earnings = parts.earnings();
    this.reportPace = parts.reportPace();
    this.chores = parts.chores();
    this.clock = parts.clock();
    this.log = parts.log();
  }

  /**
   * What a run did.
   *
   * @param reps whose commission was looked at
   * @param rebooked deals that were booked again
   * @param failed reps whose commission could not be worked out; they stay due
   */
  record Outcome(int reps, int rebooked, int failed) {}

  /**
   * Does what is due; most minutes that is nothing, and costs one query.
   *
   * @param current reads the settings when they are needed
   */
  Outcome run(Supplier<Settings> current) {
    Instant now = clock.instant();
    List<DueKey> due = ledger.due(now, COUNTERS_MAX);
    if (due.isEmpty()) {
      return new Outcome(0, 0, 0);
    }
    Settings settings = current.get();
    Instant deadline = now.plus(RUN_MAX);
    boolean chore = due.stream().anyMatch(key -> key.pk().equals(Chores.PARTITION));
    int rebooked = chore ? doChores(settings, deadline) : 0;
    return followCounters(ledger.dueCounters(due), settings, deadline, rebooked);
  }

  /** Returns how many deals were booked again. */
  private int doChores(Settings settings, Instant deadline) {
    int rebooked = 0;
    Optional<Instant> applied = chores.due(Chores.Kind.SETTINGS);
    if (applied.isPresent()) {
      rebooked = followSettings(settings, deadline);
      if (!clock.instant().isAfter(deadline)) {
        chores.done(Chores.Kind.SETTINGS, applied.get(), null); // else the next minute goes on
      }
    }
    Optional<Instant> pace = chores.due(Chores.Kind.PACE);
    if (pace.isPresent()) {
      reportPace.report(settings);
      Instant next = ReportPace.next(clock.instant(), settings).orElse(null);
      chores.done(Chores.Kind.PACE, pace.get(), next);
    }
    return rebooked;
  }

  /** One rep whose commission cannot be worked out keeps no other waiting. */
  private Outcome followCounters(
      List<Counter> counters, Settings settings, Instant deadline, int rebooked) {
    Set<RepKey> done = new HashSet<>();
    Set<RepKey> failed = new HashSet<>();
    Consumer<RepId> checks = earnings.checks(settings);
    for (Counter counter : counters) {
      if (clock.instant().isAfter(deadline)) {
        break;
      }
      RepKey key = counter.slot().rep();
      if (done.add(key) && !check(key, checks)) {
        failed.add(key);
      }
      if (!failed.contains(key)) {
        ledger.followedUp(counter);
      }
    }
    return new Outcome(done.size(), rebooked, failed.size());
  }

  private boolean check(RepKey key, Consumer<RepId> checks) {
    try {
      Optional.ofNullable(people.emailOf(key)).ifPresent(checks);
      return true;
    } catch (RuntimeException e) {
      log.failure("CommissionEarned", null, e);
      return false;
    }
  }

  /** Books again what is held, and what reps closed whose memberships differ from before. */
  private int followSettings(Settings settings, Instant deadline) {
    int rebooked = rebook(ledger.held(), settings, deadline);
    Map<RepKey, Person> moved = new HashMap<>();
    for (Person person : people.all().values()) {
      RepId rep = person.email();
      if (rep != null && !memberships(rep, settings).equals(person.placed())) {
        moved.put(person.key(), person);
      }
    }
    if (moved.isEmpty()) {
      return rebooked;
    }
    Set<DealId> deals = new LinkedHashSet<>();
    int present = FiscalCalendar.of(settings.company()).yearOf(today(settings));
    for (int year = present + 1; year >= present - YEARS_BACK; year--) {
      for (Counter counter : ledger.year(year)) {
        RepKey rep = counter.slot().rep();
        if (moved.containsKey(rep) || rep.isNobody()) {
          ledger.entries(counter.slot()).stream().map(Entry::deal).forEach(deals::add);
        }
      }
    }
    rebooked += rebook(List.copyOf(deals), settings, deadline);
    if (!clock.instant().isAfter(deadline)) {
      moved.values().forEach(person -> placed(person, settings));
    }
    return rebooked;
  }

  private LocalDate today(Settings settings) {
    return LocalDate.ofInstant(clock.instant(), settings.company().zoneId());
  }

  private void placed(Person person, Settings settings) {
    RepId rep = person.email();
    if (rep != null) {
      people.placed(person, memberships(rep, settings));
    }
  }

  /** A rep's memberships as text, to see whether they changed. */
  private static String memberships(RepId rep, Settings settings) {
    return settings.rep(rep).map(Rep::memberships).map(Json::text).orElse("-");
  }

  private int rebook(List<DealId> deals, Settings settings, Instant deadline) {
    int rebooked = 0;
    for (int at = 0; at < deals.size() && !clock.instant().isAfter(deadline); at += DEALS_AT_ONCE) {
      List<DealId> some = deals.subList(at, Math.min(deals.size(), at + DEALS_AT_ONCE));
      for (BookDeals.Done done : bookDeals.followSettings(some, settings)) {
        if (done.outcome() == BookDeals.Outcome.BOOKED) {
          rebooked++;
          milestones.check(done.head().standing().shares(), null, settings);
        }
        hold.tell(done);
      }
    }
    return rebooked;
  }
}
