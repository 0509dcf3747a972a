package salesops.model.settings;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Activity;

/**
 * What reps and teams are to sell and do.
 *
 * @param quotas one for each rep or team and period
 * @param revisions later decisions about quotas, by the day they apply from
 * @param rampPercents share of the full quota in each month of tenure: the first for month 1, the
 *     last one stays; empty: 100 % from the first day
 * @param milestonePercents shares of a quota that are worth a message, rising
 * @param goals counts to reach, beside the quotas of money
 * @param contests competitions between reps
 * @param paceDigest when managers hear who is behind pace; absent: never
 */
public record QuotaRules(
    List<Quota> quotas,
    List<Revision> revisions,
    List<BigDecimal> rampPercents,
    List<Integer> milestonePercents,
    List<Goal> goals,
    List<Contest> contests,
    @Nullable WeeklyTime paceDigest) {
  /** Most quotas. */
  public static final int QUOTAS_MAX = 20_000;

  /** Most revisions. */
  public static final int REVISIONS_MAX = 20_000;

  /** Most months of a ramp. */
  public static final int RAMP_MONTHS_MAX = 60;

  /** Most goals, and most contests. */
  public static final int GOALS_MAX = 1_000;

  private static final List<Integer> MILESTONES_USUAL = List.of(50, 80, 100, 120);

  /** What applies where the settings say nothing. */
  public static final QuotaRules USUAL =
      new QuotaRules(List.of(), List.of(), List.of(), MILESTONES_USUAL, List.of(), List.of(), null);

  public QuotaRules {
    quotas = List.copyOf(quotas);
    // Versions from before there were revisions lack these.
    revisions = List.copyOf(Objects.requireNonNullElse(revisions, List.of()));
    rampPercents = List.copyOf(Objects.requireNonNullElse(rampPercents, List.of()));
    milestonePercents = List.copyOf(milestonePercents);
    goals = List.copyOf(Objects.requireNonNullElse(goals, List.of()));
    contests = List.copyOf(Objects.requireNonNullElse(contests, List.of()));
  }

  /** With quotas and milestones alone. */
  public static QuotaRules of(List<Quota> quotas, List<Integer> milestonePercents) {
    return new QuotaRules(
        quotas, List.of(), List.of(), milestonePercents, List.of(), List.of(), null);
  }

  /**
   * Whose quota or goal something is: either {@code rep} or {@code team} is present.
   *
   * @param rep a rep or a team's manager
   */
  public record Subject(@Nullable RepId rep, @Nullable String team) {
    public Subject {
      if ((rep == null) == (team == null)) {
        throw new IllegalArgumentException("it must be a rep's or a team's");
      }
    }

    public static Subject of(RepId rep) {
      return new Subject(rep, null);
    }

    public static Subject ofTeam(String team) {
      return new Subject(null, team);
    }
  }

  /**
   * A quota, for somebody who works the whole period with full experience.
   *
   * @param from first day of a month, quarter or year
   * @param until first day after it
   * @param minor in the minor unit of the company's currency, 0 or more
   * @param rollUp the team whose revenue counts towards the quota of a manager; absent: the rep's
   *     own credits do
   */
  public record Quota(
      Subject of, LocalDate from, LocalDate until, long minor, @Nullable String rollUp) {
    public Quota {
      if (minor < 0 || !from.isBefore(until)) {
        throw new IllegalArgumentException("a quota must have a period and not be below 0");
      }
      if (rollUp != null && of.rep() == null) {
        throw new IllegalArgumentException("only a rep's quota can be a team's roll-up");
      }
    }

    public static Quota of(RepId rep, FiscalCalendar.Period period, long minor) {
      return new Quota(Subject.of(rep), period.from(), period.until(), minor, null);
    }

    public static Quota ofTeam(String team, FiscalCalendar.Period period, long minor) {
      return new Quota(Subject.ofTeam(team), period.from(), period.until(), minor, null);
    }

    public FiscalCalendar.Period period() {
      return new FiscalCalendar.Period(from, until);
    }

    public boolean covers(LocalDate day) {
      return !day.isBefore(from) && day.isBefore(until);
    }
  }

  /** What a revision replaces. */
  public enum Mode {
    /** The figure of the whole period, as known from the effective day on. */
    WHOLE,
    /** The figure of the days from the effective day on; those before keep theirs. */
    FROM_DATE
  }

  /**
   * A later decision about a quota.
   *
   * @param minor the new figure, for the whole period in either mode
   * @param effective the day it applies from
   * @param by who decided
   */
  public record Revision(
      Subject of,
      LocalDate from,
      LocalDate until,
      long minor,
      LocalDate effective,
      Mode mode,
      String by,
      String because) {
    public Revision {
      if (minor < 0) {
        throw new IllegalArgumentException("a quota must not be below 0");
      }
    }
  }

  /** What a goal or contest counts. */
  public enum Metric {
    REVENUE,
    DEALS_WON,
    DEALS_OPENED,
    CALLS,
    CALL_MINUTES,
    MEETINGS,
    ENTRIES;

    /** What an activity adds to this metric. */
    public int of(Activity activity) {
      return switch (this) {
        case CALLS -> activity.kind() == Activity.Kind.CALL ? 1 : 0;
        case CALL_MINUTES ->
            activity.kind() == Activity.Kind.CALL
                ? Objects.requireNonNullElse(activity.minutes(), 0)
                : 0;
        case MEETINGS -> activity.kind() == Activity.Kind.MEETING ? 1 : 0;
        case ENTRIES -> activity.kind() == Activity.Kind.DATA_ENTRY ? 1 : 0;
        case REVENUE, DEALS_WON, DEALS_OPENED -> 0;
      };
    }
  }

  /** How often a goal is to be reached. */
  public enum Each {
    DAY,
    WEEK,
    MONTH
  }

  /**
   * A count that each rep is to reach.
   *
   * @param of a rep, or a team each of whose reps has the goal; absent: every rep
   * @param goal 1 or more
   */
  public record Goal(@Nullable Subject of, Metric metric, Each each, int goal) {}

  /**
   * A competition between reps.
   *
   * @param name unique
   * @param from first day
   * @param until first day after it
   * @param teams whose reps take part; empty: every rep
   */
  public record Contest(
      String name,
      Metric metric,
      LocalDate from,
      LocalDate until,
      List<String> teams,
      String prize) {
    public Contest {
      teams = List.copyOf(teams);
    }
  }

  /** A time of a week, in the company's zone. */
  public record WeeklyTime(DayOfWeek day, LocalTime time) {}
}
