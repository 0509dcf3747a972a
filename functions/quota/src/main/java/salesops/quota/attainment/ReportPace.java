package salesops.quota.attainment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import salesops.events.Envelope;
import salesops.events.QuotaEvent.PaceReported;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.WeeklyTime;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;
import salesops.quota.attainment.ListAttainment.Standings;
import salesops.quota.attainment.Milestones.ReachedItem;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;

/** Reports once a week, for each team, who is behind pace in the quarter. */
public final class ReportPace {
  private static final int ON_PACE_PERCENT = 100;

  private final ListAttainment attainment;
  private final Milestones milestones;
  private final Clock clock;

  public ReportPace(
      DynamoDbEnhancedClient enhanced, String table, ListAttainment attainment, Clock clock) {
    this.attainment = attainment;
    this.milestones = new Milestones(enhanced, table);
    this.clock = clock;
  }

  /** When the report is next due after a moment; empty: never. */
  public static Optional<Instant> next(Instant after, Settings settings) {
    WeeklyTime at = settings.quotas().paceDigest();
    if (at == null) {
      return Optional.empty();
    }
    ZonedDateTime now = after.atZone(settings.company().zoneId());
    ZonedDateTime due = now.with(TemporalAdjusters.nextOrSame(at.day())).with(at.time());
    return Optional.of((due.isAfter(now) ? due : due.plusWeeks(1)).toInstant());
  }

  /** Reports all teams; a team that was reported today is not reported again. */
  public void report(Settings settings) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, settings.company().zoneId());
    LocalDate yesterday = today.minusDays(1);
    Period quarter = new QuotaBook(settings, today).calendar().quarter(yesterday);
    List<Standings> standings = attainment.on(yesterday, quarter, null, settings);
    for (Team team : settings.teams()) {
      standings.forEach(each -> report(team.name(), today, each, now));
    }
  }

  private void report(String team, LocalDate today, Standings standings, Instant now) {
    List<PaceReported.Behind> behind =
        standings.lines().stream()
            .filter(line -> line.rep() != null && team.equals(line.team()))
            .flatMap(ReportPace::behind)
            .sorted(Comparator.comparingInt(PaceReported.Behind::pacePercent))
            .toList();
    ReachedItem known = milestones.pace(team, today.toString());
    if (behind.isEmpty() || known.revision() > 0) {
      return;
    }
    PaceReported event =
        new PaceReported(
            team,
            today,
            standings.period().from(),
            standings.period().until(),
            standings.pace().gone(),
            standings.pace().all(),
            behind);
    // Of two runs on one day the second changes nothing.
    boolean ignored =
        milestones.replace(known.with(List.of()).announcing(Envelope.of(event, null, now)));
  }

  private static Stream<PaceReported.Behind> behind(QuotaLine line) {
    Money quota = line.quota();
    int percent = line.pacePercent() == null ? ON_PACE_PERCENT : line.pacePercent().intValue();
    return quota == null || percent >= ON_PACE_PERCENT
        ? Stream.empty()
        : Stream.of(
            new PaceReported.Behind(
                Objects.requireNonNull(line.rep()), line.attained(), quota, percent));
  }
}
