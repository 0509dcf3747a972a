package salesops.quota.goals;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import salesops.model.RepId;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Each;
import salesops.model.settings.QuotaRules.Goal;
import salesops.model.settings.QuotaRules.Metric;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.people.People;

/** How far reps have come with the goals of a day, its week and its month. */
public final class ListGoals {
  private final DynamoLedger ledger;
  private final ActivityLog log;
  private final People people;

  public ListGoals(DynamoLedger ledger, ActivityLog log, People people) {
    this.ledger = ledger;
    this.log = log;
    this.people = people;
  }

  /** A rep's goal and what was done so far. */
  public record GoalLine(
      RepId rep, Metric metric, Each each, LocalDate from, LocalDate until, long done, int goal) {}

  public List<GoalLine> on(LocalDate day, Settings settings) {
    FiscalCalendar calendar = FiscalCalendar.of(settings.company());
    Scores scores = new Scores(ledger, log, people, calendar);
    List<GoalLine> lines = new ArrayList<>();
    for (Goal goal : settings.quotas().goals()) {
      Period period = period(goal.each(), day, calendar);
      for (Rep rep : settings.reps()) {
        if (isFor(goal, rep) && !rep.leftBefore(period.from()) && !rep.startsAfter(day)) {
          long done = scores.of(rep.id(), goal.metric(), period);
          lines.add(
              new GoalLine(
                  rep.id(),
                  goal.metric(),
                  goal.each(),
                  period.from(),
                  period.until(),
                  done,
                  goal.goal()));
        }
      }
    }
    lines.sort(Comparator.comparing(GoalLine::rep).thenComparing(GoalLine::each));
    return lines;
  }

  private static boolean isFor(Goal goal, Rep rep) {
    Subject of = goal.of();
    return of == null || rep.id().equals(of.rep()) || rep.team().equals(of.team());
  }

  private static Period period(Each each, LocalDate day, FiscalCalendar calendar) {
    return switch (each) {
      case DAY -> new Period(day, day.plusDays(1));
      case WEEK -> {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield new Period(monday, monday.plusWeeks(1));
      }
      case MONTH -> calendar.month(day);
    };
  }
}
