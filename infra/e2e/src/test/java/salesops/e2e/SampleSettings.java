package salesops.e2e;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import salesops.model.Grade;
import salesops.model.Origin;
import salesops.model.RepId;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.Criterion;
import salesops.model.settings.DealRules;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.Form;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;

/** A company of one form, one territory and two reps. */
final class SampleSettings {
  static final RepId ANA = new RepId("ana@northwind.example");
  static final RepId BEN = new RepId("ben@northwind.example");
  private static final RepId TOM = new RepId("tom@northwind.example");

  private SampleSettings() {}

  static Settings first(Clock clock) {
    return new Settings(
        1,
        "0123456789abcdef0123456789abcdef",
        clock.instant(),
        "e2e",
        new Settings.Company("Northwind", "Europe/London", "GBP", "02-01"),
        null,
        List.of(form()),
        scoring(),
        List.of(new Settings.Team("emea", TOM, "#sales-emea", "#sales-ops")),
        List.of(rep(ANA), rep(BEN)),
        Map.of("default", new WorkCalendar(alwaysOpen(), List.of())),
        List.of(),
        List.of(
            new Territory(
                "Rest of world",
                null,
                List.of(),
                0,
                new Territory.Pool("team emea", List.of(ANA, BEN)),
                Set.of(),
                null,
                false)),
        routing(),
        Settings.SlackRules.atOnce(List.of("A1")),
        List.of(),
        DealRules.USUAL,
        quotas(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
        ExchangeRates.NONE,
        CommissionPlans.NONE);
  }

  /** Each rep is to close £80,000 in the year around this day. */
  private static QuotaRules quotas(LocalDate day) {
    FiscalCalendar.Period year = FiscalCalendar.from(MonthDay.of(2, 1)).year(day);
    return QuotaRules.of(
        Stream.of(ANA, BEN).map(rep -> QuotaRules.Quota.of(rep, year, 8_000_000)).toList(),
        QuotaRules.USUAL.milestonePercents());
  }

  private static Form form() {
    return new Form(
        "demo",
        "Talk to sales",
        List.of(new Form.Field("email", true), new Form.Field("company", true)),
        Map.of(),
        null,
        null,
        List.of("https://northwind.example"),
        null,
        List.of(Form.Texts.ENGLISH),
        Form.Guard.USUAL);
  }

  private static Scoring scoring() {
    Criterion size = new Criterion("employees", Criterion.Kind.BETWEEN, List.of(), 50L, 1000L);
    return new Scoring(
        List.of(new Scoring.FitRule(60, List.of(size), "of the size we serve")),
        new Scoring.Engagement(
            336,
            List.of(new Scoring.Behaviour("formSubmitted", 20, null, 20, List.of())),
            Set.of(Origin.SERVER)),
        List.of(new Scoring.Band("A", 60), new Scoring.Band("B", 40), new Scoring.Band("C", 20)),
        List.of(new Scoring.Band("1", 50), new Scoring.Band("2", 30), new Scoring.Band("3", 10)));
  }

  private static Rep rep(RepId id) {
    return new Rep(
        id,
        "emea",
        1000,
        60,
        Set.of(),
        "Europe/London",
        null,
        "default",
        null,
        null,
        List.of(),
        null,
        List.of());
  }

  private static RoutingRules routing() {
    return new RoutingRules(
        List.of(
            RoutingRules.Path.NAMED_ACCOUNT,
            RoutingRules.Path.EXISTING_OWNER,
            RoutingRules.Path.TERRITORY,
            RoutingRules.Path.FALLBACK),
        90,
        true,
        true,
        Set.of(),
        RoutingRules.WhenFull.FALLBACK,
        TOM,
        Set.of(),
        List.of(new RoutingRules.GradeBand("all", Set.copyOf(Grade.all()))));
  }

  private static WeekHours alwaysOpen() {
    return new WeekHours(
        Stream.of(DayOfWeek.values())
            .map(day -> new WeekHours.Span(day, LocalTime.MIN, LocalTime.MAX))
            .toList());
  }
}
