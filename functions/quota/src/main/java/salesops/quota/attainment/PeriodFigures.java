package salesops.quota.attainment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;
import salesops.quota.ledger.Sums;
import salesops.quota.ledger.YearFigures;
import salesops.quota.people.RepKey;

/** How everybody stands in one period: quotas beside what the ledger's counters say. */
final class PeriodFigures {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final WorkCalendar NEVER = new WorkCalendar(new WeekHours(List.of()), List.of());

  private final Period period;
  private final LocalDate day;
  private final QuotaBook book;
  private final Settings settings;
  private final YearFigures figures;
  private final Map<RepId, RepKey> keys;
  private final Pace pace;
  private final Set<RepId> roster;

  /**
   * @param day on whose evening it is asked
   * @param keys of those reps that the ledger knows
   */
  PeriodFigures(
      Period period, LocalDate day, QuotaBook book, YearFigures figures, Map<RepId, RepKey> keys) {
    this.period = period;
    this.day = day;
    this.book = book;
    this.settings = book.settings();
    this.figures = figures;
    this.keys = Map.copyOf(keys);
    this.roster = new LinkedHashSet<>(book.roster(period));
    this.pace = Pace.of(period, day, settings.calendars().getOrDefault("default", NEVER));
  }

  Pace pace() {
    return pace;
  }

  /** The company, then each team before its reps. */
  List<QuotaLine> lines() {
    List<QuotaLine> lines = new ArrayList<>();
    List<List<QuotaLine>> teams =
        teams().stream().map(this::team).filter(t -> !t.isEmpty()).toList();
    if (teams.size() > 1) {
      lines.add(company());
    }
    teams.forEach(lines::addAll);
    return lines;
  }

  private Set<String> teams() {
    Set<String> teams = new TreeSet<>();
    settings.teams().stream().map(Team::name).forEach(teams::add);
    figures.counters().forEach(counter -> teams.add(counter.slot().team()));
    return teams;
  }

  /** A team's line and those of its reps; empty: nobody has a quota or credits. */
  List<QuotaLine> team(String team) {
    List<RepId> members = members(team);
    Optional<Long> own = book.quota(Subject.ofTeam(team), period);
    Optional<Long> assigned = assigned(team);
    Sums sums = figures.sum(period, slot -> slot.team().equals(team));
    List<QuotaLine> reps = members.stream().map(rep -> rep(rep, team)).toList();
    if (own.isEmpty() && assigned.isEmpty() && reps.isEmpty() && sums.equals(Sums.ZERO)) {
      return List.of();
    }
    List<QuotaLine> lines = new ArrayList<>();
    lines.add(
        line(
            null,
            team,
            sums.revenueMinor(),
            own.or(() -> assigned).orElse(null),
            own.flatMap(quota -> assigned.flatMap(sum -> overAssigned(quota, sum))).orElse(null),
            null,
            sums.deals()));
    BigDecimal median = median(reps);
    reps.forEach(line -> lines.add(beside(line, median)));
    return lines;
  }

  /** What members' quotas contribute to a team; empty: nothing. */
  private Optional<Long> assigned(String team) {
    return settings.quotas().quotas().stream()
        .map(quota -> quota.of().rep())
        .filter(Objects::nonNull)
        .distinct()
        .filter(rep -> book.rollUp(rep, period).isEmpty())
        .flatMap(rep -> book.inTeam(rep, team, period).stream())
        .reduce(Long::sum);
  }

