package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.slack.Suite.lead;
import static salesops.slack.Suite.leads;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.testkit.TestClock;
import salesops.testkit.slack.Behaviour;
import salesops.testkit.slack.PostedMessage;
import salesops.testkit.slack.SlackStandIn;

/** Slack limits, fails, hangs, or refuses. */
class SlackFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Suite suite = new Suite();

  @Test
  void waitsAsLongAsSlackSays() {
    suite.slack.next(new Behaviour.Normal()); // the look-up
    suite.slack.next(new Behaviour.Limited(90));
    suite.deliver(1, 1, Samples.ANA);
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
    suite.deliver(1, 2, Samples.ANA);
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
    suite.deliver(1, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(List.of("Lead 1", "Lead 1", "Lead 2"), suite.heard(Samples.ANA));
    assertTrue(suite.log().toString().contains("unconfirmed"));
    assertEquals(
        1,
        suite.crashing.client().scan(r -> r.tableName(Suite.TABLE)).items().stream()
            .filter(item -> item.containsKey("unconfirmed"))
            .count());
  }

  /** Singly, and as a digest, whose links are made to measure it. */
  @ParameterizedTest
  @CsvSource({"'', 2", "'', 6", "'too short a key', 2", "'too short a key', 6"})
  void losesNothingWhileLinksCannotBeSigned(String key, int leads) {
    suite.apply(Samples.settings((String) null)); // so that each button is signed
    suite.signingKey(key);
    suite.deliver(1, leads, Samples.ANA);
    assertEquals(List.of(), suite.wake(Samples.ANA).getBatchItemFailures());
    suite.sweepFor(MINUTE.multipliedBy(30));
    assertEquals(leads, suite.waiting(Samples.ANA));
    ChannelState state = suite.store.find(new Channel(Samples.ANA)).orElseThrow();
    assertEquals(0, state.inFlight().attempts());
    assertTrue(state.health().failures() > 2);
    assertFalse(state.health().notBefore().isBefore(suite.clock.instant().minus(MINUTE)));
    assertTrue(suite.log().toString().contains("ERROR"));
    suite.signingKey(Suite.SIGNING_KEY);
    suite.sweepFor(MINUTE.multipliedBy(12));
    assertEquals(leads(1, leads), suite.heard(Samples.ANA));
    assertFalse(suite.log().toString().contains("unconfirmed"));
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
    suite.deliver(1, 10, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(hours.dividedBy(2));
    suite.deliver(11, 40, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(hours.dividedBy(2).plus(Duration.ofMinutes(12)));
    assertEquals(leads(1, 40), suite.heard(Samples.ANA));
  }

  @Test
  void keepsWhatSlackRefusesAndSendsTheRestToOthers() {
    suite.slack.remove(Samples.ANA);
    suite.deliver(1, 2, Samples.ANA);
    suite.deliver(3, 4, Samples.BEN);
    assertEquals(List.of(), suite.wake(Samples.ANA).getBatchItemFailures());
    suite.wake(Samples.BEN);
    assertEquals(leads(3, 4), suite.heard(Samples.BEN));
    assertEquals(
        "users_not_found",
        suite.store.find(new Channel(Samples.ANA)).map(state -> state.health().error()).orElse(""));
    suite.sweepFor(Duration.ofHours(1));
    assertEquals(2, suite.waiting(Samples.ANA));
    assertTrue(suite.slack.calls().size() < 20, "calls " + suite.slack.calls().size());
    suite.slack.restore(Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(11));
    assertEquals(leads(1, 2), suite.heard(Samples.ANA));
    assertEquals(null, suite.store.find(new Channel(Samples.ANA)).orElseThrow().health().error());
  }

  @Test
  void emitsRefusalsAndHowLongTheOldestMessageHasWaitedUntilItIsSent() {
    suite.slack.remove(Samples.ANA);
    suite.deliver(1, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(List.of("1"), metric("SlackRefused"));
    suite.sweepFor(Duration.ofMinutes(30));
    int waitedSeconds = Integer.parseInt(metric("SlackOldestWaitingSeconds").getLast());
    assertTrue(waitedSeconds > 1_700 && waitedSeconds <= 1_800, "waited " + waitedSeconds);
    suite.slack.restore(Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(11));
    int lines = suite.log().size();
    suite.sweepFor(Duration.ofMinutes(5));
    assertFalse(
        suite.log().subList(lines, suite.log().size()).toString().contains("SlackOldestWaiting"));
  }

  @Test
  void emitsHowLongAMessageWaitsWhileSlackIsBusy() {
    suite.slack.behaveUntil(TestClock.START.plus(Duration.ofHours(1)), new Behaviour.Limited(600));
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(20));
    assertTrue(Integer.parseInt(metric("SlackOldestWaitingSeconds").getLast()) > 1_000);
    assertEquals(List.of(), metric("SlackRefused"));
  }

  /** Values of a metric, the first emitted first. */
  private List<String> metric(String name) {
    Pattern value = Pattern.compile("\"" + name + "\":(\\d+)");
    return suite.log().stream()
        .flatMap(line -> value.matcher(line).results())
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void looksAUserUpOnceAndAgainWhenTheIdIsRefused() {
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    suite.deliver(2, 2, Samples.ANA);
    suite.wake(Samples.ANA);
    assertEquals(
        List.of("users.lookupByEmail", "chat.postMessage", "chat.postMessage"),
        suite.slack.calls());
    suite.slack.next(new Behaviour.Refused("channel_not_found"));
    suite.deliver(3, 3, Samples.ANA);
    suite.clock.advance(Duration.ofSeconds(2));
    suite.wake(Samples.ANA);
    suite.sweepFor(Duration.ofMinutes(11));
    assertEquals(leads(1, 3), suite.heard(Samples.ANA));
    assertEquals(2, suite.slack.calls().stream().filter("users.lookupByEmail"::equals).count());
  }

  @Test
  void readsTheTokenAnewWhenSlackRefusesIt() {
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    SenderHandler warm = suite.sender();
    suite.deliver(2, 2, Samples.ANA);
    warm.handleRequest(suite.inserts(Samples.ANA), null);
    suite.token("{\"token\":\"xoxb-new\"}");
    suite.slack.accept("xoxb-new");
    suite.deliver(3, 3, Samples.ANA);
    warm.handleRequest(suite.inserts(Samples.ANA), null);
    assertEquals(leads(1, 3), suite.heard(Samples.ANA));
    assertEquals(3, suite.tokenReads());
  }

  @Test
  void saysTheBareFactsWhenSlackRefusesTheMessage() {
    suite.slack.next(new Behaviour.Normal()); // the look-up
    suite.slack.next(new Behaviour.Refused("invalid_blocks"));
    suite.deliver(1, 1, Samples.ANA);
    suite.wake(Samples.ANA);
    PostedMessage message = suite.slack.messages().getFirst();
    assertTrue(message.blocks().isEmpty());
    assertTrue(message.text().contains(lead(1, Samples.ANA).lead().leadId().value()));
    assertFalse(message.text().contains("Lead 1"));
  }

  @Test
  void neverLogsAPersonOrAToken() {
    suite.slack.remove(Samples.BEN);
    suite.deliver(1, 2, Samples.ANA);
    suite.deliver(3, 3, Samples.BEN);
    suite.wake(Samples.ANA);
    suite.wake(Samples.BEN);
    String log = suite.log().toString();
    assertTrue(log.contains("refused_users_not_found"));
    assertFalse(log.contains("@") || log.contains("Lead 1") || log.contains(SlackStandIn.TOKEN));
  }
}
