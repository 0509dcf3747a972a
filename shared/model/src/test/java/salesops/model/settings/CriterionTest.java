package salesops.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.settings.Criterion.Kind;

class CriterionTest {
  private static final PersonKey PERSON = PersonKey.ofEmail("salt", "claire@lyon.example");

  private static Lead lead(MailKind mail, Map<String, String> fields, Map<String, String> more) {
    return new Lead(
        LeadId.of(PERSON, "1"),
        "demo",
        Instant.EPOCH,
        Origin.BROWSER,
        Map.of(),
        new Identity(List.of(PERSON), null, mail),
        fields,
        more);
  }

  private static Lead lead(String field, String value) {
    return lead(MailKind.BUSINESS, Map.of(field, value), Map.of());
  }

  private static Criterion values(String field, Kind kind, String... values) {
    return new Criterion(field, kind, List.of(values), null, null);
  }

  private static Criterion between(@Nullable Long min, @Nullable Long max) {
    return new Criterion("employees", Kind.BETWEEN, List.of(), min, max);
  }

  @ParameterizedTest
  @CsvSource({
    "Insurance, insurance, true",
    "INSURANCE, insurance, true",
    "' Insurance ', Insurance, true",
    "Île-de-France, 'I\u0302LE-DE-FRANCE', true",
    "Insurance broker, Insurance, false",
    "'', Insurance, false"
  })
  void equalsOneOfTheValuesWhateverTheCase(String given, String value, boolean expected) {
    Criterion industry = values("industry", Kind.ANY_OF, "Banking", value);
    assertEquals(expected, industry.matches(lead("industry", given)));
  }

  @ParameterizedTest
  @CsvSource({
    "VP Risk, *VP*, true",
    "Svp of Risk, *VP*, true",
    "VP, *VP*, true",
    "V P, *VP*, false",
    "Head of Risk, head of*, true",
    "The Head of Risk, head of*, false",
    "Risk, *, true",
    "aXbXc, a*b*c, true",
    "aXbXcd, a*b*c, false",
    "Risk, *risk, true",
    "a+b, a+*, true",
    "aab, a+*, false"
  })
  void starStandsForAnyText(String given, String pattern, boolean expected) {
    Criterion title = values("jobTitle", Kind.WILDCARD, pattern);
    assertEquals(expected, title.matches(lead("jobTitle", given)));
  }

