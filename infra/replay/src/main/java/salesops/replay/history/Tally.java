package salesops.replay.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Money;
import salesops.replay.history.HistoryReport.InPeriod;
import salesops.replay.history.HistoryReport.Standing;
import salesops.replay.history.Timeline.Played;

/**
 * Figures of a rep, team, territory, region or the company while they are collected. Amounts are in
 * the minor unit of the company's currency.
 */
public final class Tally {
  private static final int DECIMALS = 6;

  private final Calendar calendar;
  private final Map<String, Cell> months = new LinkedHashMap<>();
  private final Map<String, Cell> quarters = new LinkedHashMap<>();
  private long won;
  private long wonHeld;
  private long lost;
  private long open;
  private long cycles;
  private long cycleDays;

  /**
   * The periods of a run.
   *
   * @param quarterOf the name of the quarter of each month, in order
   * @param paid whether anybody earns commission
   */
  public record Calendar(Map<String, String> quarterOf, boolean paid) {
    public Calendar {
      quarterOf = Collections.unmodifiableMap(new LinkedHashMap<>(quarterOf));
    }
  }

  private static final class Cell {
    private long revenue;
    private long attained;
    private @Nullable Long quota;
    private long commission;
  }

  /** Nothing yet. */
  public Tally(Calendar calendar) {
    this.calendar = calendar;
    calendar
        .quarterOf()
        .forEach(
            (month, quarter) -> {
              months.put(month, new Cell());
              quarters.computeIfAbsent(quarter, name -> new Cell());
            });
  }

  /**
   * Counts a deal.
   *
   * @param held whether its win counts for nobody
   */
  public void deal(Played deal, boolean held) {
    switch (deal.state()) {
      case WON -> {
        won++;
        wonHeld += held ? 1 : 0;
        deal.cycleDays()
            .ifPresent(
                days -> {
                  cycles++;
                  cycleDays += days;
                });
      }
      case LOST -> lost++;
      case OPEN -> open++;
      case REMOVED -> throw new IllegalArgumentException("nothing removes deals of the past");
    }
  }

  /** Adds revenue of a month. */
  public void revenue(String month, long minor) {
    cell(month).revenue += minor;
    quarterOf(month).revenue += minor;
  }

  /** Adds commission of a month. */
  public void commission(String month, long minor) {
    cell(month).commission += minor;
    quarterOf(month).commission += minor;
  }

  /**
   * Adds what counts towards a quota in a month or quarter.
   *
   * @param quota absent: there is none
   */
  public void attainment(String period, long attained, @Nullable Long quota) {
    Cell cell = months.containsKey(period) ? cell(period) : quarters.get(period);
    if (cell == null) {
      throw new IllegalArgumentException("no month or quarter of the run: " + period);
    }
    cell.attained += attained;
    if (quota != null) {
      cell.quota = (cell.quota == null ? 0 : cell.quota) + quota;
    }
  }

  private Cell cell(String month) {
    Cell cell = months.get(month);
    if (cell == null) {
      throw new IllegalArgumentException("no month of the run: " + month);
    }
    return cell;
  }

  private Cell quarterOf(String month) {
    return Objects.requireNonNull(quarters.get(calendar.quarterOf().get(month)));
  }

  /** Revenue of all months. */
  public long revenueMinor() {
    return months.values().stream().mapToLong(cell -> cell.revenue).sum();
  }

  /** What counts towards quotas in all months. */
  public long attainedMinor() {
    return months.values().stream().mapToLong(cell -> cell.attained).sum();
  }

  /** The figures so far. */
  public Standing standing(String currency) {
    Cell all = new Cell();
    for (Cell cell : months.values()) {
      all.revenue += cell.revenue;
      all.attained += cell.attained;
      all.commission += cell.commission;
      Long quota = cell.quota;
      if (quota != null) {
        all.quota = (all.quota == null ? 0 : all.quota) + quota;
      }
    }
    InPeriod total = inPeriod(all, currency);
    return new Standing(
        total.revenue(),
        won,
        lost,
        open,
        ratio(BigDecimal.valueOf(won), won + lost),
        ratio(BigDecimal.valueOf(cycleDays), cycles),
        ratio(BigDecimal.valueOf(all.revenue, Money.digits(currency)), won - wonHeld),
        total.quota(),
        total.attainment(),
        total.commission(),
        inPeriods(months, currency),
        inPeriods(quarters, currency));
  }

  private Map<String, InPeriod> inPeriods(Map<String, Cell> cells, String currency) {
    Map<String, InPeriod> all = new LinkedHashMap<>();
    cells.forEach((name, cell) -> all.put(name, inPeriod(cell, currency)));
    return all;
  }

  private InPeriod inPeriod(Cell cell, String currency) {
    Long quota = cell.quota;
    return new InPeriod(
        text(cell.revenue, currency),
        quota == null ? null : text(quota, currency),
        quota == null ? null : ratio(BigDecimal.valueOf(cell.attained), quota),
        calendar.paid() ? text(cell.commission, currency) : null);
  }

  /** Decimal text of an amount, which may be larger than that of any deal. */
  public static String text(long minor, String currency) {
    return BigDecimal.valueOf(minor, Money.digits(currency)).toPlainString();
  }

  /** Six decimals, half up; absent: there is nothing to divide by. */
  public static @Nullable BigDecimal ratio(BigDecimal part, long whole) {
    return whole == 0
        ? null
        : part.divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_UP);
  }
}
