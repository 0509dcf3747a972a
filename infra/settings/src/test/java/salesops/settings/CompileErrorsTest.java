package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.settings.yaml.Problem;

/** What is said of a settings file that is wrong, and where. */
class CompileErrorsTest {
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
          links       | {lead: "https://x.example/{leadId"}                          | links.lead: "https://x.example/{leadId" is no web address
          links       | {lead: "https://x.example/{\\r\\na: b}"}                       | links.lead: "https://x.example/{
          links       | {lead: "https://x.example/{leadId}\\r\\na: b"}                 | links.lead: "https://x.example/{leadId}
          forms       | {demo: {fields: [name]}}                                     | forms.demo.fields: asks for neither email nor externalId
          forms       | {demo: {fields: [emial!]}}                                   | forms.demo.fields[0]: "emial" is no field of a lead — did you mean email?
          forms       | {demo: {fields: [email], origins: ["https://a.example/x"]}}  | forms.demo.origins[0]: "https://a.example/x" is more than an origin
          forms       | {demo: {fields: [email], guard: {minFill: 3}}}               | forms.demo.guard.minFill: "3" is no time in seconds — write seconds: 3s
          forms       | {demo: {fields: [email], guard: {minFill: 61s}}}             | forms.demo.guard.minFill: 61s would keep back people, too
          forms       | {demo: {fields: [email], guard: {perForm: 300}}}             | forms.demo.guard.perForm: "300" is no rate — write how many in what time: 5/10m, 300/1h
          forms       | {demo: {fields: [email], guard: {perAddress: 5/25h}}}        | forms.demo.guard.perAddress: "5/25h" is out of range
          forms       | {demo: {fields: [email], guard: {freeMail: refuse}}}         | forms.demo.guard.freeMail: "refuse" is not known here
          forms       | {demo: {fields: [email], privacy: here}}                     | forms.demo.privacy: "here" is no web address
          forms       | {demo: {fields: [email], privacy: "https://a.example/{lang}"}} | forms.demo.privacy: has braces, and nothing is filled in here — write the address as browsers open it
          forms       | {demo: {fields: [email], thanks: "https://a.example/t?lead={leadId}"}} | forms.demo.thanks: has braces, and nothing is filled in here — write the address as browsers open it
          forms       | {demo: {fields: [email], thanks: "https://a.example/{\\r\\nset-cookie: a=b}"}} | forms.demo.thanks: has braces
          forms       | {demo: {fields: [email], thanks: "https://a.example/\\r\\na: b"}} | forms.demo.thanks: "https://a.example/
          forms       | {demo: {fields: [email], origins: ["https://{leadId}.example"]}} | forms.demo.origins[0]: has braces
          forms       | {demo: {fields: [email], languages: [english]}}              | forms.demo.languages[0]: "english" is no language — write a tag such as en, de or pt-BR
          forms       | {demo: {fields: [email], texts: {de: {title: Hallo}}}}       | forms.demo.texts.de: "de" is none of the form's languages — write languages: [en, de]
          forms       | {demo: {fields: [email], texts: {en: {titel: Hello}}}}       | forms.demo.texts.en.titel: unknown key — did you mean title?
          forms       | {demo: {fields: [email], texts: {en: {labels: {emial: E-mail}}}}} | forms.demo.texts.en.labels.emial: "emial" is no field of a lead — did you mean email?
          forms       | {demo: {fields: [email], texts: {en: {words: {send_: Go}}}}} | forms.demo.texts.en.words.send_: "send_" is no word of the form — did you mean send?
          slack       | {quiet: {outsideHours: never}}                               | slack.quiet.outsideHours: "never" is not known here — one of: hold, send
          slack       | {manager: {digest: [9am]}}                                   | slack.manager.digest[0]: "9am" must be a time of day — write it as 09:00
          slack       | {manager: {digest: [24:00]}}                                 | slack.manager.digest[0]: "24:00" must be a time of day
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
          reps        | [{email: ana@test.example, team: emea, from: 2026-02-29}]    | reps[0].from: "2026-02-29" must be a date
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
          territories | [{name: "T\\e[1m", pool: [team emea]}]                      | territories[0].name: has invisible characters — write it on one line, without them
          territories | [{name: "T\\nU", pool: [team emea]}]                        | territories[0].name: has invisible characters
          territories | [{name: "T\\u202E", pool: [team emea]}]                     | territories[0].name: has invisible characters
          forms       | {demo: {fields: [email], texts: {en: {thanks: "a\\u2066b"}}}} | forms.demo.texts.en.thanks: has invisible characters — leave them out
          forms       | {demo: {fields: [email], texts: {en: {thanks: "a\\eb"}}}}  | forms.demo.texts.en.thanks: has invisible characters
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
  void takesBothPlaceholdersInTheLinkToALead() {
    String link = "https://crm.example/{externalId}?from={leadId}";
    Compiled compiled = Written.with("links", "{lead: \"" + link + "\"}");
    assertEquals(link, Written.settings(compiled).leadLink());
  }

  @Test
  void takesTextsOfSeveralLinesAndScriptsThatNeedJoiners() {
    Compiled compiled =
        Written.with(
            "forms",
            "{demo: {fields: [email], texts: {en: {thanks: \"a\\n"
                + "\\u0645\\u06CC\\u200C\\u062E\"}}}}");
    assertEquals(List.of(), compiled.errors());
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
            "settings.yaml:5: reps[0].weight: \"none\" is no weight — write a number above 0 such"
                + " as 2 or 0.5",
            "settings.yaml:7: reps[1].capacity: \"many\" is no whole number — write digits only,"
                + " such as 60",
            "settings.yaml:10: territories[1].employees: min 500 is above max 50 — make min at most"
                + " 50"),
        compiled.problems().stream().map(Problem::toString).toList());
  }

  @Test
  void refusesAChildThatSharesNothingWithItsParent() {
    Compiled compiled =
        Written.with(
            "territories",
            "[{name: P, when: {country: DE}, pool: [team emea]}, {name: C, in: P, when: {country:"
                + " FR}}]");
    assertTrue(
        Written.said(compiled)
            .contains(
                "territories[1].country: nothing is left of country FR within P, which has country"
                    + " DE — a child narrows what its parent has"),
        () -> compiled.problems().toString());
  }
}
