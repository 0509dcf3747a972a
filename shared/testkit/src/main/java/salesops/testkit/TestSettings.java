package salesops.testkit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.RepId;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.DealRules;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.Form;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.GradeBand;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.Settings.NamedAccount;
import salesops.model.settings.Settings.SlackRules;
import salesops.model.settings.Settings.Team;
import salesops.model.settings.Settings.Webhook;
import salesops.model.settings.Territory;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;

/**
 * Settings in the making: {@code
 * TestSettings.northwind().reps(rep("ana")).fallback("tom").build()}. What is not said is as little
 * as possible: no forms, no rules, nobody, no hours; leads go by territory.
 */
public final class TestSettings {
  public static final String SALT = "salt";

  private int version = 1;
  private Company company = new Company("Northwind", "Europe/London", "GBP", "02-01");
  private @Nullable String leadLink;
  private List<Form> forms = List.of();
  private Scoring scoring =
      new Scoring(
          List.of(), new Scoring.Engagement(336, List.of(), Set.of()), List.of(), List.of());
  private List<Team> teams = List.of();
  private List<Rep> reps = List.of();
  private Map<String, WorkCalendar> calendars = Map.of();
  private final List<NamedAccount> accounts = new ArrayList<>();
  private List<Territory> territories = List.of();
  private List<Path> order = List.of(Path.TERRITORY);
  private Set<Grade> holdOutsideHours = Set.of();
  private Set<Grade> nurture = Set.of();
  private WhenFull whenFull = WhenFull.PARENT;
  private @Nullable RepId fallback;
  private List<GradeBand> bands = List.of();
  private SlackRules slack = SlackRules.atOnce(List.of());
  private List<Webhook> webhooks = List.of();
  private DealRules deals = DealRules.USUAL;
  private Instant appliedAt = TestClock.START;
  private QuotaRules quotas = QuotaRules.USUAL;
  private ExchangeRates rates = ExchangeRates.NONE;
  private CommissionPlans commission = CommissionPlans.NONE;

  private TestSettings() {}

  /** Northwind, a company in London. */
  public static TestSettings northwind() {
    return new TestSettings();
  }

  /** Somebody at Northwind. */
  public static RepId person(String name) {
    return new RepId(name + "@northwind.example");
  }

  public TestSettings version(int number) {
    version = number;
    return this;
  }

  public TestSettings appliedAt(Instant time) {
    appliedAt = time;
    return this;
  }

  public TestSettings calendars(Map<String, WorkCalendar> all) {
    calendars = all;
    return this;
  }

  public TestSettings company(Company other) {
    company = other;
    return this;
  }

  public TestSettings leadLink(@Nullable String address) {
    leadLink = address;
    return this;
  }

  public TestSettings forms(List<Form> all) {
    forms = all;
    return this;
  }

  public TestSettings scoring(Scoring rules) {
    scoring = rules;
    return this;
  }

  public TestSettings teams(Team... all) {
    teams = List.of(all);
    return this;
  }

  /** Team {@code emea} of Tom's has a channel that hears of leads nobody acts on. */
  public TestSettings escalate(String channel) {
    return teams(new Team("emea", person("tom"), null, channel));
  }

  public TestSettings reps(TestRep... all) {
    return reps(Arrays.stream(all).map(TestRep::build).toList());
  }

  public TestSettings reps(List<Rep> all) {
    reps = all;
    return this;
  }

  /** The company works on these hours from Monday to Friday. */
  public TestSettings weekdays(String from, String to, LocalDate... holidays) {
    return open(from, to, Stream.of(DayOfWeek.values()).limit(5).toList(), List.of(holidays));
  }

  /** The company works on these hours of these days. */
  public TestSettings open(String from, String to, List<DayOfWeek> days, List<LocalDate> holidays) {
    List<WeekHours.Span> spans =
        days.stream()
            .map(day -> new WeekHours.Span(day, LocalTime.parse(from), LocalTime.parse(to)))
            .toList();
    calendars = Map.of("default", new WorkCalendar(new WeekHours(spans), holidays));
    return this;
  }

  /** One more account, with or without an owner and a company it belongs to. */
  public TestSettings account(String domain, @Nullable String owner, @Nullable String parent) {
    accounts.add(new NamedAccount(domain, owner == null ? null : person(owner), parent));
    return this;
  }

  public TestSettings territories(Territory... all) {
    territories = List.of(all);
    return this;
  }

  public TestSettings order(Path... paths) {
    order = List.of(paths);
    return this;
  }

  public TestSettings holdOutsideHours(String... grades) {
    holdOutsideHours = grades(grades);
    return this;
  }

  public TestSettings nurture(String... grades) {
    nurture = grades(grades);
    return this;
  }

  private static Set<Grade> grades(String... names) {
    return Set.copyOf(Arrays.stream(names).map(Grade::parse).toList());
  }

  public TestSettings whenFull(WhenFull what) {
    whenFull = what;
    return this;
  }

  public TestSettings fallback(String name) {
    fallback = person(name);
    return this;
  }

  public TestSettings bands(GradeBand... all) {
    bands = List.of(all);
    return this;
  }

  public TestSettings slack(SlackRules rules) {
    slack = rules;
    return this;
  }

  public TestSettings webhooks(List<Webhook> all) {
    webhooks = all;
    return this;
  }

  public TestSettings deals(DealRules rules) {
    deals = rules;
    return this;
  }

  public TestSettings quotas(QuotaRules rules) {
    quotas = rules;
    return this;
  }

  public TestSettings rates(ExchangeRates.Rate... rows) {
    rates = new ExchangeRates(List.of(rows));
    return this;
  }

  public TestSettings plans(CommissionPlans.Plan... plans) {
    commission = new CommissionPlans(List.of(plans));
    return this;
  }

  public Settings build() {
    return new Settings(
        version,
        SALT,
        appliedAt,
        "ops@northwind.example",
        company,
        leadLink,
        forms,
        scoring,
        teams,
        reps,
        calendars,
        accounts,
        territories,
        new RoutingRules(
            order, 90, true, true, holdOutsideHours, whenFull, fallback, nurture, bands),
        slack,
        webhooks,
        deals,
        quotas,
        rates,
        commission);
  }
}
