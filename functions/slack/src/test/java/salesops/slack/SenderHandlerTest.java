package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadAssigned;
import salesops.model.settings.RoutingRules.Path;
import salesops.testkit.StreamRecords;
import salesops.testkit.TestClock;
import salesops.testkit.slack.Behaviour;
import salesops.testkit.slack.PostedMessage;
import salesops.testkit.slack.SlackStandIn;
import software.amazon.awssdk.core.exception.SdkClientException;

class SenderHandlerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Suite suite = new Suite();

  @AfterEach
  void stop() {
    assertEquals(List.of(), suite.slack.violations());
    suite.close();
  }

  /** Lead {@code n}, assigned so many milliseconds after the start. */
  private static LeadAssigned lead(int n, String rep) {
    return Samples.assigned(
        Samples.lead("Lead " + n, Map.of()),
        "B3",
        rep,
        Path.TERRITORY,
        TestClock.START.plusMillis(n));
  }

  /** Lead {@code n}, assigned to Ana a few milliseconds from now. */
  private LeadAssigned now(int n) {
    return Samples.assigned(
        Samples.lead("Lead " + n, Map.of()),
        "B3",
        Samples.ANA,
        Path.FALLBACK,
        suite.clock.instant().plusMillis(n));
  }

  private void deliver(int from, int to, String rep) {
    IntStream.rangeClosed(from, to).forEach(n -> suite.deliver(lead(n, rep)));
  }

  private static List<String> leads(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(n -> "Lead " + n).toList();
  }

  private void assertPaced(String channel) {
    List<Instant> times = suite.slack.messages(channel).stream().map(PostedMessage::at).toList();
    for (int i = 1; i < times.size(); i++) {
      assertFalse(times.get(i).isBefore(times.get(i - 1).plus(Pace.INTERVAL)));
    }
  }

  @Test
  void postsOldestFirstOneASecond() {
    suite.deliver(lead(3, Samples.ANA), lead(1, Samples.ANA), lead(2, Samples.ANA));
    suite.wake(Samples.ANA);
    assertEquals(leads(1, 3), suite.heard(Samples.ANA));
    assertEquals(3, suite.slack.messages().size());
    assertPaced(Samples.ANA);
    assertFalse(suite.log().toString().contains("limited"));
  }

  @Test
  void keepsThePaceAcrossSenders() {
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    deliver(2, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(leads(1, 2), suite.heard(Samples.ANA));
    assertPaced(Samples.ANA);
  }

  @Test
  void sendsThreeSinglyAndFourAsADigest() {
    deliver(1, 3, Samples.ANA);
    deliver(1, 4, Samples.BEN);
    suite.wake(Samples.ANA);
    suite.wake(Samples.BEN);
    assertEquals(3, suite.slack.messages(Samples.ANA).size());
    assertEquals(1, suite.slack.messages(Samples.BEN).size());
    assertEquals(leads(1, 4), suite.heard(Samples.BEN));
  }

  @Test
  void packsABacklogIntoDigestsOfAsMuchAsSlackTakes() {
    deliver(1, 60, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(leads(1, 60), suite.heard(Samples.ANA));
    assertTrue(suite.slack.messages().size() <= 4, "messages " + suite.slack.messages().size());
    assertPaced(Samples.ANA);
    assertEquals(0, suite.waiting(Samples.ANA));
  }

  @Test
  void costsLittleMoreThanTwoWriteUnitsForEachLeadOfAFlood() {
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    int before = suite.crashing.writes();
    deliver(2, 101, Samples.ANA);
    suite.wake(Samples.ANA);
    double perLead = (suite.crashing.writes() - before) / 100.0;
    assertEquals(leads(1, 101), suite.heard(Samples.ANA));
    assertTrue(perLead <= 2.1, "write units a lead: " + perLead);
  }

  @Test
  void costsFourWriteUnitsForAMessageAlone() {
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(MINUTE);
    int before = suite.crashing.writes();
    deliver(2, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(4, suite.crashing.writes() - before);
  }

  @Test
  void readsARowOfABacklogAFewTimesHoweverManyWereSentBefore() {
    deliver(1, 200, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(MINUTE);
    int before = suite.crashing.reads();
    deliver(201, 400, Samples.ANA);
    suite.sweep();
    assertEquals(leads(1, 400), suite.heard(Samples.ANA));
    // The rows sent before once, the waiting once, and all of them at the end; channels.
    int reads = suite.crashing.reads() - before;
    assertTrue(reads <= 200 + 200 + 400 + 25, "rows read: " + reads);
  }

  @Test
  void endsInTimeAndLeavesTheRestToTheSchedule() {
    deliver(1, 400, Samples.ANA);
    Instant begun = suite.clock.instant();
    suite.wake(Samples.ANA);
    assertFalse(suite.clock.instant().isAfter(begun.plus(SenderHandler.WAKE_BUDGET)));
    assertTrue(suite.waiting(Samples.ANA) > 0);
    suite.sweepFor(MINUTE);
    assertEquals(leads(1, 400), suite.heard(Samples.ANA));
  }

  @Test
  void waitsAsLongAsSlackSays() {
    suite.slack.next(new Behaviour.Normal()); // the look-up
    suite.slack.next(new Behaviour.Limited(90));
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    int calls = suite.slack.calls().size();
    suite.clock.advance(Duration.ofSeconds(59));
    suite.sweep();
    assertEquals(calls, suite.slack.calls().size());
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(leads(1, 1), suite.heard(Samples.ANA));
    assertFalse(suite.slack.messages().getFirst().at().isBefore(TestClock.START.plusSeconds(90)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void postsOnceMoreWhenNoAnswerCame(boolean accepted) {
    suite.slack.next(new Behaviour.Normal()); // the look-up
    suite.slack.next(new Behaviour.Hangs(accepted));
    suite.timeouts = Suite.SHORT;
    deliver(1, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(MINUTE);
    assertEquals(
        accepted ? List.of("Lead 1", "Lead 1", "Lead 2") : leads(1, 2), suite.heard(Samples.ANA));
  }

  @Test
  void givesUpOnlyAfterASecondPostWithoutAnswerAndSaysSo() {
    suite.slack.next(new Behaviour.Normal()); // the look-up
    suite.slack.next(new Behaviour.Drops(true));
    suite.slack.next(new Behaviour.Normal()); // Slack is seen to answer
    suite.slack.next(new Behaviour.Drops(true));
    deliver(1, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(List.of("Lead 1", "Lead 1", "Lead 2"), suite.heard(Samples.ANA));
    assertTrue(suite.log().toString().contains("unconfirmed"));
  }

  static List<Behaviour> outages() {
    return List.of(
        new Behaviour.Status(503),
        new Behaviour.Limited(600),
        new Behaviour.Refused("fatal_error"),
        new Behaviour.Drops(false),
        new Behaviour.Hangs(false));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void outlivesAnOutageOfHoursAndThenSendsEverythingInOrder(Behaviour outage) {
    boolean hangs = outage instanceof Behaviour.Hangs;
    Duration hours = hangs ? Duration.ofMinutes(10) : Duration.ofHours(2); // each hang takes time
    suite.timeouts = hangs ? Suite.SHORT : suite.timeouts;
    suite.slack.behaveUntil(TestClock.START.plus(hours), outage);
    deliver(1, 10, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(hours.dividedBy(2));
    deliver(11, 40, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(hours.dividedBy(2).plus(Duration.ofMinutes(12)));
    assertEquals(leads(1, 40), suite.heard(Samples.ANA));
  }

  @Test
  void keepsWhatSlackRefusesAndSendsTheRestToOthers() {
    suite.slack.remove(Samples.ANA);
    deliver(1, 2, Samples.ANA);
    deliver(3, 4, Samples.BEN);
    assertEquals(List.of(), suite.wake(Samples.ANA).getBatchItemFailures());
    suite.wake(Samples.BEN);
    assertEquals(leads(3, 4), suite.heard(Samples.BEN));
    assertEquals(
        "users_not_found",
        suite.store.find(new Channel(Samples.ANA)).map(ChannelState::error).orElse(""));
    suite.sweepFor(Duration.ofHours(1));
    assertEquals(2, suite.waiting(Samples.ANA));
    assertTrue(suite.slack.calls().size() < 20, "calls " + suite.slack.calls().size());
    suite.slack.restore(Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(11));
    assertEquals(leads(1, 2), suite.heard(Samples.ANA));
    assertEquals(null, suite.store.find(new Channel(Samples.ANA)).orElseThrow().error());
  }

  @Test
  void looksAUserUpOnceAndAgainWhenTheIdIsRefused() {
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    deliver(2, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(
        List.of("users.lookupByEmail", "chat.postMessage", "chat.postMessage"),
        suite.slack.calls());
    suite.slack.next(new Behaviour.Refused("channel_not_found"));
    deliver(3, 3, Samples.ANA);
    suite.clock.advance(Duration.ofSeconds(2));
    suite.wake(Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(11));
    assertEquals(leads(1, 3), suite.heard(Samples.ANA));
    assertEquals(2, suite.slack.calls().stream().filter("users.lookupByEmail"::equals).count());
  }

  @Test
  void readsTheTokenAnewWhenSlackRefusesIt() {
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    SenderHandler warm = suite.sender();
    deliver(2, 2, Samples.ANA);
    warm.handleRequest(suite.inserts(Samples.ANA), null);
    suite.token("{\"token\":\"xoxb-new\"}");
    suite.slack.accept("xoxb-new");
    deliver(3, 3, Samples.ANA);
    warm.handleRequest(suite.inserts(Samples.ANA), null);
    assertEquals(leads(1, 3), suite.heard(Samples.ANA));
    assertEquals(3, suite.tokenReads());
  }

  @Test
  void saysTheBareFactsWhenSlackRefusesTheMessage() {
    suite.slack.next(new Behaviour.Normal()); // the look-up
    suite.slack.next(new Behaviour.Refused("invalid_blocks"));
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    PostedMessage message = suite.slack.messages().getFirst();
    assertTrue(message.blocks().isEmpty());
    assertTrue(message.text().contains(lead(1, Samples.ANA).lead().leadId().value()));
    assertFalse(message.text().contains("Lead 1"));
  }

  @Test
  void sendsARowThatArrivesHoursLate() {
    deliver(5, 5, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofHours(3));
    suite.deliver(now(6));
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofSeconds(2));
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(List.of("Lead 5", "Lead 6", "Lead 1"), suite.heard(Samples.ANA));
  }

  @Test
  void leavesALateRowWithTheHolderOfTheLease() {
    deliver(5, 5, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofHours(3));
    Channel ana = new Channel(Samples.ANA);
    ChannelState idle = suite.store.find(ana).orElseThrow();
    assertTrue(
        suite.store.replace(
            idle.change()
                .sentThrough(RowKey.at(suite.clock.instant()))
                .owner("another")
                .leasedUntil(suite.clock.instant().plus(Pace.LEASE))
                .build()));
    deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(leads(5, 5), suite.heard(Samples.ANA));
    suite.clock.advance(Pace.LEASE);
    suite.sweep();
    assertEquals(List.of("Lead 5", "Lead 1"), suite.heard(Samples.ANA));
  }

  /** Another sender is woken by the late lead, and finds the channel leased. */
  private void wakeAndDeliverInTheFirstPause(int n) {
    AtomicBoolean due = new AtomicBoolean(true);
    Pause pause =
        (_, until) -> {
          if (due.getAndSet(false)) {
            deliver(n, n, Samples.ANA);
            suite.wake(Samples.ANA);
          }
          suite.clock.reach(until);
        };
    suite.sender(pause).handleRequest(suite.inserts(Samples.ANA), null);
  }

  @Test
  void sendsARowThatIsReportedHoursLateInTheMiddleOfAVisit() {
    deliver(5, 5, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofHours(3));
    suite.deliver(now(6), now(7));
    wakeAndDeliverInTheFirstPause(1);
    assertEquals(
        Set.of("Lead 1", "Lead 5", "Lead 6", "Lead 7"), Set.copyOf(suite.heard(Samples.ANA)));
    assertEquals(4, suite.heard(Samples.ANA).size());
  }

  @Test
  void sendsARowThatComesBeforeThoseOfARunningVisit() {
    suite.deliver(lead(5, Samples.ANA), lead(6, Samples.ANA));
    wakeAndDeliverInTheFirstPause(1);
    assertEquals(List.of("Lead 5", "Lead 6", "Lead 1"), suite.heard(Samples.ANA));
  }

  @Test
  void findsAForgottenRowWithinTheHour() {
    deliver(1, 1, Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(SendNotes.FULL_LOOK_MINUTES + 1));
    assertEquals(leads(1, 1), suite.heard(Samples.ANA));
  }

  @Test
  void sendsNothingTwiceFromEightSendersAtOnce() {
    deliver(1, 3, Samples.ANA);
    deliver(4, 40, Samples.BEN);
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
      deliver(sent + 1, sent + more, Samples.ANA);
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

  @Test
  void wakesForNewRowsOnly() {
    deliver(1, 1, Samples.ANA);
    Channel ana = new Channel(Samples.ANA);
    RowKey key = suite.store.pending(ana, RowKey.NONE, 1).getFirst().key();
    suite
        .sender()
        .handleRequest(
            StreamRecords.batch(
                List.of(Suite.record("MODIFY", ana, key), Suite.record("REMOVE", ana, key))),
            null);
    assertEquals(List.of(), suite.slack.calls());
  }

  @Test
  void neverLogsAPersonOrAToken() {
    suite.slack.remove(Samples.BEN);
    deliver(1, 2, Samples.ANA);
    deliver(3, 3, Samples.BEN);
    suite.wake(Samples.ANA);
    suite.wake(Samples.BEN);
    String log = suite.log().toString();
    assertTrue(log.contains("refused_users_not_found"));
    assertFalse(log.contains("@") || log.contains("Lead 1") || log.contains(SlackStandIn.TOKEN));
  }
}
