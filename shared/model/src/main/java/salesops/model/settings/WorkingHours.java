package salesops.model.settings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import salesops.model.settings.WeekHours.Span;

/**
 * When a rep works: own hours or the calendar's, in the rep's own zone, except on the calendar's
 * holidays. Hours are read off the wall clock, so an hour that daylight saving repeats counts twice
 * and one that it skips never comes.
 */
public final class WorkingHours {
  /** Days searched for the next opening; a rep who works on no day of a year works never. */
  public static final int DAYS_MAX = 400;

  private static final WorkCalendar NEVER = new WorkCalendar(new WeekHours(List.of()), List.of());

  private WorkingHours() {}

  /** Whether the rep's hours include this instant; leave and absence aside. */
  public static boolean isOpen(Rep rep, Settings settings, Instant at) {
    ZonedDateTime local = at.atZone(rep.zoneId());
    return !isHoliday(rep, settings, local.toLocalDate())
        && spans(rep, settings, local.toLocalDate())
            .anyMatch(span -> contains(span, local.toLocalTime()));
  }

  /** Whether the rep's calendar has a holiday on this day of the rep's zone. */
  public static boolean isHoliday(Rep rep, Settings settings, LocalDate day) {
    return calendar(rep, settings).holidays().contains(day);
  }

  /**
   * The first instant, not before {@code from}, at which the rep works: within hours, on no
   * holiday, on no leave, after the first and before the last day of work. Empty when there is none
   * within {@link #DAYS_MAX} days.
   */
  public static Optional<Instant> nextOpen(Rep rep, Settings settings, Instant from) {
    if (isWorkday(rep, from.atZone(rep.zoneId()).toLocalDate()) && isOpen(rep, settings, from)) {
      return Optional.of(from);
    }
    LocalDate today = from.atZone(rep.zoneId()).toLocalDate();
    return Stream.iterate(today, day -> day.plusDays(1))
        .limit(DAYS_MAX)
        .filter(day -> isWorkday(rep, day))
        .flatMap(day -> openings(rep, settings, day))
        .filter(at -> !at.isBefore(from) && isOpen(rep, settings, at))
        .findFirst();
  }

  /** Whether the rep is employed on this day and not on leave. */
  static boolean isWorkday(Rep rep, LocalDate day) {
    return (rep.from() == null || !day.isBefore(rep.from()))
        && (rep.until() == null || !day.isAfter(rep.until()))
        && rep.leave().stream().noneMatch(l -> !day.isBefore(l.from()) && !day.isAfter(l.to()));
  }

  /** Instants of a day at which the wall clock may enter the hours, in order. */
  private static Stream<Instant> openings(Rep rep, Settings settings, LocalDate day) {
    ZoneId zone = rep.zoneId();
    ZoneRules rules = zone.getRules();
    Stream<Instant> starts =
        spans(rep, settings, day)
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

  private static Stream<Span> spans(Rep rep, Settings settings, LocalDate day) {
    WeekHours own = rep.hours();
    WeekHours hours = own == null ? calendar(rep, settings).hours() : own;
    return hours.spans().stream().filter(span -> span.day() == day.getDayOfWeek());
  }

  private static boolean contains(Span span, LocalTime time) {
    return !time.isBefore(span.from())
        && (time.isBefore(span.to()) || span.to().equals(LocalTime.MAX));
  }

  private static WorkCalendar calendar(Rep rep, Settings settings) {
    return settings.calendars().getOrDefault(rep.calendar(), NEVER);
  }
}
