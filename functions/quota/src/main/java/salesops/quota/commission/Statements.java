package salesops.quota.commission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Settings;
import salesops.quota.attainment.QuotaBook;
import salesops.quota.commission.RepCredits.CreditId;
import salesops.quota.commission.Statement.Adjustment;
import salesops.quota.commission.Statement.Adjustment.Reason;
import salesops.quota.commission.Statement.Frozen;
import salesops.quota.commission.Statement.Line;
import salesops.quota.commission.Statement.RatedPart;
import salesops.quota.ledger.Share.ProductPart;
import salesops.quota.people.RepKey;

/**
 * The statements of one rep, from plan, quotas, credits and the statements closed before: pure, so
 * that the same inputs give the same bytes.
 */
public final class Statements {
  /** Most payout periods that are worked out at once. */
  private static final int PERIODS_MAX = 400;

  private final RepId rep;
  private final RepKey key;
  private final QuotaBook book;
  private final FiscalCalendar calendar;
  private final RepCredits credits;
  private final List<Frozen> frozen;
  private final List<Question> questions;

  /**
   * @param frozen the rep's closed statements, in order
   * @param questions about them
   */
  Statements(
      RepId rep,
      RepKey key,
      QuotaBook book,
      RepCredits credits,
      List<Frozen> frozen,
      List<Question> questions) {
    this.rep = rep;
    this.key = key;
    this.book = book;
    this.calendar = book.calendar();
    this.credits = credits;
    this.frozen = List.copyOf(frozen);
    this.questions = List.copyOf(questions);
  }

  /** The plan that applies in the payout period of a day; empty: the rep has none. */
  public Optional<Plan> plan(LocalDate day) {
    Optional<Plan> plan = planOn(day);
    return plan.flatMap(p -> planOn(calendar.period(p.attainment(), day).from()).or(() -> plan));
  }

  private Optional<Plan> planOn(LocalDate day) {
    Settings settings = book.settings();
    String team = settings.placeOn(rep, day).map(Settings.Place::team).orElse(null);
    return settings.commission().of(rep, team, day);
  }

  /** All open statements up to the end of a period, in order: each builds on the one before. */
  public List<Statement> open(Period period) {
    List<Statement> open = new ArrayList<>();
    Balance balance = balance();
    boolean first = true;
    LocalDate day = start(period);
    for (int i = 0; i < PERIODS_MAX && day.isBefore(period.until()); i++) {
      Optional<Plan> plan = plan(day);
      Period payout =
          plan.isPresent() ? calendar.period(plan.get().payout(), day) : calendar.month(day);
      if (plan.isPresent()) {
        Statement statement = statement(payout, plan.get(), balance, first);
        balance = new Balance(statement.carriedOutMinor(), statement.owedMinor());
        first = false;
        open.add(statement);
      }
      day = payout.until();
    }
    return open;
  }

  /** What the last closed statement left. */
  private Balance balance() {
    return frozen.isEmpty()
        ? Balance.NONE
        : new Balance(
            frozen.getLast().statement().carriedOutMinor(),
            frozen.getLast().statement().owedMinor());
  }

  /**
   * Where open statements begin: after the last closed one; if none ever was, in the fiscal year,
   * but not before the rep's first credit.
   */
  private LocalDate start(Period period) {
    if (!frozen.isEmpty()) {
      return frozen.getLast().statement().payout().until();
    }
    LocalDate year = calendar.year(period.from()).from();
    LocalDate first =
        credits.isEmpty() || credits.first().isAfter(period.from())
            ? period.from()
            : calendar.month(credits.first()).from();
    return first.isBefore(year) ? year : first;
  }

  private Statement statement(Period payout, Plan plan, Balance before, boolean adjusted) {
    Period attainment = calendar.period(plan.attainment(), payout.from());
    Long quota = book.quota(Subject.of(rep), attainment).orElse(null);
    List<Earned> earned =
        credits.in(attainment).stream()
            .filter(credit -> credit.closed().isBefore(payout.until()))
            .toList();
    List<CommissionModel.Line> all = new CommissionModel(plan, quota).lines(earned);
    List<CommissionModel.Line> own = within(payout, all);
    List<Adjustment> adjustments = adjusted ? adjustments() : List.of();
    long commission = own.stream().mapToLong(CommissionModel.Line::minor).sum();
    long adjustment = adjustments.stream().mapToLong(Adjustment::minor).sum();
    Balance.Payment payment = before.settle(commission + adjustment, plan.draw());
    return new Statement(
        key,
        payout,
        plan,
        attainment,
        quota,
        earned.stream().mapToLong(Earned::minor).sum(),
        own.stream().map(Statements::line).toList(),
        adjustments,
        commission,
        adjustment,
        own.stream().mapToLong(CommissionModel.Line::overCapMinor).sum(),
        before.carriedMinor(),
        payment.after().carriedMinor(),
        payment.drawMinor(),
        payment.repaidMinor(),
        payment.after().owedMinor(),
        payment.paidMinor(),
        List.of(),
        null);
  }

  private static List<CommissionModel.Line> within(
      Period payout, Collection<CommissionModel.Line> lines) {
    return lines.stream().filter(line -> payout.contains(line.credit().closed())).toList();
  }

