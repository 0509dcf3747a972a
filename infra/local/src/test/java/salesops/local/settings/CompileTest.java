package salesops.local.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.Grade;
import salesops.model.Origin;
import salesops.model.RepId;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Form;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Scoring.Behaviour;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;

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

  /** A part that is wrong, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          format      | 2                                                            | format: format "2" is not known
          company     | {name: A, zone: Europe/Londn, currency: GBP}                 | company.zone: "Europe/Londn" is no time zone — did you mean Europe/London?
          company     | {name: A, zone: UTC, currency: Pound}                        | company.currency: "Pound" is no currency
          company     | {name: A, zone: UTC}                                         | company.currency: is missing
          company     | {name: A, zone: UTC, currency: EUR, fiscalYearStarts: 02-30} | company.fiscalYearStarts: "02-30" is no day of every year
          company     | {name: A, zone: UTC, curency: EUR, currency: EUR}            | company.curency: unknown key — did you mean currency?
          teritories  | []                                                           | teritories: unknown key — did you mean territories?
          links       | {lead: "https://x.example/{id}"}                             | links.lead: {id} is not known here
          links       | {lead: crm}                                                  | links.lead: "crm" is no web address
          forms       | {demo: {fields: [name]}}                                     | forms.demo.fields: asks for neither email nor externalId
          forms       | {demo: {fields: [emial!]}}                                   | forms.demo.fields[0]: "emial" is no field of a lead — did you mean email?
          forms       | {demo: {fields: [email], origins: ["https://a.example/x"]}}  | forms.demo.origins[0]: "https://a.example/x" is more than an origin
          forms       | {demo: {fields: [email], guard: {minFill: 3}}}               | forms.demo.guard.minFill: "3" is no time in seconds — write seconds: 3s
          forms       | {demo: {fields: [email], guard: {minFill: 61s}}}             | forms.demo.guard.minFill: 61s would keep back people, too
          forms       | {demo: {fields: [email], guard: {perForm: 300}}}             | forms.demo.guard.perForm: "300" is no rate — write how many in what time: 5/10m, 300/1h
          forms       | {demo: {fields: [email], guard: {perAddress: 5/25h}}}        | forms.demo.guard.perAddress: "5/25h" is out of range
          forms       | {demo: {fields: [email], guard: {freeMail: refuse}}}         | forms.demo.guard.freeMail: "refuse" is not known here
          forms       | {demo: {fields: [email], privacy: here}}                     | forms.demo.privacy: "here" is no web address
          forms       | {demo: {fields: [email], languages: [english]}}              | forms.demo.languages[0]: "english" is no language — write a tag such as en, de or pt-BR
          forms       | {demo: {fields: [email], texts: {de: {title: Hallo}}}}       | forms.demo.texts.de: "de" is none of the form's languages — write languages: [en, de]
          forms       | {demo: {fields: [email], texts: {en: {titel: Hello}}}}       | forms.demo.texts.en.titel: unknown key — did you mean title?
          forms       | {demo: {fields: [email], texts: {en: {labels: {emial: E-mail}}}}} | forms.demo.texts.en.labels.emial: "emial" is no field of a lead — did you mean email?
          forms       | {demo: {fields: [email], texts: {en: {words: {send_: Go}}}}} | forms.demo.texts.en.words.send_: "send_" is no word of the form — did you mean send?
          slack       | {quiet: {outsideHours: never}}                               | slack.quiet.outsideHours: "never" is not known here — one of: hold, send
          slack       | {manager: {digest: [9am]}}                                   | slack.manager.digest[0]: "9am" is no time of day — write it as 09:00
          slack       | {manager: {digest: [24:00]}}                                 | slack.manager.digest[0]: "24:00" is no time of day
          slack       | {manager: {digest: [00:00, 01:00, 02:00, 03:00, 04:00, 05:00, 06:00, 07:00, 08:00, 09:00, 10:00, 11:00, 12:00]}} | slack.manager.digest: names 13 times — at most 12 a day
          slack       | {perMinute: 61}                                              | slack.perMinute: 61 is out of range — from 1 to 60
          slack       | {manager: {now: [A5]}}                                       | slack.manager.now[0]: "A5" is not known here
          scoring     | {fit: [{points: 5}]}                                         | scoring.fit[0]: has no condition
          scoring     | {fit: [{points: 5, when: {employees: 500..50}}]}             | scoring.fit[0].employees: min 500 is above max 50 — make min at most 50
          scoring     | {engagement: {halfLife: 2w}}                                 | scoring.engagement.halfLife: "2w" is no duration
          scoring     | {engagement: {points: {meetingBooked: 40}}}                  | scoring.engagement.points.meetingBooked: nothing says when it happened
          scoring     | {engagement: {points: {name: 2 each up to 20}}}              | scoring.engagement.points.name: "name" counts nothing
          scoring     | {engagement: {trust: [crm]}}                                 | scoring.engagement.trust[0]: "crm" is not known here
          scoring     | {grades: {fit: {A: 40, B: 40, C: 20}}}                       | scoring.grades.fit.B: B from 40 is not below A from 40
          teams       | {emea: {manager: tom}}                                       | teams.emea.manager: "tom" is no e-mail address
          reps        | [{email: ana@test.example, team: emae}]                      | reps[0].team: there is no team "emae" — did you mean emea?
          reps        | [{email: ana@test.example, team: emea, weight: 0}]           | reps[0].weight: a weight of 0 never gets a lead
          reps        | [{email: ana@test.example, team: emea, weight: -1}]          | reps[0].weight: "-1" is no weight
          reps        | [{email: ana@test.example, team: emea, weight: 0.0001}]      | reps[0].weight: "0.0001" is no weight
          reps        | [{email: ana@test.example, team: emea, capacity: 0}]         | reps[0].capacity: 0 is out of range
          reps        | [{email: ana@test.example, team: emea, calendar: at}]        | reps[0].calendar: there is no calendar "at"
          reps        | [{email: ana@test.example, team: emea, backup: bo@x.example}] | reps[0].email: backup bo@x.example is no rep
          reps        | [{email: ana@test.example, team: emea, backup: ana@test.example}] | reps[0].email: is the backup of itself
          reps        | [{email: ana@test.example, team: emea, leave: 2026-11-04..2026-11-03}] | reps[0].leave: 2026-11-03 is before 2026-11-04
          reps        | [{email: ana@test.example, team: emea, from: 2026-02-29}]    | reps[0].from: "2026-02-29" is no date
          reps        | [{email: ana@test.example, team: emea, from: 2026-02-02, until: 2026-02-01}] | reps[0].until: 2026-02-01 is before from 2026-02-02
          reps        | [{email: ana@test.example, team: emea, hours: Mon-Fri 22:00-06:00}] | reps[0].hours: hours end at 06:00, not after 22:00
          reps        | [{email: ana@test.example, team: emea, hours: "Mon 09:00-12:00, Mon 11:00-13:00"}] | reps[0].hours: hours overlap on MONDAY
          reps        | [{email: ana@test.example, team: emea}, {email: ANA@test.example, team: emea}] | reps[1].email: "ana@test.example" stands here twice
          namedAccounts | [{domain: a.example, owner: bo@test.example}]              | namedAccounts[0].owner: bo@test.example is no rep
          namedAccounts | [{domain: a.example}]                                      | namedAccounts[0]: has neither owner nor parentDomain
          namedAccounts | [{domain: a.example, parentDomain: b.example}]             | namedAccounts[0]: parentDomain b.example is not on the list
          namedAccounts | [{domain: a.example, parentDomain: b.example}, {domain: b.example, parentDomain: a.example}] | namedAccounts[0]: its parents go round in a circle
          territories | [{name: T, when: {employees: 500..50}, pool: [team emea]}]   | territories[0].employees: min 500 is above max 50 — make min at most 50
          territories | [{name: T, when: {country: Atlantis}, pool: [team emea]}]    | territories[0].country: "Atlantis" is no country
          territories | [{name: T, when: {country: unknown}, pool: [team emea]}]     | territories[0].country: "unknown" is no country
          territories | [{name: T, when: {indsutry: X}, pool: [team emea]}]          | territories[0].indsutry: no such field of a lead — did you mean industry?
          territories | [{name: T, when: {postalCode: X, postalPrefix: Y}, pool: [team emea]}] | territories[0].postalPrefix: a second condition on postalCode
          territories | [{name: T, when: {employees: [5, 6]}, pool: [team emea]}]    | territories[0].employees: a number has one range, not a list
          territories | [{name: T, when: {consent: yes}, pool: [team emea]}]         | territories[0].consent: "yes" is neither true nor false
          territories | [{name: T, when: {country: []}, pool: [team emea]}]          | territories[0].country: names no value
          territories | [{name: T, when: {}, pool: [emea]}]                          | territories[0].pool[0]: "emea" is neither a team nor a rep — write team emea
          territories | [{name: T, when: {}, pool: [team apac]}]                     | territories[0].pool[0]: there is no team "apac"
          territories | [{name: T, when: {}, pool: [anna@test.example]}]             | territories[0].pool[0]: anna@test.example is no rep — did you mean ana@test.example?
          territories | [{name: T, when: {}}]                                        | territories[0]: has no pool
          territories | [{name: T, in: U, when: {}, pool: [team emea]}]              | territories[0].in: there is no territory "U"
          territories | [{name: T, in: T, when: {}, pool: [team emea]}]              | territories[0].in: goes round in a circle: T in T
          territories | [{name: T, in: U}, {name: U, in: T, pool: [team emea]}]      | territories[1].in: goes round in a circle: T in U in T
          territories | [{name: T, pool: [team emea]}, {name: T, pool: [team emea]}] | territories[1].name: "T" stands here twice
          routing     | {fallback: bo@test.example}                                  | routing.fallback: bo@test.example is neither a rep nor a manager
          routing     | {fallback: tom@test.example, order: [fallback, territory]}   | routing.order: nothing is tried after fallback
          routing     | {fallback: tom@test.example, existingOwner: {openFor: 36h}}  | routing.existingOwner.openFor: "36h" is not in days
          routing     | {fallback: tom@test.example, skip: [{grade: [D5], to: nurture}]} | routing.skip[0].grade[0]: "D5" is no grade
          routing     | {fallback: tom@test.example, rotateApart: {a: [A1], b: [A]}} | routing.rotateApart.b: has a grade of another band
          """)
  void saysWhatIsWrongAndWhere(String key, String value, String said) {
    Compiled compiled = Written.with(key, value);
    assertTrue(
        compiled.errors().stream().anyMatch(problem -> problem.toString().contains(": " + said)),
        () -> compiled.problems().toString());
  }

  @Test
  void saysEverythingThatIsWrongAtOnceWithItsLine() {
    Compiled compiled =
        Written.exactly(
            """
            format: 1
            company: {name: A, zone: UTC, currency: EUR}
            teams: {emea: {manager: tom@test.example}}
            reps:
              - {email: ana@test.example, team: emea, weight: none}
              - {email: ben@test.example, team: emea,
                 capacity: many}
            territories:
              - {name: A, pool: [team emea]}
              - {name: B, when: {employees: 500..50}, pool: [team emea]}
            routing: {fallback: tom@test.example}
            """);
    assertEquals(
        List.of(
            "settings.yaml:5: reps[0].weight: \"none\" is no weight — write a number above 0 such as 2 or 0.5",
            "settings.yaml:7: reps[1].capacity: \"many\" is no whole number — write digits only, such as 60",
            "settings.yaml:10: territories[1].employees: min 500 is above max 50 — make min at most 50"),
        compiled.problems().stream().map(Problem::toString).toList());
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
  void refusesAChildThatSharesNothingWithItsParent() {
    Compiled compiled =
        Written.with(
            "territories",
            "[{name: P, when: {country: DE}, pool: [team emea]}, {name: C, in: P, when: {country: FR}}]");
    assertTrue(
        Written.said(compiled)
            .contains(
                "territories[1].country: nothing is left of country FR within P, which has country"
                    + " DE — a child narrows what its parent has"),
        () -> compiled.problems().toString());
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

  private static Form.Guard guard(String guard) {
    return Written.settings(
            Written.with("forms", "{demo: {fields: [email!], guard: {" + guard + "}}}"))
        .forms()
        .getFirst()
        .guard();
  }

  @Test
  void guardsEveryFormUnlessTold() {
    assertEquals(Form.Guard.USUAL, guard(""));
    assertEquals(
        new Form.Guard(
            0,
            new Form.Rate(20, 3_600),
            new Form.Rate(20_000, 90),
            Form.Mail.REJECT,
            Form.Mail.ACCEPT),
        guard(
            "minFill: 0s, perAddress: 20/1h, perForm: 20000/90s, freeMail: reject,"
                + " disposableMail: accept"));
  }

  @Test
  void tellsWhatChangedInTheGuard() {
    Settings before = Written.settings(Written.correct().compile());
    Settings after =
        Written.settings(
            Written.with(
                "forms", "{demo: {fields: [email!], guard: {perAddress: 5/1h, minFill: 4s}}}"));
    assertEquals(
        List.of("~ form demo: minFill 3s → 4s", "~ form demo: perAddress 5/10m → 5/1h"),
        SettingsDiff.lines(before, after));
  }

  @Test
  void readsWhatAFormSaysInEachLanguage() {
    Form form =
        Written.settings(
                Written.with(
                    "forms",
                    "{demo: {fields: [email!], languages: [de, pt-br, en], texts: {de: {title:"
                        + " Hallo, consent: Ja, thanks: Danke, send: Los, labels: {email: Mail},"
                        + " words: {choose: Wahl}}}}}"))
            .forms()
            .getFirst();
    assertEquals(
        List.of("de", "pt-BR", "en"), form.texts().stream().map(Form.Texts::language).toList());
    assertEquals(
        new Form.Texts(
            "de", "Hallo", "Ja", "Danke", "Los", Map.of("email", "Mail"), Map.of("choose", "Wahl")),
        form.texts().getFirst());
  }

  @Test
  void speaksEnglishWhereNothingElseIsSaid() {
    assertEquals(
        List.of(Form.Texts.ENGLISH),
        Written.settings(Written.correct().compile()).forms().getFirst().texts());
  }
}
