package salesops.quota.ledger;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;

/** Sums of a fiscal year by rep, team and month, as of now or of a past moment. */
public final class YearFigures {
  private final List<Counter> counters;
  private final FiscalCalendar calendar;

  private YearFigures(List<Counter> counters, FiscalCalendar calendar) {
    this.counters = List.copyOf(counters);
    this.calendar = calendar;
  }

  /**
   * @param asOf entries that were recorded later are left out; absent: none is
   */
  public static YearFigures of(
      DynamoLedger ledger, int year, @Nullable Instant asOf, FiscalCalendar calendar) {
    List<Counter> counters = ledger.year(year);
    return new YearFigures(
        asOf == null
            ? counters
            : counters.stream().map(c -> then(ledger, c.slot(), asOf, calendar)).toList(),
        calendar);
  }

  /** Only a team's. */
  public static YearFigures ofTeam(
      DynamoLedger ledger, int year, String team, FiscalCalendar calendar) {
    return new YearFigures(ledger.team(year, team), calendar);
  }

  private static Counter then(
      DynamoLedger ledger, Slot slot, Instant asOf, FiscalCalendar calendar) {
    List<Entry> known =
        ledger.entries(slot).stream().filter(e -> !e.recordedAt().isAfter(asOf)).toList();
    return Counter.of(slot, known, calendar);
  }

  public List<Counter> counters() {
    return counters;
  }

  /** What some slots have in a period of this year. */
  public Sums sum(Period period, Predicate<Slot> which) {
    int from = calendar.monthOf(period.from());
    int until = calendar.monthOf(period.until().minusDays(1)) + 1;
    return counters.stream()
        .filter(counter -> which.test(counter.slot()))
        .map(counter -> counter.sum(from, until))
        .reduce(Sums.ZERO, Sums::plus);
  }
}
