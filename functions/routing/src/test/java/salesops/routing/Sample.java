package salesops.routing;

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
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Territory;
import salesops.testkit.TestClock;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;

/** Leads and settings to test with. */
final class Sample {
  static final String SALT = TestSettings.SALT;
  static final Score A2 = score("A2");

  private Sample() {}

  static RepId rep(String name) {
    return TestSettings.person(name);
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

  static TestRep member(String name) {
    return TestRep.rep(name);
  }

  /** Leads go by account, owner and territory; the company works on weekdays from 9 to 17. */
  static TestSettings settings() {
    return TestSettings.northwind()
        .weekdays("09:00", "17:00")
        .order(Path.NAMED_ACCOUNT, Path.EXISTING_OWNER, Path.TERRITORY, Path.FALLBACK)
        .nurture("D4");
  }

  /** One pool of three, without limits, for everybody. */
  static TestSettings onePool() {
    return settings()
        .reps(member("ana").weight(2000), member("ben"), member("chloe"), member("dev"))
        .territories(territory("World", "", "team emea", "ana", "ben", "chloe", "dev"));
  }
}
