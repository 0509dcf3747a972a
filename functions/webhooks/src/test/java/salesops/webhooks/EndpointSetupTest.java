package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.webhooks.Suite.leads;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.settings.Settings.Webhook;

/** Endpoints without a key, out of the settings, or out of reach. */
class EndpointSetupTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Suite suite = new Suite();

  @Test
  void keepsDeliveriesWithoutAKeyAndSaysSoUntilThereIsOne() {
    suite.keys("{}");
    suite.deliver(1, 3);
    suite.wake("crm");
    suite.sweepFor(MINUTE.multipliedBy(3));
    assertEquals(List.of(), suite.crm.posts());
    assertEquals("no_key", suite.state("crm").health().error());
    assertEquals(3, suite.waiting("crm"));
    suite.keys("{\"crm\":\"" + Suite.KEY + "\"}");
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(leads(1, 3), suite.heard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "[]", "{\"crm\": \" \"}", "\"crm\""})
  void takesAnyOtherSecretForOneWithoutKeys(String secret) {
    suite.keys(secret);
    suite.deliver(1, 1);
    suite.wake("crm");
    assertEquals("no_key", suite.state("crm").health().error());
    assertEquals(List.of(), suite.crm.posts());
  }

  @Test
  void keepsDeliveriesOfAnEndpointThatLeftTheSettings() {
    suite.deliver(1, 2);
    suite.name();
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(2, suite.waiting("crm"));
    suite.name(new Webhook("crm", suite.crm.url("/moved").toString(), Samples.ALL));
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(leads(1, 2), suite.heard());
    assertEquals("/moved", suite.crm.posts().getFirst().path());
  }

  @Test
  void neverReachesThisMachineUnlessItIsAllowed() {
    suite.deliver(1, 1);
    suite.wake(suite.senderWithoutLoopback(), "crm");
    assertEquals(List.of(), suite.crm.posts());
    assertEquals("address_refused", suite.state("crm").health().error());
    assertEquals(1, suite.waiting("crm"));
  }
}
