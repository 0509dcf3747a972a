package salesops.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Money;
import salesops.model.settings.CommissionPlans.Draw;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.CommissionPlans.Span;
import salesops.model.settings.CommissionPlans.Tier;
import salesops.model.settings.CommissionPlans.TierMode;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.Settings.Team;
import salesops.quota.QuotaOperation.ClosePeriod;
import salesops.quota.QuotaOperation.Closing;
import salesops.quota.QuotaOperation.ShowStatement;
import salesops.quota.commission.Closed;
import salesops.quota.commission.Statement;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;

/**
 * A company whose fiscal year is the calendar year, with quarterly attainment: the one that the
 * cases are about.
 */
final class Books {
  static final Company CALENDAR_YEAR = new Company("Northwind", "Europe/London", "GBP", "01-01");

  private Books() {}

  static TestSettings company(Quota... quotas) {
    return TestSettings.northwind()
        .company(CALENDAR_YEAR)
        .teams(
            new Team("emea", TestSettings.person("tom"), null, null),
            new Team("b", TestSettings.person("bob"), null, null))
        .reps(TestRep.rep("ana"), TestRep.rep("ben"), TestRep.rep("chloe"), TestRep.rep("dora"))
        .quotas(QuotaRules.of(List.of(quotas), List.of(50, 80, 100, 120)));
  }

  static Period period(String name) {
    return FiscalCalendar.of(CALENDAR_YEAR).parse(name);
  }

  static long minor(String amount) {
    return Money.parse(amount, "GBP").minor();
  }

  static Quota quota(String rep, String period, String amount) {
    return Quota.of(TestSettings.person(rep), period(period), minor(amount));
  }

  static Quota ofTeam(String team, String period, String amount) {
    return Quota.ofTeam(team, period(period), minor(amount));
  }

  static Quota rollUp(String rep, String team, String period, String amount) {
    Period of = period(period);
    return new Quota(
        Subject.of(TestSettings.person(rep)), of.from(), of.until(), minor(amount), team);
  }

  /** A plan in the making: marginal, without cap and draw, paid as often as attainment is taken. */
  record Terms(
      TierMode mode,
      Map<String, String> tiers,
      Span attainment,
      Span payout,
      @Nullable String cap,
      @Nullable Draw draw,
      @Nullable Integer clawbackDays,
      Map<String, BigDecimal> products) {
    /**
     * @param tiers from and rate in turns, in percent
     */
    static Terms marginal(String... tiers) {
      Map<String, String> all = new TreeMap<>();
      for (int i = 0; i < tiers.length; i += 2) {
        all.put(tiers[i], tiers[i + 1]);
      }
      return new Terms(
          TierMode.MARGINAL, all, Span.QUARTER, Span.QUARTER, null, null, null, Map.of());
    }

    Terms retroactive() {
      return new Terms(
          TierMode.RETROACTIVE, tiers, attainment, payout, cap, draw, clawbackDays, products);
    }

    Terms monthly() {
      return new Terms(mode, tiers, attainment, Span.MONTH, cap, draw, clawbackDays, products);
    }

    Terms capped(String amount) {
      return new Terms(mode, tiers, attainment, payout, amount, draw, clawbackDays, products);
    }

    Terms draw(String amount, boolean recoverable) {
      return new Terms(
          mode,
          tiers,
          attainment,
          payout,
          cap,
          new Draw(minor(amount), recoverable),
          clawbackDays,
          products);
    }

    Terms clawback(int days) {
      return new Terms(mode, tiers, attainment, payout, cap, draw, days, products);
    }

    Terms product(String name, String rate) {
      return new Terms(
          mode,
          tiers,
          attainment,
          payout,
          cap,
          draw,
          clawbackDays,
          Map.of(name, new BigDecimal(rate)));
    }

    Plan plan() {
      List<Tier> all =
          tiers.entrySet().stream()
              .map(e -> new Tier(new BigDecimal(e.getKey()), new BigDecimal(e.getValue())))
              .sorted(java.util.Comparator.comparing(Tier::fromPercent))
              .toList();
      return new Plan(
          "AE",
          LocalDate.of(2026, 1, 1),
          null,
          Set.of(),
          Set.of("emea"),
          attainment,
          payout,
          mode,
          all,
          products,
          cap == null ? null : minor(cap),
          draw,
          clawbackDays);
    }
  }

  /** 5 % up to the quota, 8 % above. */
  static Terms fiveAndEight() {
    return Terms.marginal("0", "5", "100", "8");
  }

  /** A suite in which it is a moment, with these settings. */
  static Suite at(String instant, TestSettings settings) {
    Suite suite = new Suite(Instant.parse(instant));
    suite.apply(settings);
    return suite;
  }

  /** The last statement of a rep in a period. */
  static Statement statement(Suite suite, String rep, String period) {
    return suite
        .ask(new ShowStatement(TestSettings.person(rep), period, null, null, null))
        .statements()
        .getLast()
        .statement();
  }

  /** All statements of a rep in a period. */
  static List<QuotaOperation.Shown> statements(Suite suite, String rep, String period) {
    return suite
        .ask(new ShowStatement(TestSettings.person(rep), period, null, null, null))
        .statements();
  }

  static List<String> lines(Statement statement) {
    return statement.lines().stream()
        .map(line -> line.deal() + " " + Suite.major(line.minor()))
        .toList();
  }

  static List<String> adjustments(Statement statement) {
    return statement.adjustments().stream()
        .map(a -> a.deal() + " " + Suite.major(a.minor()) + " " + a.reason())
        .toList();
  }

  /** Closes a period to its end. */
  static Closed close(Suite suite, String period) {
    Closing closing = suite.ask(new ClosePeriod(period, null, "ops", 0));
    while (closing.closed() == null) {
      closing = suite.ask(new ClosePeriod(period, null, "ops", closing.reps()));
    }
    return java.util.Objects.requireNonNull(closing.closed());
  }
}
