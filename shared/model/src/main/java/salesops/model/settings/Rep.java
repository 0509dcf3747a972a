package salesops.model.settings;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * Somebody who may be given leads.
 *
 * @param weightThousandths share against the others of a pool; 1000 is the usual one
 * @param capacity most open leads at a time; absent: no limit
 * @param hours own working hours; absent: those of {@code calendar}
 * @param calendar name of a calendar
 * @param from first day of work, inclusive
 * @param until last day of work, inclusive
 * @param backup who gets this rep's relationship leads while away
 */
public record Rep(
    RepId id,
    String team,
    int weightThousandths,
    @Nullable Integer capacity,
    Set<String> skills,
    String zone,
    @Nullable WeekHours hours,
    String calendar,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    List<Leave> leave,
    @Nullable RepId backup) {
  public Rep {
    skills = Set.copyOf(skills);
    leave = List.copyOf(leave);
  }

  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** Whether the rep's first day of work is still to come on this day of the rep's zone. */
  public boolean startsAfter(LocalDate day) {
    return from != null && day.isBefore(from);
  }

  /** Whether the rep's last day of work is over on this day of the rep's zone. */
  public boolean leftBefore(LocalDate day) {
    return until != null && day.isAfter(until);
  }

  /** The leave that this day of the rep's zone is part of. */
  public Optional<Leave> leaveOn(LocalDate day) {
    return leave.stream().filter(l -> !day.isBefore(l.from()) && !day.isAfter(l.to())).findFirst();
  }

  /** Days off, both ends inclusive, in the rep's own zone. */
  public record Leave(LocalDate from, LocalDate to) {}

  /** A weight as people write it: {@code 2}, {@code ½}. */
  public static String weightText(int thousandths) {
    return thousandths % 1000 == 0
        ? Integer.toString(thousandths / 1000)
        : thousandths == 500
            ? "½"
            : String.format(Locale.ROOT, "%.3g", thousandths / 1e3).replaceAll("0+$", "");
  }
}