  private static Optional<BigDecimal> overAssigned(long quota, long assigned) {
    return assigned <= quota || quota == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(assigned - quota)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(quota), 1, RoundingMode.HALF_UP));
  }

  /**
   * Reps whose latest team in the period it is: those with a quota, with credits or on the roster.
   */
  private List<RepId> members(String team) {
    Set<RepId> all = new LinkedHashSet<>(roster);
    settings.quotas().quotas().stream()
        .map(quota -> quota.of().rep())
        .filter(Objects::nonNull)
        .forEach(all::add);
    LocalDate last = period.until().minusDays(1);
    return all.stream()
        .filter(rep -> settings.placeOn(rep, last).filter(p -> p.team().equals(team)).isPresent())
        .filter(rep -> roster.contains(rep) || hasQuota(rep) || !sums(rep).equals(Sums.ZERO))
        .sorted()
        .toList();
  }

  private boolean hasQuota(RepId rep) {
    return book.quota(Subject.of(rep), period).isPresent();
  }

  private Sums sums(RepId rep) {
    RepKey key = keys.get(rep);
    return key == null ? Sums.ZERO : figures.sum(period, slot -> slot.rep().equals(key));
  }

  /** What counts towards a rep's quota: own credits, or a team's revenue and own overlay. */
  long attained(RepId rep) {
    return book.rollUp(rep, period)
        .map(
            team ->
                figures.sum(period, slot -> slot.team().equals(team)).revenueMinor()
                    + sums(rep).overlayMinor())
        .orElseGet(() -> sums(rep).totalMinor());
  }

  QuotaLine rep(RepId rep, String team) {
    return line(
        rep,
        team,
        attained(rep),
        book.quota(Subject.of(rep), period).orElse(null),
        null,
        book.rampMonth(rep, day).orElse(null),
        sums(rep).deals());
  }

  private QuotaLine company() {
    long quota = 0;
    boolean any = false;
    for (String team : teams()) {
      Optional<Long> each = book.quota(Subject.ofTeam(team), period).or(() -> assigned(team));
      any |= each.isPresent();
      quota += each.orElse(0L);
    }
    Sums sums = figures.sum(period, slot -> true);
    return line(null, null, sums.revenueMinor(), any ? quota : null, null, null, sums.deals());
  }

  private QuotaLine line(
      @Nullable RepId rep,
      @Nullable String team,
      long attained,
      @Nullable Long quota,
      @Nullable BigDecimal over,
      @Nullable Integer rampMonth,
      long deals) {
    Attainment attainment = new Attainment(attained, quota == null ? 0 : quota);
    Money needed = quota == null ? null : money(attainment.neededMinor());
    return new QuotaLine(
        rep,
        team,
        period.from(),
        period.until(),
        money(attained),
        quota == null ? null : money(quota),
        attainment.percent().orElse(null),
        needed,
        pace.percent(attainment).orElse(null),
        quota == null ? null : pace.neededDailyMinor(attainment).map(this::money).orElse(null),
        pace.projectedMinor(attainment).map(this::money).orElse(null),
        over,
        null,
        rampMonth,
        deals);
  }

  private Money money(long minor) {
    return new Money(minor, settings.company().currency());
  }

  /** The middle attainment of those who have a quota, or the mean of the middle two. */
  private static @Nullable BigDecimal median(List<QuotaLine> reps) {
    List<BigDecimal> all =
        reps.stream().map(QuotaLine::percent).flatMap(Stream::ofNullable).sorted().toList();
    if (all.isEmpty()) {
      return null;
    }
    BigDecimal low = all.get((all.size() - 1) / 2);
    return low.add(all.get(all.size() / 2)).divide(BigDecimal.TWO);
  }

  private static QuotaLine beside(QuotaLine line, @Nullable BigDecimal median) {
    BigDecimal percent = line.percent();
    return percent == null || median == null
        ? line
        : new QuotaLine(
            line.rep(),
            line.team(),
            line.from(),
            line.until(),
            line.attained(),
            line.quota(),
            percent,
            line.needed(),
            line.pacePercent(),
            line.neededDaily(),
            line.projected(),
            line.overAssignedPercent(),
            percent.subtract(median).setScale(1, RoundingMode.HALF_UP),
            line.rampMonth(),
            line.deals());
  }

  static final Comparator<Period> BY_START =
      Comparator.comparing(Period::from).thenComparing(Period::until);
}
