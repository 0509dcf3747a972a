package salesops.quota.attainment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Split;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.Membership;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Mode;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Revision;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;

/**
 * The quotas of a company, as they were known on a day.
 *
 * <p>A quota is given for somebody who works the whole period with full experience. What it comes
 * to is the sum over its days: each counts by its calendar day, the figure that applies from that
 * day on, the ramp of the rep's month of tenure, and not at all while the rep is not employed. The
 * sum is rounded half up; months and teams get parts of it by largest remainder, so that parts add
 * up to the whole.
 */
public final class QuotaBook {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Settings settings;
  private final FiscalCalendar calendar;
  private final LocalDate asOf;

  /**
   * @param asOf revisions that take effect later are not known yet
   */
  public QuotaBook(Settings settings, LocalDate asOf) {
    this.settings = settings;
    this.calendar = FiscalCalendar.of(settings.company());
    this.asOf = asOf;
  }

  /**
   * A part of a quota.
   *
   * @param month first day of a fiscal month
   * @param team the rep's team then; for a team's quota the team
   */
  public record Part(LocalDate month, String team, long minor) {}

  /** The company's calendar. */
  public FiscalCalendar calendar() {
    return calendar;
  }

  /** The quota of a rep or team for a period; empty: there is none. */
  public Optional<Long> quota(Subject of, Period period) {
    return sum(of, period, part -> true);
  }

  /** What a rep's quota for a period contributes to a team; empty: nothing. */
  public Optional<Long> inTeam(RepId rep, String team, Period period) {
    return sum(Subject.of(rep), period, part -> part.team().equals(team));
  }

  /** The team whose revenue counts towards a rep's quota for a period; empty: own credits do. */
  public Optional<String> rollUp(RepId rep, Period period) {
    return rows(Subject.of(rep), period).map(Quota::rollUp).flatMap(Stream::ofNullable).findFirst();
  }

  private Optional<Long> sum(Subject of, Period period, Predicate<Part> which) {
    List<Part> parts =
        rows(of, period)
            .flatMap(row -> parts(row).stream())
            .filter(part -> period.contains(part.month()))
            .filter(which)
            .toList();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(parts.stream().mapToLong(Part::minor).sum());
  }

  /**
   * The rows that make up a period: the one for exactly this period; else those within it, longer
   * ones first; else the shortest one around it.
   */
  private Stream<Quota> rows(Subject of, Period period) {
    List<Quota> own =
        settings.quotas().quotas().stream().filter(row -> row.of().equals(of)).toList();
    List<Quota> chosen = new ArrayList<>();
    own.stream()
        .filter(row -> within(row.period(), period))
        .sorted(Comparator.comparingLong((Quota row) -> -days(row.period())))
        .filter(row -> chosen.stream().noneMatch(c -> within(row.period(), c.period())))
        .forEach(chosen::add);
    if (!chosen.isEmpty()) {
      return chosen.stream();
    }
    return own.stream()
        .filter(row -> within(period, row.period()))
        .min(Comparator.comparingLong(row -> days(row.period())))
        .stream();
  }

  private static boolean within(Period inner, Period outer) {
    return !inner.from().isBefore(outer.from()) && !inner.until().isAfter(outer.until());
  }

  private static long days(Period period) {
    return ChronoUnit.DAYS.between(period.from(), period.until());
  }

  /** A row's parts by month and team, in order; none where the rep is not employed. */
  List<Part> parts(Quota row) {
    RepId rep = row.of().rep();
    Map<Part, BigDecimal> weights = new LinkedHashMap<>();
    List<Revision> revisions = revisions(row);
    Optional<Rep> known = rep == null ? Optional.empty() : settings.rep(rep);
    for (LocalDate day = row.from(); day.isBefore(row.until()); day = day.plusDays(1)) {
      String team = rep == null ? row.of().team() : team(rep, known, day);
      if (team != null) {
        BigDecimal share = ramp(known, day);
        BigDecimal weight = BigDecimal.valueOf(minorOn(row, revisions, day)).multiply(share);
        weights.merge(new Part(calendar.month(day).from(), team, 0), weight, BigDecimal::add);
      }
    }
    BigDecimal sum = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal days = BigDecimal.valueOf(days(row.period())).multiply(HUNDRED);
    long whole = sum.divide(days, 0, RoundingMode.HALF_UP).longValueExact();
    List<Part> parts = new ArrayList<>();
    if (sum.signum() == 0) {
      weights.keySet().forEach(parts::add);
      return parts;
    }
    long[] shares = Split.shares(whole, List.copyOf(weights.values()));
    int next = 0;
    for (Part part : weights.keySet()) {
      parts.add(new Part(part.month(), part.team(), shares[next++]));
    }
    return parts;
  }

  private List<Revision> revisions(Quota row) {
    return settings.quotas().revisions().stream()
        .filter(r -> r.of().equals(row.of()))
        .filter(r -> new Period(r.from(), r.until()).equals(row.period()))
        .filter(r -> !r.effective().isAfter(asOf) || r.mode() == Mode.FROM_DATE)
        .sorted(Comparator.comparing(Revision::effective))
        .toList();
  }

  /** The figure that applies on a day: each revision replaces the ones before. */
  private static long minorOn(Quota row, List<Revision> revisions, LocalDate day) {
    long minor = row.minor();
    for (Revision revision : revisions) {
      if (revision.mode() == Mode.WHOLE || !day.isBefore(revision.effective())) {
        minor = revision.minor();
      }
    }
    return minor;
  }

  private @Nullable String team(RepId rep, Optional<Rep> known, LocalDate day) {
    return known.isPresent()
        ? known.get().memberships().stream()
            .filter(m -> m.covers(day))
            .map(Membership::team)
            .findFirst()
            .orElse(null)
        : settings.placeOn(rep, day).map(Settings.Place::team).orElse(null);
  }

  /** Percent of the full quota in the rep's month of tenure. */
  private BigDecimal ramp(Optional<Rep> known, LocalDate day) {
    List<BigDecimal> ramp = settings.quotas().rampPercents();
    LocalDate joined = known.map(Rep::joined).orElse(null);
    if (ramp.isEmpty() || joined == null) {
      return HUNDRED;
    }
    long month = ChronoUnit.MONTHS.between(joined, day);
    return ramp.get((int) Math.clamp(month, 0, ramp.size() - 1L));
  }

  /** The month of tenure that a rep is in on a day, 1 for the first; empty: the ramp is over. */
  public Optional<Integer> rampMonth(RepId rep, LocalDate day) {
    LocalDate joined = settings.rep(rep).map(Rep::joined).orElse(null);
    long months = joined == null ? Long.MAX_VALUE : ChronoUnit.MONTHS.between(joined, day);
    return months >= 0 && months < settings.quotas().rampPercents().size()
        ? Optional.of((int) months + 1)
        : Optional.empty();
  }

  /** Reps on the roster on some day of a period. */
  public List<RepId> roster(Period period) {
    return settings.reps().stream()
        .filter(
            rep ->
                rep.memberships().stream()
                    .anyMatch(
                        m ->
                            (m.from() == null || m.from().isBefore(period.until()))
                                && !m.overOn(period.from())))
        .map(Rep::id)
        .toList();
  }

  /** The settings that the quotas are from. */
  public Settings settings() {
    return settings;
  }

  QuotaRules rules() {
    return settings.quotas();
  }
}