  private static Line line(CommissionModel.Line line) {
    Earned credit = line.credit();
    return new Line(
        credit.deal(),
        credit.version(),
        credit.label(),
        credit.kind(),
        credit.closed(),
        credit.minor(),
        line.parts().stream()
            .map(part -> new RatedPart(part.ratePercent(), part.minor(), part.product()))
            .toList(),
        line.minor());
  }

  /** What later changes and answers make of all closed statements, less what was stated since. */
  private List<Adjustment> adjustments() {
    List<Adjustment> all = new ArrayList<>();
    frozen.forEach(each -> all.addAll(restated(each.statement())));
    Set<Integer> settled =
        frozen.stream()
            .flatMap(each -> each.statement().adjustments().stream())
            .map(Adjustment::question)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (Question question : questions) {
      Question.Answer answer = question.answer();
      if (answer != null && !settled.contains(question.number())) {
        all.add(
            new Adjustment(
                question.payout(),
                question.deal(),
                "",
                null,
                0,
                answer.minor(),
                Reason.ANSWERED,
                question.number()));
      }
    }
    return all;
  }

  private List<Adjustment> restated(Statement closed) {
    Map<CreditId, Line> kept = kept(closed.attainment(), closed.plan());
    List<Earned> earned = new ArrayList<>();
    credits.in(closed.attainment()).stream()
        .filter(credit -> credit.closed().isBefore(closed.payout().until()))
        .forEach(earned::add);
    kept.values().stream()
        .filter(line -> line.closed().isBefore(closed.payout().until()))
        .map(Statements::earned)
        .forEach(earned::add);
    Long quota = book.quota(Subject.of(rep), closed.attainment()).orElse(null);
    Map<CreditId, CommissionModel.Line> now = new LinkedHashMap<>();
    within(closed.payout(), new CommissionModel(closed.plan(), quota).lines(earned))
        .forEach(line -> now.put(new CreditId(line.credit().deal(), line.credit().kind()), line));
    Map<CreditId, Long> stated = stated(closed);
    Map<CreditId, String> labels = new HashMap<>();
    closed.lines().forEach(line -> labels.put(id(line), line.label()));
    now.forEach((id, line) -> labels.put(id, line.credit().label()));
    return labels.keySet().stream()
        .sorted(Comparator.comparing(CreditId::deal).thenComparing(CreditId::kind))
        .map(
            id -> {
              CommissionModel.Line line = now.get(id);
              long before = stated.getOrDefault(id, 0L);
              return new Adjustment(
                  closed.payout().from(),
                  id.deal(),
                  labels.getOrDefault(id, ""),
                  id.kind(),
                  before,
                  (line == null ? 0 : line.minor()) - before,
                  kept.containsKey(id) ? Reason.KEPT_AFTER_CLAWBACK_WINDOW : Reason.RESTATED,
                  null);
            })
        .filter(a -> a.minor() != 0 || isNews(a))
        .toList();
  }

  /** That a credit stays paid is said once. */
  private boolean isNews(Adjustment adjustment) {
    return adjustment.reason() == Reason.KEPT_AFTER_CLAWBACK_WINDOW
        && frozen.stream()
            .flatMap(each -> each.statement().adjustments().stream())
            .noneMatch(
                said ->
                    said.reason() == adjustment.reason()
                        && said.of().equals(adjustment.of())
                        && Objects.equals(said.deal(), adjustment.deal())
                        && said.kind() == adjustment.kind());
  }

  /** Closed lines of an attainment period whose wins were taken back after the clawback window. */
  private Map<CreditId, Line> kept(Period attainment, Plan plan) {
    Map<CreditId, Line> kept = new LinkedHashMap<>();
    Integer window = plan.clawbackDays();
    if (window == null) {
      return kept;
    }
    ZoneId zone = book.settings().zoneOf(rep);
    for (Frozen each : frozen) {
      if (each.statement().attainment().equals(attainment)) {
        for (Line line : each.statement().lines()) {
          Instant at = credits.takenBackAt(id(line));
          if (at != null
              && line.closed().plusDays(window).isBefore(LocalDate.ofInstant(at, zone))) {
            kept.put(id(line), line);
          }
        }
      }
    }
    return kept;
  }

  private Map<CreditId, Long> stated(Statement closed) {
    Map<CreditId, Long> stated = new HashMap<>();
    closed.lines().forEach(line -> stated.merge(id(line), line.minor(), Long::sum));
    for (Frozen later : frozen) {
      for (Adjustment each : later.statement().adjustments()) {
        DealId deal = each.deal();
        if (each.of().equals(closed.payout().from()) && deal != null && each.kind() != null) {
          stated.merge(
              new CreditId(deal, Objects.requireNonNull(each.kind())), each.minor(), Long::sum);
        }
      }
    }
    return stated;
  }

  private static CreditId id(Line line) {
    return new CreditId(line.deal(), line.kind());
  }

  private static Earned earned(Line line) {
    return new Earned(
        line.deal(),
        line.version(),
        line.label(),
        line.kind(),
        line.closed(),
        line.creditMinor(),
        line.rates().stream()
            .filter(part -> part.product() != null)
            .map(part -> new ProductPart(Objects.requireNonNull(part.product()), part.minor()))
            .toList());
  }
}
