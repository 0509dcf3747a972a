package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "::ffff:203.0.113.7, 203.0.113.7",
    "2001:DB8:0:1:ffff::1, 2001:db8:0:1::/64",
    "2001:db8:0:1::, 2001:db8:0:1::/64",
    "localhost,",
    "203.0.113.7:80,",
    "'',"
  })
  void spellsANetworkInOneWay(String address, @Nullable String network) {
    assertEquals(network, Addresses.network(address).orElse(null));
  }
}
