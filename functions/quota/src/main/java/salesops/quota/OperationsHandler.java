package salesops.quota;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Contest;
import salesops.model.settings.Settings;
import salesops.quota.attainment.ListAttainment.By;
import salesops.quota.attainment.ListAttainment.Leaderboard;
import salesops.quota.attainment.QuotaBook;
import salesops.quota.goals.Contests;
import salesops.quota.goals.ListGoals;
import salesops.quota.ledger.BookDeals;
import salesops.quota.ledger.Counter;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.Head;
import salesops.quota.ledger.Standing;
import salesops.quota.ledger.Sums;
import salesops.quota.ledger.VerifyLedger;
import salesops.quota.ledger.VerifyLedger.Difference;
import salesops.quota.people.Person;
import salesops.quota.people.RepKey;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationsEntry;
import salesops.runtime.operations.Refused;
import salesops.runtime.operations.RefusedException;

/** What operators ask of quotas and commission. */
public final class OperationsHandler extends OperationsEntry<QuotaOperation<?>> {
  private static final int DEALS_AT_ONCE = 10;

  private final Parts parts;
  private final VerifyLedger verifyLedger;
  private final ListGoals listGoals;
  private final Contests contests;
  private final StatementOperations statements;
  private final Clock clock;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    super(QuotaOperation.class, platform);
    parts = Parts.of(platform);
    clock = parts.clock();
    verifyLedger = new VerifyLedger(parts.ledger());
    listGoals = new ListGoals(parts.ledger(), parts.activities(), parts.people());
    contests =
        new Contests(
            parts.enhanced(),
            parts.table(),
            parts.ledger(),
            parts.activities(),
            parts.people(),
            clock);
    statements = new StatementOperations(parts);
    parts.prime();
  }

  @Override
  protected Operation.Answer answer(QuotaOperation<?> operation) {
    Settings settings = parts.settings().current();
    return switch (operation) {
      case QuotaOperation.ListAttainment list -> attainment(list, settings);
      case QuotaOperation.ShowLeaderboard show -> leaderboard(show, settings);
      case QuotaOperation.ListFigures list -> figures(list.year(), settings);
      case QuotaOperation.ListEntries list -> entries(list, settings);
      case QuotaOperation.ListHeld list -> held();
      case QuotaOperation.VerifyLedger verify -> verify(verify.cursor(), settings);
      case QuotaOperation.ShowStatement show -> statements.show(show, settings);
      case QuotaOperation.ClosePeriod close -> statements.close(close, settings);
      case QuotaOperation.Ask ask -> statements.ask(ask, settings);
      case QuotaOperation.Answer answer -> statements.answer(answer, settings);
      case QuotaOperation.Restate restate -> restate(restate, settings);
      case QuotaOperation.ShowGoals show -> {
        LocalDate day = show.day() == null ? today(settings) : show.day();
        yield new QuotaOperation.Goals(day, listGoals.on(day, settings));
      }
      case QuotaOperation.ShowContests show -> contests(show, settings);
      case QuotaOperation.Erase erase -> erase(Given.required("rep", erase.rep()));
    };
  }

  private LocalDate today(Settings settings) {
    return LocalDate.ofInstant(clock.instant(), settings.company().zoneId());
  }

  /** The period that a text names. */
  static Period period(String text, Settings settings) {
    try {
      return FiscalCalendar.of(settings.company()).parse(text);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("period must be a month, quarter or year: " + e.getMessage());
    }
  }

  /**
   * The settings that applied at a moment.
   *
   * @throws RefusedException when there were none yet
   */
  static Settings asOf(@Nullable Instant moment, Settings now, Parts parts) {
    Settings then = now;
    while (moment != null && then.appliedAt().isAfter(moment)) {
      if (then.version() == 1) {
        throw RefusedException.invalid("asOf is before the first settings were applied");
      }
      then = parts.settings().version(then.version() - 1);
    }
    return then;
  }

  private QuotaOperation.AttainmentOn attainment(QuotaOperation.ListAttainment list, Settings now) {
    Settings settings = asOf(list.asOf(), now, parts);
    Instant moment = list.asOf();
    LocalDate known =
        moment == null ? today(settings) : LocalDate.ofInstant(moment, settings.company().zoneId());
    LocalDate day = list.day() == null ? known : list.day();
    Period period = list.period() == null ? null : period(list.period(), settings);
    return new QuotaOperation.AttainmentOn(
        day,
        moment,
        settings.company().zone(),
        parts.attainment().on(day, period, moment, settings));
  }

  private QuotaOperation.Leaders leaderboard(
      QuotaOperation.ShowLeaderboard show, Settings settings) {
    FiscalCalendar calendar = FiscalCalendar.of(settings.company());
    Period period =
        show.period() == null ? calendar.quarter(today(settings)) : period(show.period(), settings);
    By by = show.by() == null ? By.REVENUE : show.by();
    Leaderboard board = parts.attainment().leaderboard(period, by, today(settings), settings);
    return new QuotaOperation.Leaders(
        period,
        calendar.name(period).orElse(period.from().toString()),
        by,
        board.places(),
        board.atQuota(),
        board.withQuota(),
        board.averageRevenue());
  }

  private QuotaOperation.Figures figures(@Nullable Integer asked, Settings settings) {
    FiscalCalendar calendar = FiscalCalendar.of(settings.company());
    int year = asked == null ? calendar.yearOf(today(settings)) : asked;
    Period whole = period("%04d".formatted(year), settings);
    List<Period> months = calendar.monthsOf(whole);
    Map<RepKey, Person> people = parts.people().all();
    List<QuotaOperation.Figure> rows = new ArrayList<>();
    long entries = 0;
    for (Counter counter : parts.ledger().year(year)) {
      entries += counter.entries();
      String rep = name(counter.slot().rep(), people);
      for (int i = 0; i < months.size(); i++) {
        if (!counter.months().get(i).equals(Sums.ZERO)) {
          rows.add(
              new QuotaOperation.Figure(
                  rep, counter.slot().team(), months.get(i).from(), counter.months().get(i)));
        }
      }
    }
    rows.sort(
        Comparator.comparing(QuotaOperation.Figure::rep)
            .thenComparing(QuotaOperation.Figure::team)
            .thenComparing(QuotaOperation.Figure::month));
    return new QuotaOperation.Figures(year, rows, entries);
  }

  private static String name(RepKey key, Map<RepKey, Person> people) {
    Person person = people.get(key);
    return person == null ? key.value() : person.name();
  }

  private QuotaOperation.Entries entries(QuotaOperation.ListEntries list, Settings settings) {
    RepId rep = Given.required("rep", list.rep());
    QuotaBook book = new QuotaBook(settings, today(settings));
    Period period =
        list.period() == null
            ? book.calendar().quarter(today(settings))
            : period(list.period(), settings);
    RepKey key = parts.people().find(rep).orElseThrow(() -> unknown(rep));
    List<Entry> entries = new ArrayList<>();
    for (Counter counter : parts.ledger().year(book.calendar().yearOf(period.from()))) {
      if (counter.slot().rep().equals(key)) {
        parts.ledger().entries(counter.slot()).stream()
            .filter(entry -> period.contains(entry.share().closed()))
            .forEach(entries::add);
      }
    }
    entries.sort(Comparator.comparing(Entry::recordedAt).thenComparingLong(Entry::number));
    return new QuotaOperation.Entries(rep, period, settings.company().currency(), entries);
  }

  static RefusedException unknown(RepId rep) {
    return new RefusedException(
        new Refused("unknownRep", "Neither the settings nor the ledger know " + rep.email()));
  }

  private QuotaOperation.HeldDeals held() {
    return new QuotaOperation.HeldDeals(
        parts.ledger().heads(parts.ledger().held()).stream()
            .flatMap(
                head ->
                    Optional.ofNullable(head.standing().held())
                        .map(reason -> heldDeal(head, reason))
                        .stream())
            .sorted(Comparator.comparing(QuotaOperation.HeldDeal::closed))
            .toList());
  }

  private static QuotaOperation.HeldDeal heldDeal(Head head, Standing.Held reason) {
    return new QuotaOperation.HeldDeal(
        head.deal(),
        head.facts().label(),
        head.facts().amount(),
        Objects.requireNonNull(head.facts().closed()),
        reason);
  }

  private QuotaOperation.Verified verify(@Nullable String cursor, Settings settings) {
    FiscalCalendar calendar = FiscalCalendar.of(settings.company());
    VerifyLedger.Part part;
    try {
      part = verifyLedger.verify(cursor, calendar);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("cursor must come from a previous answer");
    }
    Map<RepKey, Person> people = part.differences().isEmpty() ? Map.of() : parts.people().all();
    return new QuotaOperation.Verified(
        part.slots(),
        part.deals(),
        part.entries(),
        part.differences().stream().map(d -> damage(d, calendar, people, settings)).toList(),
        part.next());
  }

  private static QuotaOperation.Damage damage(
      Difference difference,
      FiscalCalendar calendar,
      Map<RepKey, Person> people,
      Settings settings) {
    String currency = settings.company().currency();
    return switch (difference) {
      case Difference.Gap gap ->
          new QuotaOperation.Damage(
              name(gap.slot().rep(), people),
              null,
              Money.zero(currency),
              Money.zero(currency),
              difference);
      case Difference.Month month ->
          new QuotaOperation.Damage(
              name(month.slot().rep(), people),
              calendar
                  .monthsOf(period("%04d".formatted(month.slot().year()), settings))
                  .get(month.month())
                  .from(),
              new Money(month.counted().totalMinor(), currency),
              new Money(month.entered().totalMinor(), currency),
              difference);
      case Difference.OfDeal deal ->
          new QuotaOperation.Damage(
              name(deal.slot().rep(), people),
              null,
              new Money(deal.standsMinor(), currency),
              new Money(deal.enteredMinor(), currency),
              difference);
    };
  }

  private QuotaOperation.Restated restate(QuotaOperation.Restate restate, Settings settings) {
    Period period = period(Given.required("period", restate.period()), settings);
    FiscalCalendar calendar = FiscalCalendar.of(settings.company());
    List<DealId> deals =
        parts.ledger().year(calendar.yearOf(period.from())).stream()
            .flatMap(counter -> parts.ledger().entries(counter.slot()).stream())
            .filter(entry -> entry.rate() != null && period.contains(entry.share().closed()))
            .map(Entry::deal)
            .distinct()
            .sorted()
            .toList();
    String reason = "restated by " + restate.by() + ": " + restate.reason();
    int changed = 0;
    for (int at = 0; at < deals.size(); at += DEALS_AT_ONCE) {
      List<DealId> some = deals.subList(at, Math.min(deals.size(), at + DEALS_AT_ONCE));
      for (BookDeals.Done done : parts.bookDeals().restate(some, reason, settings)) {
        changed += done.outcome() == BookDeals.Outcome.BOOKED ? 1 : 0;
      }
    }
    return new QuotaOperation.Restated(deals.size(), changed);
  }

  private QuotaOperation.ContestsNow contests(QuotaOperation.ShowContests show, Settings settings) {
    List<Contest> chosen =
        settings.quotas().contests().stream()
            .filter(c -> show.name() == null || c.name().equalsIgnoreCase(show.name()))
            .toList();
    if (chosen.isEmpty() && show.name() != null) {
      throw new RefusedException(
          new Refused("unknownContest", "The settings have no contest named " + show.name()));
    }
    if (show.close() && show.name() == null) {
      throw RefusedException.invalid("name is missing: say which contest to close");
    }
    List<QuotaOperation.ContestNow> now = new ArrayList<>();
    for (Contest contest : chosen) {
      Contests.Ranking ranking;
      try {
        ranking =
            show.close()
                ? contests.close(contest, String.valueOf(show.by()), settings)
                : contests.ranking(contest, settings);
      } catch (IllegalStateException e) {
        throw new RefusedException(new Refused("notOver", String.valueOf(e.getMessage())));
      }
      now.add(
          new QuotaOperation.ContestNow(
              contest.name(),
              contest.metric().name(),
              contest.from(),
              contest.until(),
              contest.prize(),
              ranking.ranks(),
              ranking.closedAt()));
    }
    return new QuotaOperation.ContestsNow(settings.company().currency(), now);
  }

  private QuotaOperation.Erased erase(RepId rep) {
    return parts
        .people()
        .erase(rep)
        .map(key -> new QuotaOperation.Erased(new Person(key, null, "").name()))
        .orElseThrow(() -> unknown(rep));
  }
}
