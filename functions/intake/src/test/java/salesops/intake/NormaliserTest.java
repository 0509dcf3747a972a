package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.intake.Normaliser.Normalised;
import salesops.model.Countries;
import salesops.model.LeadField;
import salesops.runtime.http.FieldError;

class NormaliserTest {
  private static final List<LeadField> FIELDS = List.of(LeadField.values());

  private static Normalised normalise(String name, String value) {
    return Normaliser.normalise(Map.of(name, value), Map.of());
  }

  private static String only(String name, String value) {
    Normalised result = normalise(name, value);
    assertEquals(List.of(), result.errors());
    return result.fields().getOrDefault(name, "");
  }

  private static String fault(String name, String value) {
    List<FieldError> errors = normalise(name, value).errors();
    assertEquals(1, errors.size(), "errors of " + value);
    return errors.getFirst().code();
  }

  @ParameterizedTest
  @CsvSource({
    "FR, FR",
    "fr, FR",
    "FRA, FR",
    "France, FR",
    "  fRANCE , FR",
    "in, IN",
    "INDIA, IN",
    "ITALY, IT",
    "U.S.A., US",
    "U.S., US",
    "usa, US",
    "United States of America, US",
    "the Netherlands, NL",
    "Holland, NL",
    "UK, GB",
    "England, GB",
    "Great Britain, GB",
    "Cote d'Ivoire, CI",
    "Côte d’Ivoire, CI",
    "Turkey, TR",
    "Türkiye, TR",
    "Czech Republic, CZ",
    "South Korea, KR",
    "Russian Federation, RU",
    "Hong Kong, HK",
    "St. Lucia, LC",
    "Saint Lucia, LC",
    "Trinidad & Tobago, TT",
    "Trinidad and Tobago, TT",
    "Bosnia and Herzegovina, BA",
    "Kosovo, XK",
    "Viet Nam, VN",
    "UAE, AE",
    "Asia/Pacific Region, ''",
    "unknown, ''"
  })
  void readsCountriesAsPeopleWriteThem(String written, String code) {
    assertEquals(code, only("country", written));
  }

  @Test
  void readsEveryCountryByCodeAndByTheNameItShows() {
    for (String code : Locale.getISOCountries()) {
      assertEquals(code, only("country", code));
    }
    for (Countries.Country country : Countries.list(Locale.ENGLISH)) {
      assertEquals(country.code(), only("country", country.name()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Atlantis", "ZZ", "F", "FRAN", "33", "--"})
  void refusesWhatIsNoCountry(String written) {
    assertEquals("unknown_country", fault("country", written));
  }

  @ParameterizedTest
  @CsvSource({
    "Claire.Martin@Lyon.FR, claire.martin@lyon.fr",
    "INFO@ISTANBUL.COM, info@istanbul.com",
    "o'brien+news@mail.acme.co.uk, o'brien+news@mail.acme.co.uk",
    "a@münchen.de, a@xn--mnchen-3ya.de",
    "a@b.example., a@b.example",
    "用户@例子.公益, 用户@xn--fsqu00a.xn--55qw42g"
  })
  void spellsAnEmailInOneWay(String written, String canonical) {
    assertEquals(canonical, only("email", written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claire",
        "@lyon.fr",
        "claire@",
        "claire@lyon",
        "claire@localhost",
        "claire@@lyon.fr",
        "claire@ly on.fr",
        "cla ire@lyon.fr",
        "claire@-lyon.fr",
        "claire@lyon..fr",
        "claire@127.0.0.1",
        "claire@[127.0.0.1]",
        "Claire <claire@lyon.fr>",
        "a@lyon.fr,b@lyon.fr",
        ".claire@lyon.fr",
        "\"claire\"@lyon.fr"
      })
  void refusesWhatIsNoEmail(String written) {
    assertEquals("invalid_email", fault("email", written));
  }

  @Test
  void limitsTheLocalPartOfAnEmail() {
    assertEquals("x".repeat(64) + "@lyon.fr", only("email", "x".repeat(64) + "@lyon.fr"));
    assertEquals("invalid_email", fault("email", "x".repeat(65) + "@lyon.fr"));
  }

  @ParameterizedTest
  @CsvSource({
    "acme.com, acme.com",
    "https://www.Acme.co.uk/about?x=1, acme.co.uk",
    "http://acme.com:8080, acme.com",
    "WWW.INFINITI.COM, infiniti.com"
  })
  void readsACompanyDomainFromThePageAddress(String written, String domain) {
    assertEquals(domain, only("companyDomain", written));
  }

  @ParameterizedTest
  @CsvSource({
    "employees, 340, 340",
    "employees, 0340, 340",
    "employees, 340.0, 340",
    "employees, 3.4e2, 340",
    "employees, 10000000, 10000000",
    "employees, 0, 0",
    "pagesPerVisit, 2.50, 2.5",
    "pagesPerVisit, 2.33335, 2.3334",
    "pagesPerVisit, 1e-99, 0",
    "consent, on, true",
    "consent, YES, true",
    "consent, False, false"
  })
  void readsNumbersAndFlags(String field, String written, String canonical) {
    assertEquals(canonical, only(field, written));
  }

  @ParameterizedTest
  @CsvSource({
    "employees, 10000001, out_of_range",
    "employees, -1, out_of_range",
    "employees, 1.5, invalid_number",
    "employees, 1e999, invalid_number",
    "employees, 1e99, out_of_range",
    "employees, NaN, invalid_number",
    "employees, '1,000', invalid_number",
    "employees, ٣٤٠, invalid_number",
    "employees, 0x10, invalid_number",
    "pagesPerVisit, 1e999999999, invalid_number",
    "pagesPerVisit, Infinity, invalid_number",
    "consent, maybe, invalid_flag"
  })
  void refusesWhatIsNoNumberOrFlag(String field, String written, String code) {
    assertEquals(code, fault(field, written));
  }

  /** What was normalised once stays as it is; nothing makes the normaliser throw. */
  @Test
  void changesNothingTheSecondTime() {
    String letters = "aZ@.1 -_é\u0130ßﬁ\u00a0\t\n\r\u0000\u200b\ud83d\ude00\ud800٣例/:?#&<>\"'";
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String suffix = random.nextBoolean() ? "" : random.nextBoolean() ? "@acme.com" : "acme.com";
      LeadField field = FIELDS.get(random.nextInt(FIELDS.size()));
      Normalised once = normalise(field.jsonName(), text + suffix);
      Normalised twice = Normaliser.normalise(once.fields(), Map.of());
      assertEquals(once.fields(), twice.fields(), "seed " + seed);
      assertTrue(twice.errors().isEmpty(), "seed " + seed);
    }
  }
}
