package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.model.settings.Settings.Webhook;
import salesops.testkit.TestClock;
import salesops.testkit.WebhookReceiver.Answer;
import software.amazon.awssdk.core.exception.SdkClientException;

class OperationsHandlerTest {
  @RegisterExtension final Suite suite = new Suite();

  private Map<?, ?> endpoint(String name) {
    Object endpoints = suite.operate(Map.of("operation", "webhooks")).get("endpoints");
    return ((List<?>) Objects.requireNonNull(endpoints))
        .stream()
            .<Map<?, ?>>map(line -> (Map<?, ?>) line)
            .filter(line -> name.equals(line.get("endpoint")))
            .findFirst()
            .orElseThrow();
  }

  /** Leads 1 to 3 dead after a day without an endpoint, then 4 and 5 waiting. */
  private void someDead() {
    suite.crm.otherwise(post -> Answer.status(500));
    for (int n = 1; n <= 3; n++) {
      suite.deliver(Samples.returned(n, n));
    }
    suite.sweepFor(Duration.ofHours(25), Duration.ofMinutes(20));
    suite.deliver(Samples.returned(4, 4), Samples.returned(5, 5));
    suite.sweepFor(Duration.ofMinutes(5));
    suite.crm.otherwise(post -> Answer.status(200));
  }

  private Set<String> delivered() {
    int before = suite.crm.posts().size();
    suite.sweepFor(Duration.ofMinutes(1));
    List<String> heard = Suite.heard(suite.crm);
    return new TreeSet<>(heard.subList(before, heard.size()));
  }

  @Test
  void listsEndpointsWithWhatWaitsAndWhatIsDead() {
    suite.name(
        new Webhook("crm", suite.crm.url("/hook").toString(), Samples.ALL),
        new Webhook("quiet", suite.crm.url("/quiet").toString(), List.of("LeadAssigned")));
    someDead();
    Map<?, ?> crm = endpoint("crm");
    assertEquals("down", crm.get("state"));
    assertEquals(2, crm.get("waiting"));
    assertEquals(3, crm.get("dead"));
    assertEquals("http_500", crm.get("error"));
    // Its events are a day old: the test's clock moved on since.
    assertEquals(
        Duration.between(TestClock.START.plusSeconds(4), suite.clock.instant()).toSeconds(),
        crm.get("oldestSeconds"));
    assertEquals(
        Map.of("endpoint", "quiet", "state", "ok", "waiting", 0, "dead", 0), endpoint("quiet"));
    suite.name();
    assertEquals("not in settings", endpoint("crm").get("state"));
  }

  @Test
  void saysThatAKeyIsMissingOrAnEndpointGone() {
    suite.keys("{}");
    suite.deliver(Samples.returned(1, 1));
    suite.sweep();
    assertEquals("no key", endpoint("crm").get("state"));
    suite.keys("{\"crm\":\"" + Suite.KEY + "\"}");
    suite.crm.otherwise(post -> Answer.status(410));
    suite.clock.advance(Duration.ofMinutes(1));
    suite.sweep();
    assertEquals("gone", endpoint("crm").get("state"));
  }

  @Test
  void resendsWhatIsDead() {
    someDead();
    assertEquals(
        Map.of("ok", true, "resent", 3, "more", false),
        suite.operate(Map.of("operation", "resendWebhooks", "dead", true)));
    assertEquals(0, suite.dead("crm"));
    assertTrue(delivered().containsAll(Set.of("Lead 1 seq 1", "Lead 2 seq 2", "Lead 3 seq 3")));
  }

  @Test
  void resendsWhatWaitsForAnotherTryTooUnlessOnlyTheDeadAreMeant() {
    suite.crm.next(Answer.status(500));
    suite.deliver(Samples.returned(1, 1));
    suite.wake("crm");
    Map<String, Object> dead = Map.of("operation", "resendWebhooks", "dead", true);
    assertEquals(0, suite.operate(dead).get("resent"));
    assertEquals(Set.of(), delivered(), "it is not due yet");
    suite.crm.next(Answer.status(500));
    suite.sweep();
    assertEquals(1, suite.operate(Map.of("operation", "resendWebhooks")).get("resent"));
    assertEquals(Set.of("Lead 1 seq 1"), delivered());
    assertEquals(0, suite.waiting("crm"));
  }

