package salesops.model.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import salesops.model.settings.WeekHours.Span;

/**
 * When a rep works: own hours or the calendar's, in the rep's own zone, except on the calendar's
 * holidays; and when the company does. Hours are read off the wall clock, so an hour that daylight
 * saving repeats counts twice and one that it skips never comes.
 */
public final class WorkingHours {
  /** Days searched for the next opening; a rep who works on no day of a year works never. */
  public static final int DAYS_MAX = 400;

  private static final String DEFAULT_CALENDAR = "default";

  private static final WorkCalendar NEVER = new WorkCalendar(new WeekHours(List.of()), List.of());

  private WorkingHours() {}

  /** Hours of a week and the days on which they don't count, in a zone. */
  private record Week(ZoneId zone, List<Span> spans, List<LocalDate> holidays) {
    static Week of(Rep rep, Settings settings) {
      WorkCalendar calendar = settings.calendars().getOrDefault(rep.calendar(), NEVER);
      WeekHours own = rep.hours();
      WeekHours hours = own == null ? calendar.hours() : own;
      return new Week(rep.zoneId(), hours.spans(), calendar.holidays());
    }

    static Week of(Settings settings) {
      WorkCalendar calendar = settings.calendars().getOrDefault(DEFAULT_CALENDAR, NEVER);
      return new Week(settings.company().zoneId(), calendar.hours().spans(), calendar.holidays());
    }

    boolean isOpen(Instant at) {
      ZonedDateTime local = at.atZone(zone);
      return !holidays.contains(local.toLocalDate())
          && spans(local.toLocalDate()).anyMatch(span -> contains(span, local.toLocalTime()));
    }

    Optional<Instant> nextOpen(Instant from, Predicate<LocalDate> isWorkday) {
      LocalDate today = from.atZone(zone).toLocalDate();
      if (isWorkday.test(today) && isOpen(from)) {
        return Optional.of(from);
      }
      return Stream.iterate(today, day -> day.plusDays(1))
          .limit(DAYS_MAX)
          .filter(isWorkday)
          .flatMap(this::openings)
          .filter(at -> !at.isBefore(from) && isOpen(at))
          .findFirst();
    }

    /** Instants of a day at which the wall clock may enter the hours, in order. */
    private Stream<Instant> openings(LocalDate day) {
      ZoneRules rules = zone.getRules();
      Stream<Instant> starts =
          spans(day)
              .map(span -> LocalDateTime.of(day, span.from()))
              .flatMap(
                  start ->
                      rules.getValidOffsets(start).stream().map(offset -> start.toInstant(offset)));
      // A clock that jumps may land within the hours.
      ZoneOffsetTransition jump =
          rules.nextTransition(day.atStartOfDay(zone).toInstant().minusMillis(1));
      Stream<Instant> jumps =
          jump != null && jump.getDateTimeAfter().toLocalDate().equals(day)
              ? Stream.of(jump.getInstant())
              : Stream.of();
      return Stream.concat(starts, jumps).sorted();
    }

    /**
     * The end of the hours that include this instant, or an earlier change of the clock.
     *
     * @param open an instant within the hours
     */
    private Instant closing(Instant open) {
      LocalDateTime local = LocalDateTime.ofInstant(open, zone);
      LocalDate day = local.toLocalDate();
      Span span =
          spans(day).filter(each -> contains(each, local.toLocalTime())).findFirst().orElseThrow();
      LocalDateTime end =
          span.to().equals(LocalTime.MAX)
              ? day.plusDays(1).atStartOfDay()
              : LocalDateTime.of(day, span.to());
      Instant closing = end.toInstant(zone.getRules().getOffset(open));
      ZoneOffsetTransition change = zone.getRules().nextTransition(open);
      return change != null && change.getInstant().isBefore(closing)
          ? change.getInstant()
          : closing;
    }

    Optional<Instant> plus(Instant from, Duration working, Predicate<LocalDate> isWorkday) {
      Instant last = from.plus(DAYS_MAX, ChronoUnit.DAYS);
      Instant at = from;
      for (Duration left = working; left.isPositive(); ) {
        Optional<Instant> open = nextOpen(at, isWorkday).filter(o -> o.isBefore(last));
        if (open.isEmpty()) {
          return Optional.empty();
        }
        Instant closing = closing(open.get());
        Duration stretch = Duration.between(open.get(), closing);
        at = left.compareTo(stretch) < 0 ? open.get().plus(left) : closing;
        left = left.minus(stretch);
      }
      return Optional.of(at).filter(end -> !end.isAfter(last));
    }

    Duration between(Instant from, Instant to, Predicate<LocalDate> isWorkday) {
      Duration sum = Duration.ZERO;
      for (Instant at = from; at.isBefore(to); ) {
        Optional<Instant> open = nextOpen(at, isWorkday);
        if (open.isEmpty()) {
          // The search began on the day of this instant, which may be nearly over.
          at = at.plus(DAYS_MAX - 1, ChronoUnit.DAYS);
        } else if (open.get().isBefore(to)) {
          at = closing(open.get());
          sum = sum.plus(Duration.between(open.get(), at.isBefore(to) ? at : to));
        } else {
          return sum;
        }
      }
      return sum;
    }

    private Stream<Span> spans(LocalDate day) {
      return spans.stream().filter(span -> span.day() == day.getDayOfWeek());
    }

    private static boolean contains(Span span, LocalTime time) {
      return !time.isBefore(span.from())
          && (time.isBefore(span.to()) || span.to().equals(LocalTime.MAX));
    }
  }

  /** Whether the rep's hours include this instant; leave and absence aside. */
  public static boolean isOpen(Rep rep, Settings settings, Instant at) {
    return Week.of(rep, settings).isOpen(at);
  }

  /** Whether the rep's calendar has a holiday on this day of the rep's zone. */
  public static boolean isHoliday(Rep rep, Settings settings, LocalDate day) {
    return Week.of(rep, settings).holidays().contains(day);
  }

  /**
   * The first instant, not before {@code from}, at which the rep works: within hours, on no
   * holiday, on no leave, after the first and before the last day of work. Empty when there is none
   * within {@link #DAYS_MAX} days.
   */
  public static Optional<Instant> nextOpen(Rep rep, Settings settings, Instant from) {
    return Week.of(rep, settings).nextOpen(from, day -> isWorkday(rep, day));
  }

  /** The same for the company: calendar {@code default} in its own zone. */
  public static Optional<Instant> nextOpen(Settings settings, Instant from) {
    return Week.of(settings).nextOpen(from, day -> true);
  }

  /**
   * The first instant at which the rep has worked for so long since {@code from}: {@code from}
   * itself for a duration of 0. Empty when it is not within {@link #DAYS_MAX} days.
   *
   * @param working 0 or more
   */
  public static Optional<Instant> plus(Rep rep, Settings settings, Instant from, Duration working) {
    if (working.isNegative()) {
      throw new IllegalArgumentException("working time must be 0 or more: " + working);
    }
    return Week.of(rep, settings).plus(from, working, day -> isWorkday(rep, day));
  }

  /**
   * The rep's working time in [{@code from}, {@code to}); 0 when {@code to} is not after {@code
   * from}.
   */
  public static Duration between(Rep rep, Settings settings, Instant from, Instant to) {
    return Week.of(rep, settings).between(from, to, day -> isWorkday(rep, day));
  }

  /** Whether the rep is employed on this day and not on leave. */
  private static boolean isWorkday(Rep rep, LocalDate day) {
    return !rep.startsAfter(day) && !rep.leftBefore(day) && rep.leaveOn(day).isEmpty();
  }
}
