package salesops.quota.attainment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Settings;
import salesops.quota.ledger.Counter;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.YearFigures;
import salesops.quota.people.People;
import salesops.quota.people.Person;
import salesops.quota.people.RepKey;

/** Attainment of reps, teams and the company, from the ledger's counters. */
public final class ListAttainment {
  private static final int QUARTERS = 4;
  private static final int QUARTERS_MIN = 3;

  private final DynamoLedger ledger;
  private final People people;

  public ListAttainment(DynamoLedger ledger, People people) {
    this.ledger = ledger;
    this.people = people;
  }

  /** One period and how everybody stands in it. */
  public record Standings(Period period, Pace pace, List<QuotaLine> lines) {
    public Standings {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param day on whose evening it is asked
   * @param period absent: every period that has a quota on that day
   * @param asOf what was recorded later is left out; absent: nothing is
   */
  public List<Standings> on(
      LocalDate day, @Nullable Period period, @Nullable Instant asOf, Settings settings) {
    QuotaBook book = new QuotaBook(settings, day);
    NavigableSet<Period> periods = new TreeSet<>(PeriodFigures.BY_START);
    if (period != null) {
      periods.add(period);
    } else {
      settings.quotas().quotas().stream()
          .filter(quota -> quota.covers(day))
          .map(Quota::period)
          .forEach(periods::add);
    }
    Map<RepId, RepKey> keys = keys();
    List<Standings> all = new ArrayList<>();
    for (Period each : periods) {
      PeriodFigures figures = figures(each, day, asOf, book, keys);
      all.add(new Standings(each, figures.pace(), figures.lines()));
    }
    return all;
  }

  private PeriodFigures figures(
      Period period,
      LocalDate day,
      @Nullable Instant asOf,
      QuotaBook book,
      Map<RepId, RepKey> keys) {
    int year = book.calendar().yearOf(period.from());
    YearFigures figures = YearFigures.of(ledger, year, asOf, book.calendar());
    return new PeriodFigures(period, day, book, figures, keys);
  }

  private Map<RepId, RepKey> keys() {
    Map<RepId, RepKey> keys = new HashMap<>();
    for (Person person : people.all().values()) {
      RepId email = person.email();
      if (email != null) {
        keys.put(email, person.key());
      }
    }
    return keys;
  }

  /** What a leaderboard is by. */
  public enum By {
    REVENUE,
    ATTAINMENT,
    DEALS
  }

  /**
   * A place on the leaderboard.
   *
   * @param rank reps with the same figure share it
   * @param consistency population standard deviation of the last four whole quarters' revenue,
   *     divided by their mean; absent: fewer than three quarters, or a mean of 0
   */
  public record Place(int rank, QuotaLine line, Money revenue, @Nullable Double consistency) {}

  /**
   * @param atQuota reps at 100 % or more
   * @param withQuota reps with a quota above 0
   * @param averageRevenue revenue divided by the roster; absent: nobody is on it
   */
  public record Leaderboard(
      Period period,
      List<Place> places,
      int atQuota,
      int withQuota,
      @Nullable Money averageRevenue) {
    public Leaderboard {
      places = List.copyOf(places);
    }
  }

  /** Reps of a period by rank. */
  public Leaderboard leaderboard(Period period, By by, LocalDate day, Settings settings) {
    QuotaBook book = new QuotaBook(settings, day);
    Map<RepId, RepKey> keys = keys();
    int year = book.calendar().yearOf(period.from());
    YearFigures figures = YearFigures.of(ledger, year, null, book.calendar());
    PeriodFigures all = new PeriodFigures(period, day, book, figures, keys);
    Quarters quarters = new Quarters(period, book.calendar());
    List<Place> unranked = new ArrayList<>();
    for (QuotaLine line : all.lines()) {
      RepId rep = line.rep();
      if (rep != null) {
        RepKey key = keys.get(rep);
        long revenue =
            key == null ? 0 : figures.sum(period, slot -> slot.rep().equals(key)).revenueMinor();
        Double consistency = key == null ? null : quarters.consistency(key).orElse(null);
        unranked.add(
            new Place(0, line, new Money(revenue, settings.company().currency()), consistency));
      }
    }
    Comparator<Place> order = Comparator.comparing(place -> value(place, by));
    unranked.sort(order.reversed().thenComparing(place -> String.valueOf(place.line().rep())));
    List<Place> places = new ArrayList<>();
    for (Place place : unranked) {
      boolean tied =
          !places.isEmpty() && value(places.getLast(), by).compareTo(value(place, by)) == 0;
      int rank = tied ? places.getLast().rank() : places.size() + 1;
      places.add(new Place(rank, place.line(), place.revenue(), place.consistency()));
    }
    return summary(period, places, figures, book);
  }

  private static Leaderboard summary(
      Period period, List<Place> places, YearFigures figures, QuotaBook book) {
    int withQuota = 0;
    int atQuota = 0;
    for (Place place : places) {
      Money quota = place.line().quota();
      if (quota != null && quota.minor() > 0) {
        withQuota++;
        atQuota +=
            new Attainment(place.line().attained().minor(), quota.minor()).isReached() ? 1 : 0;
      }
    }
    int roster = book.roster(period).size();
    long revenue = figures.sum(period, slot -> true).revenueMinor();
    String currency = book.settings().company().currency();
    return new Leaderboard(
        period,
        places,
        atQuota,
        withQuota,
        roster == 0
            ? null
            : Money.of(
                new Money(revenue, currency)
                    .major()
                    .divide(BigDecimal.valueOf(roster), MathContext.DECIMAL64),
                currency));
  }

  private static BigDecimal value(Place place, By by) {
    return switch (by) {
      case REVENUE -> BigDecimal.valueOf(place.revenue().minor());
      case DEALS -> BigDecimal.valueOf(place.line().deals());
      case ATTAINMENT ->
          Optional.ofNullable(place.line().percent()).orElse(BigDecimal.valueOf(Long.MIN_VALUE));
    };
  }

  /** The last four whole quarters up to the end of a period. */
  private final class Quarters {
    private final List<Period> quarters = new ArrayList<>();
    private final Map<Integer, List<Counter>> years = new HashMap<>();
    private final FiscalCalendar calendar;

    Quarters(Period until, FiscalCalendar calendar) {
      this.calendar = calendar;
      Period quarter = calendar.quarter(until.until().minusDays(1));
      if (quarter.until().isAfter(until.until())) {
        quarter = calendar.quarter(quarter.from().minusDays(1));
      }
      for (int i = 0; i < QUARTERS; i++) {
        quarters.addFirst(quarter);
        years.computeIfAbsent(calendar.yearOf(quarter.from()), ledger::year);
        quarter = calendar.quarter(quarter.from().minusDays(1));
      }
    }

    Optional<Double> consistency(RepKey rep) {
      List<Long> sums = new ArrayList<>();
      for (Period quarter : quarters) {
        long sum = revenue(rep, quarter);
        // Quarters before the first deal are before the rep's time.
        if (sum != 0 || !sums.isEmpty()) {
          sums.add(sum);
        }
      }
      double mean = sums.stream().mapToLong(Long::longValue).average().orElse(0);
      if (sums.size() < QUARTERS_MIN || mean == 0) {
        return Optional.empty();
      }
      double variance =
          sums.stream().mapToDouble(sum -> (sum - mean) * (sum - mean)).sum() / sums.size();
      return Optional.of(Math.sqrt(variance) / mean);
    }

    private long revenue(RepKey rep, Period quarter) {
      int from = calendar.monthOf(quarter.from());
      int until = calendar.monthOf(quarter.until().minusDays(1)) + 1;
      return years.getOrDefault(calendar.yearOf(quarter.from()), List.of()).stream()
          .filter(counter -> counter.slot().rep().equals(rep))
          .mapToLong(counter -> counter.sum(from, until).revenueMinor())
          .sum();
    }
  }
}
