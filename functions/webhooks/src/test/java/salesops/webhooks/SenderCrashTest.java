package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.webhooks.Suite.leads;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.runtime.dynamo.Lease;
import salesops.testkit.WebhookReceiver.Answer;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Senders that die, and several at once. */
class SenderCrashTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Suite suite = new Suite();

  @Test
  void twoSendersNeverPostTheSameThing() {
    suite.deliver(1, 200);
    SenderHandler one = suite.sender();
    SenderHandler two = suite.sender();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> suite.wake(one, "crm"));
      threads.execute(() -> suite.wake(two, "crm"));
      threads.execute(() -> two.handleRequest(new DynamodbEvent(), null));
    }
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(leads(1, 200), suite.heard());
    assertEquals(200, suite.crm.posts().size());
    assertTrue(suite.crm.underWayMax() <= Pace.POSTS_AT_ONCE);
  }

  @Test
  void takesOverFromASenderThatDiedWithTheLease() {
    suite.deliver(1, 1);
    EndpointState state = suite.state("crm");
    suite.store.replace(state.with(new Lease("dead", suite.clock.instant().plus(Pace.LEASE))));
    suite.sweep();
    assertEquals(0, suite.crm.posts().size());
    suite.clock.advance(Pace.LEASE);
    suite.sweep();
    assertEquals(1, suite.crm.posts().size());
  }

  @Test
  void leavesTheEndpointToWhoeverTookTheLeaseJustBefore() {
    suite.deliver(1, 1);
    suite.crashing.meanwhile("putItem", 1, this::takeOver);
    suite.wake("crm");
    assertEquals(List.of(), suite.crm.posts());
    assertEquals("another", suite.state("crm").lease().owner());
  }

  private void takeOver() {
    Instant until = suite.clock.instant().plus(Pace.LEASE);
    assertTrue(suite.store.replace(suite.state("crm").with(new Lease("another", until))));
  }

  @Test
  void leavesTheLeaseThatItLostWhenItLooksWhetherTheAddressIsGone() {
    suite.crm.otherwise(post -> Answer.status(410));
    suite.deliver(1, 1);
    suite.sweep();
    suite.deliver(2, 2);
    // The third query, behind those of all endpoints and of what is due, is of the lead.
    suite.crashing.meanwhile("query", 3, this::takeOver);
    suite.sweep();
    assertEquals("another", suite.state("crm").lease().owner());
    assertEquals(2, suite.dead("crm"));
  }

  /** Whatever call the process dies at, nothing is lost and at most one post is repeated. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void losesNothingWhereverItDies(boolean takesEffect) {
    for (int call = 1; call <= 14; call++) {
      try (Suite each = new Suite()) {
        each.deliver(Samples.returned(1, 1), Samples.returned(1, 2));
        each.crashing.crashAt(call, takesEffect);
        StreamsEventResponse answer = null;
        try {
          answer = each.wake("crm");
        } catch (SdkClientException e) {
          // died before it looked at any endpoint
        }
        boolean died = each.crashing.crashed();
        assertTrue(!died || answer == null || !answer.getBatchItemFailures().isEmpty());
        each.crashing.revive();
        each.sweepFor(MINUTE.multipliedBy(4));
        assertEquals(0, each.waiting("crm"), "died at call " + call);
        List<String> heard = Suite.heard(each.crm);
        assertEquals(
            Set.of("Lead 1 seq 1", "Lead 1 seq 2"), Set.copyOf(heard), "died at call " + call);
        assertTrue(heard.size() <= 3, "died at call " + call + ": " + heard);
      }
    }
  }

  @Test
  void aTryThatEndsAfterAnotherSenderDeliveredChangesNothing() {
    suite.deliver(1, 1);
    Delivery seen = suite.store.waiting("crm", Samples.lead(1).value()).getFirst();
    suite.wake("crm");
    Instant later = suite.clock.instant().plus(MINUTE);
    assertFalse(suite.store.replace(seen, seen.again(later, "timeout")));
    assertFalse(suite.store.replace(seen, seen.dead(later, "timeout")));
    assertEquals(0, suite.waiting("crm"));
  }
}
