package salesops.replay.history;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Deal.State;
import salesops.replay.deals.DealRow.Note;

/**
 * What happened to deals on which day. A deal that was open before the first day opens on it; one
 * that no row dates opens on the last day, when it was known to be open.
 *
 * @param from first day
 * @param until first day after the last one
 * @param days those on which anything happened, in order
 * @param deals those that happened, as they are after the last day
 * @param outside used rows that happened before or after
 */
public record Timeline(
    LocalDate from, LocalDate until, List<Day> days, List<Played> deals, int outside) {
  /** Most days. */
  static final int DAYS_MAX = 20 * 366;

  public Timeline {
    days = List.copyOf(days);
    deals = List.copyOf(deals);
  }

  /** Number of days. */
  public int length() {
    return (int) ChronoUnit.DAYS.between(from, until);
  }

  /**
   * Changes of a day: first deals open, later some close.
   *
   * @param opened fields by deal
   */
  public record Day(LocalDate date, List<Change> opened, List<Change> closed) {}

  /** New values of some fields of a deal. */
  public record Change(PastDeal deal, Map<String, String> fields) {}

  /**
   * A deal as it is after the last day.
   *
   * @param closed present when it is won or lost by then
   */
  public record Played(PastDeal deal, State state, @Nullable LocalDate closed) {
    /** Whole days from creation to close; empty: it is open, or no row says since when. */
    public Optional<Long> cycleDays() {
      LocalDate created = deal.row().created();
      return closed == null || created == null || deal.row().notes().contains(Note.NO_CREATED)
          ? Optional.empty()
          : Optional.of(ChronoUnit.DAYS.between(created, closed));
    }
  }

  /**
   * @param from absent: the first day of any deal
   * @param to first day after the last one; absent: as {@code until} says, or the last day of any
   *     deal
   * @param until last day of the data, if the user says so
   * @param firstStage in which deals open that are closed later
   * @throws IllegalArgumentException when there is no day, or more than {@link #DAYS_MAX}
   */
  static Timeline of(
      List<PastDeal> deals,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable LocalDate until,
      String firstStage) {
    List<LocalDate> dates =
        deals.stream()
            .flatMap(d -> Stream.of(d.opened(), Optional.ofNullable(d.row().closed())))
            .flatMap(Optional::stream)
            .sorted()
            .toList();
    if (dates.isEmpty() && (from == null || (to == null && until == null))) {
      throw new IllegalArgumentException(
          "no deal has a date: add --map created=COLUMN and --map closed=COLUMN");
    }
    LocalDate first = from == null ? dates.getFirst() : from;
    LocalDate last =
        to != null
            ? to.minusDays(1)
            : until != null
                ? until
                : Stream.of(dates.getLast(), first).max(LocalDate::compareTo).orElseThrow();
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days < 1) {
      throw new IllegalArgumentException(
          "there is no day from %s to %s: see --from, --to and --until".formatted(first, last));
    }
    if (days > DAYS_MAX) {
      throw new IllegalArgumentException(
          "%s to %s are more than %d days: see --from and --to".formatted(first, last, DAYS_MAX));
    }
    return new Making(first, last).of(deals, firstStage);
  }

  private record Making(LocalDate first, LocalDate last) {
    Timeline of(List<PastDeal> deals, String firstStage) {
      Map<LocalDate, Day> days = new TreeMap<>();
      List<Played> played = new ArrayList<>();
      for (PastDeal deal : deals) {
        LocalDate opened = deal.opened().orElse(last);
        LocalDate closed = deal.row().closed();
        if (opened.isAfter(last) || (closed != null && closed.isBefore(first))) {
          continue;
        }
        day(days, opened.isBefore(first) ? first : opened)
            .opened()
            .add(new Change(deal, deal.opening(firstStage)));
        if (closed != null && !closed.isAfter(last)) {
          day(days, closed).closed().add(new Change(deal, deal.closing()));
          played.add(new Played(deal, deal.row().state(), closed));
        } else {
          played.add(new Played(deal, State.OPEN, null));
        }
      }
      return new Timeline(
          first,
          last.plusDays(1),
          List.copyOf(days.values()),
          played,
          deals.size() - played.size());
    }

    private static Day day(Map<LocalDate, Day> days, LocalDate date) {
      return days.computeIfAbsent(date, d -> new Day(d, new ArrayList<>(), new ArrayList<>()));
    }
  }
}