  @Test
  void resendsOneEventEventsSinceATimeOrOneEndpoint() {
    someDead();
    Map<String, Object> one =
        Map.of("operation", "resendWebhooks", "eventId", Samples.returned(2, 2).eventId());
    assertEquals(1, suite.operate(one).get("resent"));
    String since = TestClock.START.plusSeconds(3).toString();
    assertEquals(
        1,
        suite
            .operate(Map.of("operation", "resendWebhooks", "dead", true, "since", since))
            .get("resent"));
    assertEquals(
        0,
        suite
            .operate(Map.of("operation", "resendWebhooks", "dead", true, "endpoint", "other"))
            .get("resent"));
    assertEquals(1, suite.dead("crm"));
    assertTrue(delivered().containsAll(Set.of("Lead 2 seq 2", "Lead 3 seq 3")));
  }

  @Test
  void neverResendsWhatArrived() {
    suite.deliver(Samples.returned(1, 1));
    suite.wake("crm");
    assertEquals(
        0,
        suite
            .operate(
                Map.of("operation", "resendWebhooks", "eventId", Samples.returned(1, 1).eventId()))
            .get("resent"));
  }

  @Test
  void aResentDeliveryIsTriedForADayAgain() {
    someDead();
    suite.crm.otherwise(post -> Answer.status(500));
    suite.operate(Map.of("operation", "resendWebhooks", "dead", true));
    suite.sweepFor(Duration.ofHours(22), Duration.ofMinutes(20));
    assertEquals(0, suite.dead("crm"));
    suite.sweepFor(Duration.ofHours(4), Duration.ofMinutes(20));
    assertEquals(5, suite.dead("crm"));
  }

  @Test
  void resendsSoManyAtATimeAndSaysThatThereAreMore() {
    suite.crm.otherwise(post -> Answer.status(410));
    suite.deliver(1, ResendDeliveries.RESENT_MAX + 1);
    suite.sweep();
    Map<String, Object> request = Map.of("operation", "resendWebhooks", "dead", true);
    assertEquals(Map.of("ok", true, "resent", 500, "more", true), suite.operate(request));
    assertEquals(
        null, suite.state("crm").health().goneUrl(), "what is resent is tried before the rest is");
    assertEquals(Map.of("ok", true, "resent", 1, "more", false), suite.operate(request));
  }

  private static final Map<String, Object> RESEND_DEAD =
      Map.of("operation", "resendWebhooks", "dead", true);

  /** Leads that were given up because the endpoint is gone; now it answers again. */
  private static void someGone(Suite suite, int leads) {
    suite.crm.otherwise(post -> Answer.status(410));
    suite.deliver(1, leads);
    suite.sweep();
    suite.crm.otherwise(post -> Answer.status(200));
    assertEquals(leads, suite.dead("crm"));
  }

  @Test
  void whatWasResentIsTriedThoughTheCallDiedInTheMiddle() {
    boolean crashed = true;
    for (int call = 1; crashed; call++) {
      try (Suite each = new Suite()) {
        someGone(each, 3);
        each.crashing.crashAt(call, true);
        try {
          each.operate(RESEND_DEAD);
        } catch (SdkClientException e) {
          assertTrue(each.crashing.crashed());
        }
        crashed = each.crashing.crashed();
        each.crashing.revive();
        int dead = each.dead("crm");
        each.sweep();
        assertEquals(dead, each.dead("crm"), "crash at " + call);
        assertEquals(0, each.waiting("crm"), "crash at " + call);
      }
    }
  }

  @Test
  void holdsAgainstTheViewOfASenderThatIsPosting() {
    someDead();
    suite.crm.otherwise(
        post -> {
          suite.crm.otherwise(later -> Answer.status(200));
          suite.operate(RESEND_DEAD);
          return Answer.status(500); // a failure more, and a minute's wait, in the sender's view
        });
    assertTrue(delivered().containsAll(Set.of("Lead 1 seq 1", "Lead 2 seq 2", "Lead 3 seq 3")));
    assertEquals(0, suite.state("crm").health().failures());
    assertEquals(null, suite.state("crm").health().error());
  }

  @Test
  void holdsAgainstTheViewOfASenderThatIsGivingUp() {
    someGone(suite, 1);
    suite.deliver(Samples.returned(2, 1));
    // Lead 2 is being given up by a sender that has the lease.
    suite.crashing.meanwhile("putItem", 2, () -> suite.operate(RESEND_DEAD));
    assertEquals(Set.of("Lead 1 seq 1"), delivered());
    assertEquals(null, suite.state("crm").health().goneUrl());
  }

  @Test
  void refusesWhatItDoesNotKnowAndIgnoresTheDailyNoOp() {
    assertEquals("unknownOperation", suite.operate(Map.of("operation", "drop")).get("code"));
    assertEquals(
        "invalid",
        suite.operate(Map.of("operation", "resendWebhooks", "since", "yesterday")).get("code"));
    assertEquals(Map.of("ok", true), suite.operate(Map.of()));
    assertFalse(suite.log().toString().contains("localhost"), "no address in the log");
  }
}
