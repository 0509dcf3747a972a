package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.model.settings.Limits;

class LintTest {
  private static final String BEN =
      "[{email: ana@test.example, team: emea}, {email: ben@test.example, team: emea}]";

  private static List<String> territories(String territories) {
    return Written.said(
        Written.correct().part("reps", BEN).part("territories", "[" + territories + "]").compile());
  }

  private static void says(List<String> said, String what) {
    assertTrue(said.stream().anyMatch(each -> each.contains(what)), said.toString());
  }

  @Test
  void asksForACatchAllAndNamesTheCountriesLeftOut() {
    List<String> said = territories("{name: UK, when: {country: GB}, pool: [team emea]}");
    says(said, "warning: territories: no catch-all");
    says(
        said,
        "warning: territories: no territory names 249 countries (AD, AE, AF, AG, AI, AL, AM, AO, …)");
  }

  @Test
  void saysWhichCountriesAreCoveredOnlyInPart() {
    says(
        territories(
            "{name: UK, when: {country: GB}, pool: [team emea]},"
                + " {name: DE, when: {country: [DE, GB], employees: 50..}, pool: [team emea]}"),
        "territories[1]: 1 countries (DE) are covered only under further conditions, such as"
            + " country DE, GB; employees 50..");
  }

  @Test
  void saysWhichNumbersNoRangeTakes() {
    says(
        territories(
            "{name: S, when: {employees: ..49}, pool: [team emea]},"
                + " {name: L, when: {employees: 51..}, pool: [team emea]}"),
        "territories[1]: no territory takes employees 50..50");
  }

  @Test
  void findsNoGapBetweenRangesThatFollowEachOther() {
    List<String> said =
        territories(
            "{name: S, when: {employees: ..49}, pool: [team emea]},"
                + " {name: L, when: {employees: 50..}, pool: [team emea]}");
    assertEquals(1, said.size(), said.toString());
  }

  @Test
  void findsTheTerritoryThatAnotherTakesEverythingFrom() {
    says(
        territories(
            "{name: All, when: {}, pool: [team emea]},"
                + " {name: EMEA, when: {country: [GB, FR]}, pool: [team emea]},"
                + " {name: France, when: {country: FR}, pool: [ben@test.example]}"),
        "territories[2]: \"France\" never gets a lead: \"EMEA\" ranks before it and takes all of"
            + " them — write priority: 1, or narrow EMEA");
  }

  @Test
  void letsAnExceptionToAWiderTerritoryBe() {
    assertEquals(
        List.of(),
        territories(
            "{name: All, when: {}, pool: [team emea]},"
                + " {name: EMEA, when: {country: [GB, FR]}, pool: [team emea]},"
                + " {name: France, when: {country: FR}, pool: [ben@test.example], priority: 1},"
                + " {name: Leeds, when: {country: GB, postalPrefix: LS}, pool: [ana@test.example]}"));
  }

  @Test
  void findsACatchAllThatRanksBeforeAll() {
    says(
        territories(
            "{name: All, when: {}, pool: [team emea], priority: 1},"
                + " {name: UK, when: {country: GB}, pool: [ben@test.example]}"),
        "\"UK\" never gets a lead: \"All\" ranks before it");
  }

  @Test
  void findsTerritoriesBetweenWhichOnlyTheNameDecides() {
    says(
        territories(
            "{name: All, when: {}, pool: [team emea]},"
                + " {name: Nordics, when: {country: [SE, NO]}, pool: [ana@test.example]},"
                + " {name: Baltics, when: {country: [EE, SE]}, pool: [ben@test.example]}"),
        "territories[1]: \"Nordics\" overlaps \"Baltics\" (line");
  }

  @Test
  void findsOverlapsOfDifferentCriteria() {
    says(
        territories(
            "{name: All, when: {}, pool: [team emea]},"
                + " {name: UK, when: {country: GB}, pool: [ana@test.example]},"
                + " {name: Finance, when: {industry: Finance}, pool: [ben@test.example]}"),
        "\"UK\" overlaps \"Finance\"");
  }

