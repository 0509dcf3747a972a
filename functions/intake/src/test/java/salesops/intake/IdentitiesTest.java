package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;

class IdentitiesTest {
  private static Identity byEmail(String email) {
    return Identities.of("salt", Map.of("email", email));
  }

  @ParameterizedTest
  @CsvSource({
    "a@acme.com, acme.com",
    "a@mail.sales.acme.com, acme.com",
    "a@mail.acme.co.uk, acme.co.uk",
    "a@acme.com.au, acme.com.au",
    "a@acme.github.io, acme.github.io",
    "a@github.io, github.io",
    "a@xn--mnchen-3ya.de, xn--mnchen-3ya.de"
  })
  void takesTheRegistrableDomainForTheCompany(String email, String company) {
    assertEquals(Optional.of(company), byEmail(email).companyDomain());
    assertEquals(MailKind.BUSINESS, byEmail(email).mail());
  }

  @ParameterizedTest
  @CsvSource({
    "a@gmail.com, FREE",
    "a@yahoo.co.uk, FREE",
    "a@mail.gmx.de, FREE",
    "a@mailinator.com, DISPOSABLE",
    "a@any.yopmail.com, DISPOSABLE",
    "a@leads.example, RESERVED",
    "a@acme.test, RESERVED",
    "a@acme.invalid, RESERVED",
    "a@my.localhost, RESERVED",
    "a@mail.example.com, RESERVED"
  })
  void takesNoCompanyFromAMailboxAnybodyCanHave(String email, MailKind kind) {
    assertEquals(kind, byEmail(email).mail());
    assertEquals(Optional.empty(), byEmail(email).companyDomain());
  }

  @ParameterizedTest
  @CsvSource({
    "a@gmail.com, acme.com, acme.com",
    "a@other.com, shop.acme.co.uk, acme.co.uk",
    "a@other.com, gmail.com, other.com",
    "a@gmail.com, mailinator.com, ''",
    "a@leads.example, assurance-lyon.example, assurance-lyon.example",
    "a@other.com, co.uk, ''"
  })
  void prefersTheDomainThatWasNamed(String email, String named, String company) {
    Identity identity = Identities.of("salt", Map.of("email", email, "companyDomain", named));
    assertEquals(company, identity.companyDomain().orElse(""));
  }

  @Test
  void neverTellsACompanyByItsNameAlone() {
    Identity identity = Identities.of("salt", Map.of("externalId", "7", "company", "Acme"));
    assertEquals(Optional.empty(), identity.companyDomain());
    assertEquals(MailKind.NONE, identity.mail());
  }

  @Test
  void keepsAnEmailAndAnEqualExternalIdApart() {
    assertNotEquals(
        byEmail("a@acme.com").primary(),
        Identities.of("salt", Map.of("externalId", "a@acme.com")).primary());
  }

  @Test
  void keysPersonsBySalt() {
    assertNotEquals(
        byEmail("a@acme.com").primary(),
        Identities.of("pepper", Map.of("email", "a@acme.com")).primary());
  }
}
