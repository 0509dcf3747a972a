package salesops.slack;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.LeadAssigned;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.LeadUnassigned;
import salesops.events.Turn;
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
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings;
import salesops.testkit.TestClock;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;

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

  /** Digests at two times of the day, in no order, and single messages in between. */
  static final Settings.SlackRules DIGESTS =
      new Settings.SlackRules(
          true,
          List.of("A1", "A2"),
          true,
          true,
          List.of(LocalTime.of(14, 0), LocalTime.of(11, 0)),
          20,
          false);

  private Samples() {}

  /** A time of the day on which tests start. */
  static Instant at(String time) {
    return Instant.parse("2026-11-03T" + time + ":00Z");
  }

  static Settings settings() {
    return settings(RULES);
  }

  static Settings settings(@Nullable String leadLink) {
    return northwind().leadLink(leadLink).build();
  }

  static Settings settings(Settings.SlackRules rules) {
    return northwind().slack(rules).build();
  }

  /** A company that never works. */
  static Settings settingsWithoutHours(Settings.SlackRules rules) {
    return people().slack(rules).build();
  }

  /** Works on Mondays. */
  private static TestSettings northwind() {
    return people()
        .leadLink("https://crm.northwind.example/lead/{leadId}")
        .open("09:00", "17:00", List.of(DayOfWeek.MONDAY), List.of());
  }

  private static TestSettings people() {
    return TestSettings.northwind()
        .forms(List.of(demo()))
        .teams(
            new Settings.Team("emea", new RepId(TOM), TEAM_CHANNEL, ESCALATION),
            new Settings.Team("apac", TestSettings.person("kim"), null, null))
        .reps(
            TestRep.rep("ana").zone("Europe/Berlin").capacity(60),
            TestRep.rep("ben").team("apac").zone("Asia/Tokyo").capacity(60))
        .slack(RULES);
  }

  /** A form with a text of consent. */
  private static Form demo() {
    return new Form(
        "demo",
        "Talk to sales",
        List.of(),
        Map.of(),
        new Form.Consent("You may contact me.", 3, true),
        null,
        List.of(),
        null,
        List.of(Form.Texts.ENGLISH),
        Form.Guard.USUAL);
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

  static Lead person(String name) {
    return lead(name, Map.of());
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

  static LeadAssigned assigned(
      String name, String grade, String rep, Instant at, @Nullable Turn turn) {
    LeadAssigned plain = assigned(person(name), grade, rep, Path.TERRITORY, at);
    return new LeadAssigned(
        plain.lead(),
        plain.score(),
        plain.rep(),
        plain.assignmentSeq(),
        plain.previousRep(),
        plain.path(),
        plain.territory(),
        turn,
        plain.settingsVersion(),
        plain.assignedAt(),
        plain.wroteAgain(),
        plain.openLeads(),
        plain.capacity(),
        plain.decision());
  }

  /** Ana's turn, with twice the weight of another rep, after so many turns of each. */
  static Turn turn(int ana, int other) {
    return new Turn(
        "team emea",
        "all",
        ana + other + 1,
        List.of(
            new Turn.Share(new RepId(ANA), 2_000, ana, "0", ana, null),
            new Turn.Share(new RepId("ben@else.example"), 1_000, other, "0", other, null)));
  }

  static LeadQuarantined quarantined(String name) {
    return quarantined(name, TestClock.START);
  }

  static LeadQuarantined quarantined(String name, Instant at) {
    return new LeadQuarantined(person(name), List.of("NO_TOKEN"), at);
  }

  /** The same to the same rep, who is its second owner. */
  static LeadAssigned again(LeadAssigned first) {
    return new LeadAssigned(
        first.lead(),
        first.score(),
        first.rep(),
        2,
        first.rep(),
        first.path(),
        first.territory(),
        first.turn(),
        first.settingsVersion(),
        first.assignedAt(),
        first.wroteAgain(),
        first.openLeads(),
        first.capacity(),
        first.decision());
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
        null,
        null,
        team,
        1,
        TestClock.START,
        Decision.NONE);
  }

  static LeadReturned returned(Lead lead, String rep) {
    return returned(lead, rep, "a student");
  }

  static LeadReturned returned(Lead lead, String rep, String reason) {
    return new LeadReturned(
        lead.leadId(),
        new RepId(rep),
        1,
        reason,
        rep,
        2,
        "Claire Martin, Assurance Lyon",
        TestClock.START);
  }
}
