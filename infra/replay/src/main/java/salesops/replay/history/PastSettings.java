package salesops.replay.history;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import salesops.model.deal.Deal.State;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.DealRules;
import salesops.model.settings.DealRules.HandOver;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.Settings.SlackRules;
import salesops.model.settings.Settings.Team;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;
import salesops.replay.deals.DealRow.Used;

/** Settings of a company of which only its lists are known. */
final class PastSettings {
  private static final int OPEN_FOR_DAYS = 90;
  private static final double HALF_LIFE_HOURS = 336;
  private static final LocalTime MORNING = LocalTime.of(9, 0);
  private static final LocalTime EVENING = LocalTime.of(17, 30);

  private PastSettings() {}

  /** As little as possible: nobody is messaged, no clock runs. */
  static Settings of(Company company, List<Used> deals) {
    return new Settings(
        1,
        "replay",
        Instant.EPOCH,
        "replay",
        company,
        null,
        List.of(),
        new Scoring(
            List.of(),
            new Scoring.Engagement(HALF_LIFE_HOURS, List.of(), Set.of()),
            List.of(),
            List.of()),
        List.of(),
        List.of(),
        Map.of("default", new WorkCalendar(weekdays(), List.of())),
        List.of(),
        List.of(),
        new RoutingRules(
            List.of(Path.TERRITORY),
            OPEN_FOR_DAYS,
            true,
            true,
            Set.of(),
            WhenFull.HOLD,
            null,
            Set.of(),
            List.of()),
        new SlackRules(
            false, List.of(), false, false, List.of(), SlackRules.PER_MINUTE_USUAL, false),
        List.of(),
        stages(deals),
        QuotaRules.USUAL,
        ExchangeRates.NONE,
        CommissionPlans.NONE);
  }

  private static WeekHours weekdays() {
    return new WeekHours(
        Stream.of(DayOfWeek.values())
            .limit(5)
            .map(day -> new WeekHours.Span(day, MORNING, EVENING))
            .toList());
  }

  /** The open stages of the deals, in the order of the file. */
  private static DealRules stages(List<Used> deals) {
    List<Stage> stages =
        deals.stream()
            .filter(deal -> deal.state() == State.OPEN)
            .map(Used::stage)
            .distinct()
            .limit(DealRules.STAGES_MAX)
            .map(stage -> new Stage(stage, 0, Set.of(), null))
            .toList();
    return stages.isEmpty()
        ? DealRules.USUAL
        : new DealRules(
            stages, List.of(), List.of(), new HandOver(null, List.of()), null, null, List.of());
  }

  /** The same with these people. */
  static Settings with(Settings settings, List<Team> teams, List<Rep> reps) {
    return with(settings, teams, reps, settings.quotas(), settings.rates(), settings.commission());
  }

  static Settings with(
      Settings settings,
      List<Team> teams,
      List<Rep> reps,
      QuotaRules quotas,
      ExchangeRates rates,
      CommissionPlans commission) {
    return new Settings(
        settings.version(),
        settings.salt(),
        settings.appliedAt(),
        settings.appliedBy(),
        settings.company(),
        settings.leadLink(),
        settings.forms(),
        settings.scoring(),
        teams,
        reps,
        settings.calendars(),
        settings.namedAccounts(),
        settings.territories(),
        settings.routing(),
        settings.slack(),
        settings.webhooks(),
        settings.deals(),
        quotas,
        rates,
        commission);
  }
}
