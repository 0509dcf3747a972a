package salesops.slack;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.events.LeadUnassigned;
import salesops.model.Grade;
import salesops.model.Identity;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.ScorePart;
import salesops.model.settings.Form;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WorkCalendar;
import salesops.testkit.TestClock;

/** A company, its people, and leads as events. */
final class Samples {
  static final String ANA = "ana@northwind.example";
  static final String BEN = "ben@northwind.example";
  static final String TOM = "tom@northwind.example";
  static final String TEAM_CHANNEL = "#sales-emea";
  static final String ESCALATION = "#sales-ops";

  /** Three messages a minute, then digests; at any hour. */
  static final Settings.SlackRules RULES =
      new Settings.SlackRules(true, List.of("A1", "A2"), true, true, List.of(), 3, false);

  private Samples() {}

  static Settings settings() {
    return settings("https://crm.northwind.example/lead/{leadId}");
  }

  static Settings settings(@Nullable String leadLink) {
    return settings(leadLink, RULES);
  }

  static Settings settings(Settings.SlackRules rules) {
    return settings("https://crm.northwind.example/lead/{leadId}", rules);
  }

  static Settings settings(@Nullable String leadLink, Settings.SlackRules rules) {
    return settings(leadLink, rules, Map.of("default", calendar()));
  }

  /** A company that never works. */
  static Settings settingsWithoutHours(Settings.SlackRules rules) {
    return settings(null, rules, Map.of());
  }

  private static Settings settings(
      @Nullable String leadLink, Settings.SlackRules rules, Map<String, WorkCalendar> calendars) {
    return new Settings(
        1,
        "salt",
        TestClock.START,
        "ops@northwind.example",
        new Settings.Company("Northwind", "Europe/London", "GBP", "02-01"),
        leadLink,
        List.of(
            new Form(
                "demo",
                "Talk to sales",
                List.of(),
                Map.of(),
                new Form.Consent("You may contact me.", 3, true),
                null,
                List.of(),
                null,
                List.of(Form.Texts.ENGLISH),
                Form.Guard.USUAL)),
        new Scoring(
            List.of(), new Scoring.Engagement(336, List.of(), Set.of()), List.of(), List.of()),
        List.of(
            new Settings.Team("emea", new RepId(TOM), TEAM_CHANNEL, ESCALATION),
            new Settings.Team("apac", new RepId("kim@northwind.example"), null, null)),
        List.of(rep(ANA, "emea", "Europe/Berlin"), rep(BEN, "apac", "Asia/Tokyo")),
        calendars,
        List.of(),
        List.of(),
        new RoutingRules(
            List.of(Path.TERRITORY),
            90,
            true,
            true,
            Set.of(),
            RoutingRules.WhenFull.PARENT,
            new RepId(TOM),
            Set.of(),
            List.of()),
        rules,
        List.of());
  }

  private static WorkCalendar calendar() {
    return new WorkCalendar(
        new WeekHours(
            List.of(new WeekHours.Span(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(17, 0)))),
        List.of());
  }

  private static Rep rep(String email, String team, String zone) {
    return new Rep(
        new RepId(email),
        team,
        1000,
        60,
        Set.of(),
        zone,
        null,
        "default",
        null,
        null,
        List.of(),
        null);
  }

  static Lead lead(String name, Map<String, String> more) {
    return lead(name, more, Map.of());
  }

  static Lead lead(String name, Map<String, String> more, Map<String, String> attributes) {
    PersonKey person = PersonKey.ofEmail("salt", name + "@assurance-lyon.example");
    Map<String, String> fields =
        new java.util.HashMap<>(
            Map.of(
                "name", name,
                "email", "claire@assurance-lyon.example",
                "company", "Assurance Lyon",
                "country", "FR"));
    fields.putAll(more);
    return new Lead(
        LeadId.of(person, name),
        "demo",
        TestClock.START,
        Origin.BROWSER,
        Map.of(),
        new Identity(List.of(person), "assurance-lyon.example", Identity.MailKind.BUSINESS),
        fields,
        attributes);
  }

  static Score score(String grade) {
    return new Score(
        Grade.parse(grade),
        450,
        200,
        List.of(
            new ScorePart(ScorePart.Kind.FIT, 200, "employees 340 is between 50 and 1000"),
            new ScorePart(ScorePart.Kind.FIT, 250, "industry Insurance is in our ideal profile"),
            new ScorePart(ScorePart.Kind.FIT, 0, "months in role unknown (could add 10)"),
            new ScorePart(ScorePart.Kind.ENGAGEMENT, 200, "form submitted today")));
  }

  static LeadAssigned assigned(Lead lead, String grade, String rep, Path path) {
    return assigned(lead, grade, rep, path, TestClock.START);
  }

  static LeadAssigned assigned(Lead lead, String grade, String rep, Path path, Instant at) {
    return new LeadAssigned(
        lead,
        score(grade),
        new RepId(rep),
        1,
        null,
        path,
        path == Path.TERRITORY ? "EMEA" : null,
        null,
        1,
        at,
        path == Path.EXISTING_OWNER,
        5,
        60,
        Decision.NONE);
  }

  static LeadUnassigned escalated(Lead lead, @Nullable String team) {
    LeadUnassigned held = held(lead, false, team);
    return new LeadUnassigned(
        lead,
        held.score(),
        2,
        held.reason(),
        held.detail(),
        false,
        true,
        null,
        team,
        1,
        held.heldAt(),
        held.decision());
  }

  static LeadUnassigned held(Lead lead, boolean planned, @Nullable String team) {
    return new LeadUnassigned(
        lead,
        score("A1"),
        1,
        "POOL_FULL",
        "ana is full (60/60)",
        planned,
        false,
        null,
        team,
        1,
        TestClock.START,
        Decision.NONE);
  }

  static LeadReturned returned(Lead lead, String rep) {
    return new LeadReturned(
        lead.leadId(),
        new RepId(rep),
        1,
        "a student",
        rep,
        2,
        "Claire Martin, Assurance Lyon",
        TestClock.START);
  }
}
