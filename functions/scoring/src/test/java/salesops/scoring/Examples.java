package salesops.scoring;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.LeadSubmitted;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.Score;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Band;
import salesops.model.settings.Scoring.Behaviour;
import salesops.model.settings.Scoring.FitRule;
import salesops.model.settings.Settings;
import salesops.testkit.TestClock;
import salesops.testkit.TestSettings;

/** Settings and leads that tests start from. */
final class Examples {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final Instant NOW = TestClock.START;
  static final PersonKey CLAIRE = PersonKey.ofEmail("salt", "claire@lyon.example");
  static final History NOBODY = History.none(CLAIRE);

  static final Behaviour FORM = new Behaviour("formSubmitted", 20, null, 20, List.of());
  static final Behaviour PRICING =
      new Behaviour(
          "pricingPage", 10, null, 10, List.of(where("landingPage", Kind.WILDCARD, "*/pricing*")));
  static final Behaviour VISITS = new Behaviour("visits", 2, "visits", 20, List.of());

  private Examples() {}

  static Criterion where(String field, Kind kind, String... values) {
    return new Criterion(field, kind, List.of(values), null, null);
  }

  static Criterion between(String field, @Nullable Long min, @Nullable Long max) {
    return new Criterion(field, Kind.BETWEEN, List.of(), min, max);
  }

  static FitRule rule(int points, @Nullable String because, Criterion... when) {
    return new FitRule(points, List.of(when), because);
  }

  /** The rules of the documented example. */
  static Scoring scoring(Origin... trust) {
    return new Scoring(
        List.of(
            rule(
                25,
                "industry is in our ideal profile",
                where("industry", Kind.ANY_OF, "Financial services", "Insurance")),
            rule(20, null, between("employees", 50L, 1000L)),
            rule(15, null, where("jobTitle", Kind.WILDCARD, "*VP*", "*Head of*", "*Director*")),
            rule(10, null, between("monthsInRole", null, 12L)),
            rule(10, null, where("attributes.technology", Kind.ANY_OF, "HubSpot")),
            rule(-30, "private address", where("email", Kind.MAIL, "free"))),
        new Scoring.Engagement(14 * 24, List.of(FORM, PRICING, VISITS), Set.of(trust)),
        List.of(new Band("A", 60), new Band("B", 40), new Band("C", 20)),
        List.of(new Band("1", 50), new Band("2", 30), new Band("3", 10)));
  }

  static ScoringModel model(Scoring scoring) {
    return new ScoringModel(scoring, PARIS);
  }

  /** Each part of a score: tenths of points, and why. */
  static List<String> told(Score score) {
    return score.parts().stream().map(p -> p.tenths() + " " + p.reason()).toList();
  }

  static List<String> told(Scoring scoring, Lead lead) {
    return told(model(scoring).score(lead, NOBODY));
  }

  static Settings settings(int version, Scoring scoring) {
    return TestSettings.northwind()
        .version(version)
        .company(new Settings.Company("Northwind", "Europe/Paris", "EUR", "01-01"))
        .scoring(scoring)
        .build();
  }

  static Lead lead(
      List<PersonKey> persons,
      String submission,
      Instant at,
      Origin origin,
      Map<String, String> fields) {
    return new Lead(
        LeadId.of(persons.getFirst(), submission),
        "demo",
        at,
        origin,
        Map.of(),
        new Identity(persons, null, MailKind.BUSINESS),
        fields,
        Map.of());
  }

  /** A lead of Claire's. */
  static Lead lead(String submission, Instant at, Map<String, String> fields) {
    return lead(List.of(CLAIRE), submission, at, Origin.SERVER, fields);
  }

  static Envelope<LeadSubmitted> submitted(Lead lead) {
    return Envelope.of(new LeadSubmitted(lead), null, lead.submittedAt());
  }
}