  @Test
  void wildcardsAgreeWithRegularExpressions() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*", 7);
      String text = text(random, "ab", 9);
      boolean expected = Pattern.matches(pattern.replace("*", ".*"), text);
      assertEquals(
          expected, Criteria.wildcard(pattern, text), () -> pattern + " " + text + " " + seed);
    }
  }

  private static String text(Random random, String alphabet, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(lengthMax + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void hostileTextDoesNotMakeAWildcardSlow() {
    Criterion title = values("jobTitle", Kind.WILDCARD, "*a".repeat(30) + "b");
    Lead hostile = lead("jobTitle", "a".repeat(5_000));
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertFalse(title.matches(hostile)));
  }

  @ParameterizedTest
  @CsvSource({"49, false", "50, true", "1000, true", "1001, false", "50.0, true", "many, false"})
  void bothEndsOfARangeBelongToIt(String given, boolean expected) {
    assertEquals(expected, between(50L, 1000L).matches(lead("employees", given)));
  }

  @Test
  void aRangeMayBeOpenAtEitherEnd() {
    assertTrue(between(null, 12L).matches(lead("employees", "0")));
    assertFalse(between(null, 12L).matches(lead("employees", "13")));
    assertTrue(between(200L, null).matches(lead("employees", "1000000")));
    assertFalse(between(200L, null).matches(lead("employees", "199")));
  }

  @ParameterizedTest
  @CsvSource({
    "ls1 4ap, LS, true",
    "LS-1 4AP, ls14, true",
    "M1, LS, false",
    "L, LS, false",
    "75 001, 750-0, true"
  })
  void postalPrefixesIgnoreSpacesHyphensAndCase(String given, String prefix, boolean expected) {
    Criterion postal = values("postalCode", Kind.PREFIX, prefix);
    assertEquals(expected, postal.matches(lead("postalCode", given)));
  }

  @Test
  void tellsMailKindsApart() {
    Criterion free = values("email", Kind.MAIL, "free", "disposable");
    assertTrue(free.matches(lead(MailKind.FREE, Map.of(), Map.of())));
    assertTrue(free.matches(lead(MailKind.DISPOSABLE, Map.of(), Map.of())));
    assertFalse(free.matches(lead(MailKind.BUSINESS, Map.of(), Map.of())));
    assertFalse(free.isUnknown(lead(MailKind.BUSINESS, Map.of(), Map.of())));
    assertTrue(free.isUnknown(lead(MailKind.NONE, Map.of(), Map.of())));
  }

  @Test
  void readsAttributesToo() {
    Criterion uses = values("attributes.usesTechnology", Kind.ANY_OF, "HubSpot");
    assertTrue(uses.matches(lead(MailKind.NONE, Map.of(), Map.of("usesTechnology", "hubspot"))));
    assertTrue(uses.isUnknown(lead("usesTechnology", "HubSpot")));
  }

  @Test
  void aLeadThatLacksTheFieldMeetsNothing() {
    Lead empty = lead(MailKind.NONE, Map.of(), Map.of());
    for (Criterion criterion :
        List.of(
            values("industry", Kind.ANY_OF, ""),
            values("jobTitle", Kind.WILDCARD, "*"),
            values("postalCode", Kind.PREFIX, ""),
            values("email", Kind.MAIL, "free"),
            between(null, null))) {
      assertFalse(criterion.matches(empty), criterion::toString);
      assertTrue(criterion.isUnknown(empty), criterion::toString);
    }
  }

  @Test
  void saysHowALeadMeetsOrMissesIt() {
    Criterion dach = values("country", Kind.ANY_OF, "DE", "AT", "CH");
    assertEquals("country is AT", dach.describe(lead("country", "at")));
    assertEquals("country FR is not DE, AT or CH", dach.describe(lead("country", "FR")));
    assertEquals("country is unknown", dach.describe(lead("employees", "1")));
    Criterion title = values("jobTitle", Kind.WILDCARD, "*Head of*", "*VP*");
    assertEquals("job title \"VP Risk\" matches *VP*", title.describe(lead("jobTitle", "VP Risk")));
    assertEquals(
        "job title \"Clerk\" does not match *Head of* or *VP*",
        title.describe(lead("jobTitle", "Clerk")));
    assertEquals(
        "employees 340 is between 50 and 1000",
        between(50L, 1000L).describe(lead("employees", "340")));
    assertEquals(
        "employees 3 is not at least 50", between(50L, null).describe(lead("employees", "3")));
    Criterion postal = values("postalCode", Kind.PREFIX, "LS", "M");
    assertEquals(
        "postal code NE1 does not start with LS or M", postal.describe(lead("postalCode", "NE1")));
    Criterion free = values("email", Kind.MAIL, "free");
    assertEquals("e-mail is free-mail", free.describe(lead(MailKind.FREE, Map.of(), Map.of())));
    assertEquals(
        "e-mail business is not free-mail",
        free.describe(lead(MailKind.BUSINESS, Map.of(), Map.of())));
  }

  @Test
  void saysWhatItAsksFor() {
    assertEquals(
        "country is DE, AT or CH", values("country", Kind.ANY_OF, "DE", "AT", "CH").describe());
    assertEquals("employees is at most 12", between(null, 12L).describe());
    assertEquals(
        "country is A, B, C, D, E or 2 more",
        values("country", Kind.ANY_OF, "A", "B", "C", "D", "E", "F", "G").describe());
    assertEquals("uses CRM is x", values("attributes.usesCRM", Kind.ANY_OF, "x").describe());
  }

  @Test
  void cutsWhatALeadSaysAndKeepsItOnOneLine() {
    String emoji = "😀".repeat(Criteria.SHOWN_MAX);
    assertEquals(emoji, Criteria.cut(emoji));
    assertEquals("😀".repeat(Criteria.SHOWN_MAX - 1) + "…", Criteria.cut(emoji + "x"));
    assertEquals("a b c", Criteria.cut("a\nb\u202ec"));
    assertEquals("", Criteria.cut(""));
    String fine = "é 中 ".repeat(Criteria.SHOWN_MAX);
    assertEquals(fine + " [1m ", Criteria.oneLine(fine + "\u001b[1m\u2066"));
  }
}
