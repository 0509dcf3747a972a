package salesops.model.settings;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
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
 * @param earlier teams before this one, each with its last day's next as {@code until}, in order
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
    @Nullable RepId backup,
    List<Membership> earlier) {
  public Rep {
    skills = Set.copyOf(skills);
    leave = List.copyOf(leave);
    // Versions from before there were quotas lack it.
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
  }

  /** All teams of the rep in order, the present one last; there may be gaps between them. */
  public List<Membership> memberships() {
    LocalDate changed = earlier.isEmpty() ? null : earlier.getLast().until();
    LocalDate since = from == null || (changed != null && from.isBefore(changed)) ? changed : from;
    List<Membership> all = new ArrayList<>(earlier);
    all.add(new Membership(team, since, until == null ? null : until.plusDays(1)));
    return all;
  }

  /** First day in the first team; absent: the settings don't say. */
  public @Nullable LocalDate joined() {
    return memberships().getFirst().from();
  }

  /**
   * The team on a day. Before the first day it is the first team, since what somebody closed then
   * was closed for it; in a gap, or after the last day, the last one before.
   */
  Settings.Place placeOn(LocalDate day) {
    List<Membership> all = memberships();
    Membership last = all.getFirst();
    for (Membership each : all) {
      if (each.from() == null || !day.isBefore(each.from())) {
        last = each;
      }
    }
    return new Settings.Place(last.team(), !last.overOn(day));
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
