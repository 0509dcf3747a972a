package salesops.model.settings;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a rep belongs to a team.
 *
 * @param from first day; absent: always before {@code until}
 * @param until first day after it; absent: open
 */
public record Membership(String team, @Nullable LocalDate from, @Nullable LocalDate until) {
  public Membership {
    if (from != null && until != null && !from.isBefore(until)) {
      throw new IllegalArgumentException("a membership must have a day");
    }
  }

  public boolean covers(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
  }

  /** Whether it was over on this day. */
  public boolean overOn(LocalDate day) {
    return until != null && !day.isBefore(until);
  }
}
