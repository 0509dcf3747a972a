package salesops.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.routing.RoutingOperation;

class AccountRowTest {
  @ParameterizedTest
  @CsvSource({
    "acme.com, acme.com",
    "https://www.Acme.co.uk:8443/about?x#y, acme.co.uk",
    "https://user@shop.acme.com, acme.com",
    "info@acme.com, acme.com"
  })
  void readsDomainsAsCrmsWriteThem(String written, String domain) {
    assertEquals(
        new AccountRow.Account(new RoutingOperation.AccountRow(domain, null, null, null)),
        AccountRow.read(Map.of("domain", written)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmail.com", "mailinator.com", "co.uk", "Acme Ltd"})
  void refusesWhatIsNobodysCompany(String written) {
    for (String field : new String[] {"domain", "parent"}) {
      AccountRow.Refused refused =
          assertInstanceOf(AccountRow.Refused.class, AccountRow.read(Map.of(field, written)));
      assertEquals(field, refused.field());
    }
  }
}
