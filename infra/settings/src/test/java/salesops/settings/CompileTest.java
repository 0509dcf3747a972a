package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.model.Grade;
import salesops.model.Origin;
import salesops.model.RepId;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Scoring.Behaviour;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;

/** What a settings file means. */
class CompileTest {
  private static final RepId ANA = new RepId("ana@test.example");

  private static List<Criterion> when(String when) {
    return Written.territory(
            Written.with("territories", "[{name: T, when: {" + when + "}, pool: [team emea]}]"),
            "T")
        .criteria();
  }

  private static Rep rep(String keys) {
    return Written.settings(
            Written.with("reps", "[{email: Ana@Test.example, team: emea, " + keys + "}]"))
        .reps()
        .getFirst();
  }

  private static Behaviour behaviour(String text) {
    return Written.settings(Written.with("scoring", "{engagement: {points: {" + text + "}}}"))
        .scoring()
        .engagement()
        .behaviours()
        .getFirst();
  }

  @Test
  void readsRangesWithBothEndsIncluded() {
    assertEquals(
        List.of(new Criterion("employees", Kind.BETWEEN, List.of(), 50L, 50L)),
        when("employees: 50..50"));
    assertEquals(
        List.of(new Criterion("employees", Kind.BETWEEN, List.of(), 200L, null)),
        when("employees: 200.."));
    assertEquals(
        List.of(new Criterion("employees", Kind.BETWEEN, List.of(), null, 12L)),
        when("employees: ..12"));
    assertEquals(
        List.of(new Criterion("employees", Kind.BETWEEN, List.of(), 5L, 5L)), when("employees: 5"));
  }

  @Test
  void readsEachKindOfCriterion() {
    assertEquals(Kind.ANY_OF, when("industry: Insurance").getFirst().kind());
    assertEquals(Kind.WILDCARD, when("jobTitle: [\"*VP*\", Partner]").getFirst().kind());
    assertEquals(
        new Criterion("postalCode", Kind.PREFIX, List.of("LS"), null, null),
        when("postalPrefix: LS").getFirst());
    assertEquals(
        new Criterion("email", Kind.MAIL, List.of("free"), null, null),
        when("email: freeMail").getFirst());
    assertEquals(Kind.BETWEEN, when("attributes.seats: 5..10").getFirst().kind());
    assertEquals(Kind.ANY_OF, when("attributes.seats: 5").getFirst().kind());
  }

  @Test
  void readsCountriesByCodeAndByName() {
    assertEquals(
        List.of("GB", "CI", "TR", "DE"),
        when("country: [gb, \"Côte d’Ivoire\", Turkey, germany, DE]").getFirst().values());
    // Whatever intake makes of a lead's country.
    assertEquals(
        List.of("CI", "XK", "NL"), when("country: [Ivory Coast, Kosovo, NLD]").getFirst().values());
  }

  @Test
  void readsARep() {
    Rep rep =
        rep(
            "weight: 0.5, capacity: 3, skills: [de], hours: \"Fri-Sat 08:00-12:00\", leave:"
                + " [2026-12-24, 2026-12-27..2027-01-02], from: 2026-11-02");
    assertEquals(ANA, rep.id());
    assertEquals(500, rep.weightThousandths());
    assertEquals(2, rep.hours() == null ? 0 : rep.hours().spans().size());
    assertEquals(LocalDate.of(2026, 12, 24), rep.leave().getFirst().to());
    assertEquals(LocalDate.of(2027, 1, 2), rep.leave().getLast().to());
    assertEquals("Europe/London", rep.zone());
    assertEquals("default", rep.calendar());
  }

