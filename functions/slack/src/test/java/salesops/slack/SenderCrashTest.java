package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.slack.Suite.lead;
import static salesops.slack.Suite.leads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.testkit.slack.Behaviour;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Senders that die, and several at once. */
class SenderCrashTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Suite suite = new Suite();

  @Test
  void sendsNothingTwiceFromEightSendersAtOnce() {
    suite.deliver(1, 3, Samples.ANA);
    suite.deliver(4, 40, Samples.BEN);
    SenderHandler shared = suite.sender();
    var ana = suite.inserts(Samples.ANA);
    var ben = suite.inserts(Samples.BEN);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        var woken = i % 2 == 0 ? ana : ben;
        threads.execute(() -> shared.handleRequest(woken, null));
      }
    }
    suite.sweepFor(MINUTE);
    assertEquals(leads(1, 3), suite.heard(Samples.ANA));
    assertEquals(leads(4, 40), suite.heard(Samples.BEN));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void losesNothingWhereverItCrashes(boolean callTakesEffect) {
    List<String> duplicated = new ArrayList<>();
    boolean crashed = true;
    for (int call = 1; crashed; call++) {
      try (Suite fresh = new Suite()) {
        int leads = call % 2 == 0 ? 2 : 6; // singly, and as a digest
        for (int n = 1; n <= leads; n++) {
          fresh.deliver(lead(n, Samples.ANA));
        }
        fresh.crashing.crashAt(call, callTakesEffect);
        boolean again = isDeliveredAgain(fresh);
        crashed = fresh.crashing.crashed();
        assertEquals(crashed, again);
        fresh.crashing.revive();
        fresh.clock.advance(Pace.LEASE);
        fresh.wake(Samples.ANA);
        fresh.sweepFor(MINUTE);
        List<String> heard = fresh.heard(Samples.ANA);
        assertEquals(leads(1, leads), heard.stream().distinct().toList(), "crash at " + call);
        assertTrue(heard.size() <= 2 * leads, "crash at " + call);
        duplicated.addAll(heard.subList(leads, heard.size()));
      }
    }
    // Only the crash between post and mark can repeat a message.
    assertTrue(duplicated.size() <= 8, duplicated.toString());
  }

  private static boolean isDeliveredAgain(Suite fresh) {
    try {
      return !fresh.wake(Samples.ANA).getBatchItemFailures().isEmpty();
    } catch (SdkClientException e) {
      return true; // before any channel was visited
    }
  }

  static List<Integer> seeds() {
    return IntStream.range(0, 12).boxed().toList();
  }

  /** Crashes of senders and failures of Slack in any mixture. */
  @ParameterizedTest
  @MethodSource("seeds")
  void repeatsAtMostOnceAndLosesOnlyWhatItNames(int seed) {
    Random random = new Random(seed);
    int sent = 0;
    for (int round = 0; round < 25; round++) {
      int more = random.nextInt(4) == 0 ? 5 : random.nextInt(2);
      suite.deliver(sent + 1, sent + more, Samples.ANA);
      sent += more;
      if (random.nextBoolean()) {
        suite.slack.next(failure(random));
      }
      if (random.nextInt(3) == 0) {
        suite.crashing.crashAt(1 + random.nextInt(12), random.nextBoolean());
      }
      disturbed(random.nextBoolean());
      suite.crashing.revive();
      suite.slack.behave(new Behaviour.Normal());
      suite.clock.advance(Duration.ofSeconds(random.nextInt(90)));
    }
    suite.sweepFor(Duration.ofMinutes(20));
    List<String> heard = suite.heard(Samples.ANA);
    Set<String> arrived = Set.copyOf(heard);
    long unconfirmed = suite.log().stream().filter(line -> line.contains("unconfirmed")).count();
    assertEquals(0, suite.waiting(Samples.ANA), () -> suite.store.channels().toString());
    assertTrue(sent - arrived.size() <= unconfirmed, "lost with seed " + seed + ": " + heard);
    for (String lead : arrived) {
      assertTrue(Collections.frequency(heard, lead) <= 2, "seed " + seed + ": " + heard);
    }
  }

  private void disturbed(boolean woken) {
    try {
      if (woken) {
        suite.wake(Samples.ANA);
      } else {
        suite.sweep();
      }
    } catch (SdkClientException e) {
      assertTrue(suite.crashing.crashed());
    }
  }

  private static Behaviour failure(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Behaviour.Limited(1 + random.nextInt(60));
      case 1 -> new Behaviour.Status(500);
      case 2 -> new Behaviour.Drops(true);
      case 3 -> new Behaviour.Drops(false);
      default -> new Behaviour.Refused("channel_not_found");
    };
  }
}
