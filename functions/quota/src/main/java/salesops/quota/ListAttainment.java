package salesops.quota;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.quota.QuotaOperation.Line;

/** Attainment of all reps and teams that have a quota, from the ledger's counters. */
final class ListAttainment {
  private static final Comparator<Period> BY_START =
      Comparator.comparing(Period::from).thenComparing(Period::until);

  /** A team before its reps; reps of no team last. */
  private static final Comparator<Line> BY_TEAM =
      Comparator.comparing(Line::team, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Line::rep, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final DynamoLedger ledger;
  private final Clock clock;

  ListAttainment(DynamoLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  AttainmentOn on(@Nullable LocalDate asked, Settings settings) {
    LocalDate day = asked == null ? today(settings) : asked;
    Map<Period, List<Quota>> periods =
        settings.quotas().quotas().stream()
            .filter(quota -> quota.covers(day))
            .collect(
                Collectors.groupingBy(
                    Period::of, () -> new TreeMap<>(BY_START), Collectors.toList()));
    List<Line> lines = new ArrayList<>();
    periods.forEach((period, quotas) -> lines.addAll(lines(period, quotas, settings)));
    return new AttainmentOn(day, lines);
  }

  private LocalDate today(Settings settings) {
    return clock.instant().atZone(settings.company().zoneId()).toLocalDate();
  }

  private List<Line> lines(Period period, List<Quota> quotas, Settings settings) {
    Set<RepId> reps =
        quotas.stream().flatMap(quota -> reps(quota, settings)).collect(Collectors.toSet());
    Map<RepId, Sums> sums = ledger.sums(reps, period);
    return quotas.stream()
        .map(quota -> new Attainment(quota, attained(quota, sums, settings)))
        .map(attainment -> line(attainment, settings))
        .sorted(BY_TEAM)
        .toList();
  }

  private static long attained(Quota quota, Map<RepId, Sums> sums, Settings settings) {
    Sums sum =
        reps(quota, settings)
            .map(rep -> sums.getOrDefault(rep, Sums.ZERO))
            .reduce(Sums.ZERO, Sums::plus);
    return quota.rep() == null ? sum.revenueMinor() : sum.totalMinor();
  }

  /** Whose credits count towards a quota. */
  private static Stream<RepId> reps(Quota quota, Settings settings) {
    RepId rep = quota.rep();
    return rep == null
        ? settings.teams().stream()
            .filter(team -> team.name().equals(quota.team()))
            .flatMap(team -> members(team, settings))
        : Stream.of(rep);
  }

  /** The team's reps, and its manager unless a rep of some team: a manager may own deals, too. */
  private static Stream<RepId> members(Team team, Settings settings) {
    Stream<RepId> reps =
        settings.reps().stream().filter(rep -> rep.team().equals(team.name())).map(Rep::id);
    return team.name().equals(teamOf(team.manager(), settings))
        ? Stream.concat(reps, Stream.of(team.manager())).distinct()
        : reps;
  }

  /** Each rep is in one team, so that the teams' sums are the company's. */
  private static @Nullable String teamOf(RepId rep, Settings settings) {
    return settings
        .rep(rep)
        .map(Rep::team)
        .or(
            () ->
                settings.teams().stream()
                    .filter(team -> team.manager().equals(rep))
                    .map(Team::name)
                    .findFirst())
        .orElse(null);
  }

  private static Line line(Attainment attainment, Settings settings) {
    Quota quota = attainment.quota();
    RepId rep = quota.rep();
    String currency = settings.company().currency();
    return new Line(
        rep,
        rep == null ? quota.team() : teamOf(rep, settings),
        quota.from(),
        quota.until(),
        new Money(attainment.attainedMinor(), currency),
        new Money(quota.minor(), currency),
        attainment.percent().orElse(null),
        new Money(attainment.neededMinor(), currency));
  }
}
