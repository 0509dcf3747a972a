package salesops.quota;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import salesops.model.settings.QuotaRules.Quota;

/**
 * The days of a quota, as the ledger sums them: whole months by their counters, others by entry.
 *
 * @param from first day
 * @param until first day after it
 */
record Period(LocalDate from, LocalDate until) {
  static Period of(Quota quota) {
    return new Period(quota.from(), quota.until());
  }

  boolean covers(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(until);
  }

  /** Months all of whose days are in the period. */
  List<YearMonth> wholeMonths() {
    return months().stream().filter(this::isWhole).toList();
  }

  /** Months of which only some days are in the period: two at most. */
  List<YearMonth> brokenMonths() {
    return months().stream().filter(month -> !isWhole(month)).toList();
  }

  private boolean isWhole(YearMonth month) {
    return covers(month.atDay(1)) && covers(month.atEndOfMonth());
  }

  private List<YearMonth> months() {
    YearMonth first = YearMonth.from(from);
    YearMonth last = YearMonth.from(until.minusDays(1));
    long count = first.until(last, ChronoUnit.MONTHS) + 1;
    return LongStream.range(0, count).mapToObj(first::plusMonths).toList();
  }
}
