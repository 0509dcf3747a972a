package salesops.settings.show;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Money;
import salesops.model.settings.CommissionPlans.Draw;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.Membership;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Contest;
import salesops.model.settings.QuotaRules.Goal;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.QuotaRules.WeeklyTime;
import salesops.settings.read.Hours;
import salesops.settings.targets.Percents;

/** Quotas, goals, contests, rates and plans in a few words, as the settings write them. */
final class TargetTexts {
  private TargetTexts() {}

  /** {@code ana@…}, {@code team emea}, or for nobody in particular {@code all}. */
  static String who(@Nullable Subject subject) {
    if (subject == null) {
      return "all";
    }
    return subject.rep() == null ? "team " + subject.team() : subject.rep().email();
  }

  /** {@code ana@… 2026-Q4}: whose quota it is, and for when. */
  static String quota(Subject of, Period period, FiscalCalendar calendar) {
    return who(of)
        + " "
        + calendar
            .name(period)
            // Of a version with another fiscal year.
            .orElseGet(() -> days(period.from(), period.until()));
  }

  /** {@code 2026-11-01..2026-11-30}: the first and the last day. */
  private static String days(LocalDate from, LocalDate until) {
    return from + ".." + until.minusDays(1);
  }

  static List<String> milestones(QuotaRules rules) {
    return rules.milestonePercents().stream().map(percent -> percent + "%").toList();
  }

  static List<String> ramp(QuotaRules rules) {
    return rules.rampPercents().stream().map(Percents::text).toList();
  }

  static @Nullable String paceDigest(QuotaRules rules) {
    @Nullable WeeklyTime digest = rules.paceDigest();
    return digest == null ? null : Hours.text(digest);
  }

  /** {@code team emea from 2026-01-01 until 2026-05-31}: the first and the last day. */
  static String membership(Membership membership) {
    LocalDate from = membership.from();
    LocalDate until = membership.until();
    return "team "
        + membership.team()
        + (from == null ? "" : " from " + from)
        + (until == null ? "" : " until " + until.minusDays(1));
  }

  /** The newest rate of each currency: {@code USD 0.79 from 2026-01-01}. */
  static String rates(ExchangeRates rates) {
    Map<String, Rate> newest = new TreeMap<>();
    for (Rate rate : rates.rates()) {
      newest.merge(rate.currency(), rate, (a, b) -> a.from().isAfter(b.from()) ? a : b);
    }
    return String.join(
        ", ",
        newest.values().stream()
            .map(rate -> rate.currency() + " " + number(rate) + " from " + rate.from())
            .toList());
  }

  static String number(Rate rate) {
    return rate.rate().toPlainString();
  }

  /** {@code all: 20 calls each day}. */
  static String goal(Goal goal) {
    return "%s: %d %s each %s"
        .formatted(
            who(goal.of()),
            goal.goal(),
            SettingsView.word(goal.metric()),
            SettingsView.word(goal.each()));
  }

  /** {@code November sprint, revenue 2026-11-01..2026-11-30 of team emea}. */
  static String contest(Contest contest) {
    return contest.name()
        + ", "
        + SettingsView.word(contest.metric())
        + " "
        + days(contest.from(), contest.until())
        + " of "
        + (contest.teams().isEmpty() ? "all" : String.join(", ", teams(contest)));
  }

  static List<String> teams(Contest contest) {
    return contest.teams().stream().map(team -> "team " + team).toList();
  }

  /** What a plan pays, to whom, and when. */
  static String plan(Plan plan, String currency) {
    List<String> rules = new ArrayList<>();
    rules.add("%s from %s".formatted(plan.name(), plan.from()));
    if (plan.until() != null) {
      rules.add("to " + plan.until());
    }
    rules.add("for " + String.join(", ", who(plan)));
    rules.add("%s %s".formatted(SettingsView.word(plan.mode()), String.join(", ", tiers(plan))));
    rules.add("by " + SettingsView.word(plan.attainment()));
    rules.add("paid by " + SettingsView.word(plan.payout()));
    return Stream.of(
            String.join(" ", rules),
            String.join(", ", products(plan)),
            plan.capMinor() == null ? "" : "cap " + cap(plan, currency),
            plan.draw() == null ? "" : "draw " + draw(plan, currency),
            plan.clawbackDays() == null ? "" : "clawback " + SettingsView.days(plan.clawbackDays()))
        .filter(rule -> !rule.isEmpty())
        .collect(Collectors.joining(", "));
  }

  static List<String> who(Plan plan) {
    return Stream.concat(
            plan.teams().stream().sorted().map(team -> "team " + team),
            plan.reps().stream().map(rep -> rep.email()).sorted())
        .toList();
  }

  /** {@code 5% from 0%}. */
  static List<String> tiers(Plan plan) {
    return plan.tiers().stream()
        .map(
            tier ->
                Percents.text(tier.ratePercent()) + " from " + Percents.text(tier.fromPercent()))
        .toList();
  }

  static List<String> products(Plan plan) {
    return plan.products().entrySet().stream()
        .sorted(Map.Entry.<String, BigDecimal>comparingByKey(Comparator.naturalOrder()))
        .map(entry -> entry.getKey() + " " + Percents.text(entry.getValue()))
        .toList();
  }

  static @Nullable String cap(Plan plan, String currency) {
    @Nullable Long minor = plan.capMinor();
    return minor == null
        ? null
        : new Money(minor, currency).text() + " per " + SettingsView.word(plan.attainment());
  }

  static @Nullable String draw(Plan plan, String currency) {
    @Nullable Draw draw = plan.draw();
    return draw == null
        ? null
        : new Money(draw.minor(), currency).text()
            + " per "
            + SettingsView.word(plan.payout())
            + (draw.recoverable() ? ", recoverable" : ", not recoverable");
  }
}
