package salesops.routing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.ScorePart;
import salesops.model.settings.Criterion;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;
import salesops.testkit.TestClock;

/** Leads and settings to test with. */
final class Sample {
  static final String SALT = "salt";
  static final Score A2 = score("A2");

  private Sample() {}

  static RepId rep(String name) {
    return new RepId(name + "@northwind.example");
  }

  /** A lead by this address; the domain is the company unless it starts with {@code mail.}. */
  static Lead lead(String email, String submission, Map<String, String> fields) {
    return lead(List.of(PersonKey.ofEmail(SALT, email)), email, submission, fields);
  }

  static Lead lead(
      List<PersonKey> persons, String email, String submission, Map<String, String> fields) {
    String domain = email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    Map<String, String> all = new TreeMap<>(fields);
    if (!email.isEmpty()) {
      all.put("email", email);
    }
    return new Lead(
        LeadId.of(persons.getFirst(), submission),
        "demo",
        TestClock.START,
        Origin.BROWSER,
        Map.of(),
        new Identity(
            persons,
            email.isEmpty() || domain.startsWith("mail.") ? null : domain,
            MailKind.BUSINESS),
        all,
        Map.of());
  }

  static Lead lead(String email) {
    return lead(email, "1", Map.of("country", "FR"));
  }

  static Score score(String grade) {
    return new Score(
        Grade.parse(grade),
        200,
        200,
        List.of(
            new ScorePart(ScorePart.Kind.FIT, 200, "employees 340 is between 50 and 1000"),
            new ScorePart(ScorePart.Kind.FIT, 0, "industry: unknown (could add 25)"),
            new ScorePart(ScorePart.Kind.ENGAGEMENT, 200, "form submitted today")));
  }

  static RepSketch member(String name) {
    return new RepSketch(name);
  }

  /** A rep in the making. */
  static final class RepSketch {
    private final String name;
    private int weight = 1000;
    private @Nullable Integer capacity;
    private Set<String> skills = Set.of();
    private List<Rep.Leave> leave = List.of();
    private @Nullable RepId backup;

    RepSketch(String name) {
      this.name = name;
    }

    RepSketch weight(int thousandths) {
      weight = thousandths;
      return this;
    }

    RepSketch capacity(int most) {
      capacity = most;
      return this;
    }

    RepSketch skills(String... spoken) {
      skills = Set.of(spoken);
      return this;
    }

    RepSketch onLeave(String from, String to) {
      leave = List.of(new Rep.Leave(LocalDate.parse(from), LocalDate.parse(to)));
      return this;
    }

    RepSketch backup(String other) {
      backup = rep(other);
      return this;
    }

    Rep build() {
      return new Rep(
          rep(name),
          "emea",
          weight,
          capacity,
          skills,
          "Europe/London",
          null,
          "default",
          null,
          null,
          leave,
          backup);
    }
  }

  static Territory territory(String name, String country, String pool, String... members) {
    return territory(name, null, country, pool, Set.of(), null, false, members);
  }

  static Territory territory(
      String name,
      @Nullable String parent,
      String country,
      String pool,
      Set<String> need,
      @Nullable WhenFull whenFull,
      boolean hold,
      String... members) {
    return new Territory(
        name,
        parent,
        country.isEmpty()
            ? List.of()
            : List.of(
                new Criterion(
                    "country",
                    Criterion.Kind.ANY_OF,
                    Arrays.asList(country.split(" ")),
                    null,
                    null)),
        0,
        new Territory.Pool(pool, Arrays.stream(members).map(Sample::rep).toList()),
        need,
        whenFull,
        hold);
  }

  /** Settings in the making. */
  static final class SettingsSketch {
    private int version = 1;
    private List<Rep> reps = List.of();
    private List<Territory> territories = List.of();
    private List<Settings.NamedAccount> accounts = List.of();
    private List<Path> order =
        List.of(Path.NAMED_ACCOUNT, Path.EXISTING_OWNER, Path.TERRITORY, Path.FALLBACK);
    private Set<Grade> holdOutsideHours = Set.of();
    private Set<Grade> nurture = Set.of(Grade.parse("D4"));
    private WhenFull whenFull = WhenFull.PARENT;
    private @Nullable RepId fallback;
    private @Nullable String escalate;
    private List<RoutingRules.GradeBand> bands = List.of();

    /** The channel that hears of leads nobody acts on. */
    SettingsSketch escalate(String channel) {
      escalate = channel;
      return this;
    }

    SettingsSketch version(int number) {
      version = number;
      return this;
    }

    SettingsSketch reps(RepSketch... members) {
      reps = Arrays.stream(members).map(RepSketch::build).toList();
      return this;
    }

    SettingsSketch territories(Territory... all) {
      territories = List.of(all);
      return this;
    }

    SettingsSketch account(String domain, @Nullable String owner, @Nullable String parent) {
      List<Settings.NamedAccount> more = new ArrayList<>(accounts);
      more.add(new Settings.NamedAccount(domain, owner == null ? null : rep(owner), parent));
      accounts = more;
      return this;
    }

    SettingsSketch holdOutsideHours(String... grades) {
      holdOutsideHours = Set.copyOf(Arrays.stream(grades).map(Grade::parse).toList());
      return this;
    }

    SettingsSketch whenFull(WhenFull what) {
      whenFull = what;
      return this;
    }

    SettingsSketch fallback(String name) {
      fallback = rep(name);
      return this;
    }

    SettingsSketch bands(RoutingRules.GradeBand... all) {
      bands = List.of(all);
      return this;
    }

    Settings build() {
      List<WeekHours.Span> spans = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.getValue() <= 5) {
          spans.add(new WeekHours.Span(day, LocalTime.of(9, 0), LocalTime.of(17, 0)));
        }
      }
      return new Settings(
          version,
          SALT,
          Instant.EPOCH,
          "ops@northwind.example",
          new Settings.Company("Northwind", "Europe/London", "GBP", "02-01"),
          null,
          List.of(),
          new Scoring(
              List.of(), new Scoring.Engagement(336, List.of(), Set.of()), List.of(), List.of()),
          escalate == null
              ? List.of()
              : List.of(new Settings.Team("emea", rep("tom"), null, escalate)),
          reps,
          Map.of("default", new WorkCalendar(new WeekHours(spans), List.of())),
          accounts,
          territories,
          new RoutingRules(
              order, 90, true, true, holdOutsideHours, whenFull, fallback, nurture, bands),
          Settings.SlackRules.atOnce(true, List.of(), true, true),
          List.of());
    }
  }

  static SettingsSketch settings() {
    return new SettingsSketch();
  }

  /** One pool of three, without limits, for everybody. */
  static SettingsSketch onePool() {
    return settings()
        .reps(member("ana").weight(2000), member("ben"), member("chloe"), member("dev"))
        .territories(territory("World", "", "team emea", "ana", "ben", "chloe", "dev"));
  }
}
