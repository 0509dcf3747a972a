package salesops.quota.attainment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.WorkCalendar;

/**
 * How far a period has gone in working days, a day counting once it is over.
 *
 * @param gone working days that are over
 * @param all working days of the period
 */
public record Pace(int gone, int all) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * @param evening the day at whose end it is asked
   */
  public static Pace of(Period period, LocalDate evening, WorkCalendar calendar) {
    int gone = 0;
    int all = 0;
    for (LocalDate day = period.from(); day.isBefore(period.until()); day = day.plusDays(1)) {
      if (isWorkday(day, calendar)) {
        all++;
        gone += day.isAfter(evening) ? 0 : 1;
      }
    }
    return new Pace(gone, all);
  }

  private static boolean isWorkday(LocalDate day, WorkCalendar calendar) {
    return !calendar.holidays().contains(day)
        && calendar.hours().spans().stream().anyMatch(span -> span.day() == day.getDayOfWeek());
  }

  /**
   * Attained as percent of what the working days gone ask for, half up to one digit; empty: none is
   * over yet, or the quota is 0.
   */
  public Optional<BigDecimal> percent(Attainment attainment) {
    return gone == 0 || attainment.quotaMinor() == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(attainment.attainedMinor())
                .multiply(BigDecimal.valueOf(all))
                .multiply(HUNDRED)
                .divide(
                    BigDecimal.valueOf(attainment.quotaMinor()).multiply(BigDecimal.valueOf(gone)),
                    1,
                    RoundingMode.HALF_UP));
  }

  /** What each working day left must bring, half up; empty: none is left. */
  public Optional<Long> neededDailyMinor(Attainment attainment) {
    return all == gone
        ? Optional.empty()
        : Optional.of(divided(attainment.neededMinor(), 1, all - gone));
  }

  /** The result of the period at the pace so far, half up; empty: no working day is over. */
  public Optional<Long> projectedMinor(Attainment attainment) {
    return gone == 0
        ? Optional.empty()
        : Optional.of(divided(attainment.attainedMinor(), all, gone));
  }

  private static long divided(long minor, int times, int by) {
    return BigDecimal.valueOf(minor)
        .multiply(BigDecimal.valueOf(times), MathContext.UNLIMITED)
        .divide(BigDecimal.valueOf(by), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