  @Test
  void readsHowSlackIsTold() {
    assertEquals(
        new Settings.SlackRules(
            false,
            List.of("B2"),
            false,
            true,
            List.of(LocalTime.of(9, 0), LocalTime.of(14, 0)),
            5,
            true),
        Written.settings(
                Written.with(
                    "slack",
                    "{rep: {when: never}, manager: {now: [B2, returned], digest: [14:00, 09:00,"
                        + " 14:00]}, perMinute: 5, quiet: {outsideHours: hold}}"))
            .slack());
    assertEquals(
        Settings.SlackRules.atOnce(List.of("A1", "A2")),
        Written.settings(Written.correct().compile()).slack());
  }

  @Test
  void readsBehaviours() {
    assertEquals(
        new Behaviour("visits", 2, "visits", 20, List.of()), behaviour("visits: 2 each up to 20"));
    assertEquals(
        new Behaviour("formSubmitted", 20, null, 20, List.of()), behaviour("formSubmitted: 20"));
    assertEquals(
        new Behaviour("webinars", 5, "attributes.webinars", 15, List.of()),
        behaviour("webinars: {points: 5, each: attributes.webinars, upTo: 15}"));
    assertEquals(
        Kind.WILDCARD,
        behaviour("p: {points: 10, when: {landingPage: \"*/pricing*\"}}").when().getFirst().kind());
  }

  @Test
  void trustsTheSettingsThemselves() {
    Settings settings =
        Written.settings(Written.with("scoring", "{engagement: {halfLife: 36h, trust: server}}"));
    assertEquals(Set.of(Origin.SERVER, Origin.SETTINGS), settings.scoring().engagement().trust());
    assertEquals(36, settings.scoring().engagement().halfLifeHours());
  }

  @Test
  void givesAChildWhatItsParentHas() {
    Territory child =
        Written.territory(
            Written.with(
                "territories",
                """
                [{name: P, when: {country: [DE, AT], employees: 10..}, pool: [team emea],
                  need: [de], priority: 3, whenPoolIsFull: hold},
                 {name: C, in: P, when: {country: [AT, DE], employees: ..500, industry: X}, need: [fr]},
                 {name: All, when: {}, pool: [ana@test.example]}]
                """),
            "C");
    assertEquals(
        List.of(
            new Criterion("country", Kind.ANY_OF, List.of("AT", "DE"), null, null),
            new Criterion("employees", Kind.BETWEEN, List.of(), 10L, 500L),
            new Criterion("industry", Kind.ANY_OF, List.of("X"), null, null)),
        child.criteria());
    assertEquals("team emea", child.pool().name());
    assertEquals(Set.of("de", "fr"), child.need());
    assertEquals(3, child.priority());
    assertEquals(WhenFull.HOLD, child.whenPoolIsFull());
    assertEquals("P", child.parent());
  }

  @Test
  void namesAPoolByItsEntriesAndExpandsItOnce() {
    Territory territory =
        Written.territory(
            Written.with(
                "territories", "[{name: T, when: {}, pool: [ana@test.example, team emea]}]"),
            "T");
    assertEquals(
        new Territory.Pool("ana@test.example + team emea", List.of(ANA)), territory.pool());
  }

  @Test
  void letsAGradeDifferFromItsLetterOutsideHours() {
    Settings settings =
        Written.settings(
            Written.with(
                "routing",
                "{fallback: tom@test.example, outsideHours: {A1: holdUntilOpen, A: assign,"
                    + " otherwise: holdUntilOpen}}"));
    assertTrue(settings.routing().holdOutsideHours().contains(Grade.parse("A1")));
    assertTrue(settings.routing().holdOutsideHours().contains(Grade.parse("D4")));
    assertEquals(13, settings.routing().holdOutsideHours().size());
  }

  @Test
  void putsAllOtherGradesIntoTheLastBand() {
    Settings settings =
        Written.settings(
            Written.with("routing", "{fallback: tom@test.example, rotateApart: {hot: [A1, A2]}}"));
    assertEquals(
        List.of("hot", "rest"), settings.routing().bands().stream().map(b -> b.name()).toList());
    assertEquals(14, settings.routing().bands().getLast().grades().size());
  }
}