  @Test
  void findsNoOverlapWhereTheOutcomeIsTheSame() {
    assertEquals(
        List.of(),
        territories(
            "{name: All, when: {}, pool: [team emea]},"
                + " {name: UK, when: {country: GB}, pool: [team emea]},"
                + " {name: Finance, when: {industry: Finance}, pool: [team emea]}"));
  }

  @Test
  void findsNoOverlapWhereALongerPrefixDecides() {
    assertEquals(
        List.of(),
        territories(
            "{name: All, when: {}, pool: [team emea]},"
                + " {name: M, when: {country: GB, postalPrefix: [M]}, pool: [ana@test.example]},"
                + " {name: M1, when: {country: [GB, IE], postalPrefix: [M1]}, pool: [ben@test.example]}"));
  }

  @Test
  void refusesTheThirtyThirdSetOfCriteria() {
    assertEquals(List.of(), shapes(Limits.TERRITORY_SHAPES_MAX));
    says(shapes(Limits.TERRITORY_SHAPES_MAX + 1), "33 different sets of criteria, at most 32");
  }

  private static List<String> shapes(int count) {
    String narrow =
        IntStream.range(1, count)
            .mapToObj(
                i -> ", {name: T%d, when: {attributes.a%d: x}, pool: [team emea]}".formatted(i, i))
            .collect(Collectors.joining());
    return territories("{name: All, when: {}, pool: [team emea]}" + narrow);
  }

  @Test
  void namesRepsWithoutTerritory() {
    says(
        territories("{name: All, when: {}, pool: [ana@test.example]}"),
        "warning: reps[1].email: ben@test.example is in the pool of no territory");
  }

  @Test
  void namesAPoolInWhichNobodyHasTheSkills() {
    says(
        territories("{name: All, when: {}, pool: [team emea], need: [fr, de]}"),
        "warning: territories[0]: nobody of its pool has the skills de, fr");
  }

  @Test
  void asksForAFallback() {
    says(Written.said(Written.with("routing", "{}")), "warning: routing: no fallback");
  }

  @Test
  void doesNotGuessAboutATerritoryThatCannotBeRead() {
    List<String> said =
        territories(
            "{name: All, when: {}, pool: [team emea]},"
                + " {name: B, when: {country: Atlantis}, pool: [ben@test.example]}");
    assertFalse(said.toString().contains("never gets a lead"), said.toString());
  }

  private static List<String> forms(String form) {
    return Written.said(
        Written.correct().part("reps", BEN).part("forms", "{demo: {" + form + "}}").compile());
  }

  @Test
  void advisesAgainstLongForms() {
    String seven = "email, name, company, country, employees, jobTitle, message";
    assertTrue(forms("fields: [" + seven + "]").stream().noneMatch(s -> s.contains("give up")));
    says(
        forms("fields: [" + seven + ", phone]"),
        "warning: forms.demo.fields: asks for 8 fields: people give up on long forms — ask for 7");
  }

  @Test
  void saysWhatReadersWouldSeeInAnotherLanguage() {
    List<String> said =
        forms(
            "title: Hello, fields: [email, attributes.budget], languages: [en, de],"
                + " consent: {text: Yes, version: 1}");
    says(
        said,
        "warning: forms.demo.texts.de: de lacks consent, labels.attributes.budget, title: shown in"
            + " another language");
  }

  @Test
  void asksForAllWordsOfALanguageThatTheProductDoesNotSpeak() {
    List<String> said = forms("fields: [email], languages: [nl]");
    says(said, "warning: forms.demo.texts.nl: nl lacks words.choose, words.error.consent_changed,");
    assertTrue(said.stream().noneMatch(s -> s.contains("label.phone")), said.toString());
  }
}
