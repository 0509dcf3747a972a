package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.Envelope;
import salesops.events.LeadReturned;
import salesops.model.settings.Settings.Webhook;
import salesops.runtime.Json;
import salesops.testkit.QueueMessages;
import salesops.testkit.StreamRecords;
import salesops.testkit.TestClock;
import salesops.testkit.WebhookReceiver;
import salesops.testkit.WebhookReceiver.Answer;
import salesops.testkit.WebhookReceiver.Post;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SenderHandlerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Suite suite = new Suite();

  @AfterEach
  void stop() {
    suite.close();
  }

  private void deliver(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(n -> suite.deliver(Samples.returned(n, 1)));
  }

  private static Set<String> leads(int from, int to) {
    Set<String> leads = new TreeSet<>();
    IntStream.rangeClosed(from, to).forEach(n -> leads.add("Lead " + n + " seq 1"));
    return leads;
  }

  private Set<String> heard() {
    return new TreeSet<>(Suite.heard(suite.crm));
  }

  private WebhookReceiver other() {
    WebhookReceiver other = WebhookReceiver.start();
    suite.name(
        new Webhook("crm", suite.crm.url("/hook").toString(), Samples.ALL),
        new Webhook("other", other.url("/").toString(), Samples.ALL));
    return other;
  }

  @Test
  void postsTheEventSignedAndSettlesIt() {
    suite.deliver(Samples.returned(1, 1));
    suite.wake("crm");
    Post post = suite.crm.posts().getFirst();
    assertEquals("/hook", post.path());
    assertEquals("application/json", post.header("Content-Type"));
    LeadReturned event = Samples.returned(1, 1);
    assertEquals(event.eventId(), post.header("Salesops-Event-Id"));
    assertEquals("LeadReturned", post.header("Salesops-Event"));
    String seconds = Long.toString(suite.clock.instant().getEpochSecond());
    assertEquals(seconds, post.header("Salesops-Timestamp"));
    assertEquals(
        "{\"type\":\"LeadReturned\","
            + Json.text(Envelope.of(event, "cause", event.returnedAt())).substring(1),
        post.body());
    assertEquals(
        Signature.of(
            Suite.KEY,
            suite.clock.instant(),
            post.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        post.header("Salesops-Signature"));
    assertEquals(0, suite.waiting("crm"));
    assertEquals(0, suite.dead("crm"));
  }

  @Test
  void postsTheSamplesOfEveryEventItHearsAsTheyAreOnTheBus() {
    assertEquals(
        List.of(),
        suite
            .deliver(QueueMessages.batch(Samples.ALL.stream().map(QueueMessages::golden).toList()))
            .getBatchItemFailures());
    suite.wake("crm");
    assertEquals(3, suite.crm.posts().size());
    for (Post post : suite.crm.posts()) {
      var body = (tools.jackson.databind.node.ObjectNode) Json.MAPPER.readTree(post.body());
      String type = body.remove("type").asString();
      assertEquals(type, post.header("Salesops-Event"));
      assertEquals(Json.MAPPER.readTree(QueueMessages.goldenDetail(type)), body);
    }
  }

  @Test
  void postsTheSameBytesWithANewTimestampAtEachTry() {
    suite.crm.next(Answer.status(500), Answer.status(500));
    deliver(1, 1);
    suite.wake("crm");
    suite.clock.advance(MINUTE);
    suite.sweepFor(MINUTE.multipliedBy(2));
    List<Post> posts = suite.crm.posts();
    assertEquals(3, posts.size());
    assertEquals(1, Set.copyOf(posts.stream().map(Post::body).toList()).size());
    assertEquals(
        3, Set.copyOf(posts.stream().map(p -> p.header("Salesops-Signature")).toList()).size());
    assertEquals(
        1, Set.copyOf(posts.stream().map(p -> p.header("Salesops-Event-Id")).toList()).size());
    assertEquals(0, suite.waiting("crm"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 404, 407, 500, 502})
  void triesAgainWhateverElseIsAnswered(int status) {
    suite.crm.next(
        new Answer.Status(status, Map.of("Location", suite.crm.url("/elsewhere").toString()), ""));
    deliver(1, 1);
    suite.wake("crm");
    assertEquals(1, suite.waiting("crm"));
    assertEquals("http_" + status, suite.state("crm").error());
    suite.clock.advance(MINUTE);
    suite.sweep();
    assertEquals(List.of("/hook", "/hook"), suite.crm.posts().stream().map(Post::path).toList());
    assertEquals(0, suite.waiting("crm"));
    assertEquals(null, suite.state("crm").error());
  }

  @Test
  void triesAgainAfterAHangAndADrop() {
    suite.timeouts = Suite.SHORT;
    suite.crm.next(new Answer.Hangs(), new Answer.Drops());
    deliver(1, 1);
    suite.wake("crm");
    assertEquals("timeout", suite.state("crm").error());
    suite.timeouts = Suite.LONG;
    suite.clock.advance(MINUTE);
    suite.sweep();
    assertEquals("no_answer", suite.state("crm").error());
    suite.sweepFor(MINUTE.multipliedBy(3));
    assertEquals(3, suite.crm.posts().size());
    assertEquals(0, suite.waiting("crm"));
  }

  @Test
  void comesNoEarlierThanTheEndpointSays() {
    suite.crm.next(new Answer.Status(429, Map.of("Retry-After", "600"), ""));
    deliver(1, 2);
    suite.wake("crm");
    int before = suite.crm.posts().size();
    deliver(3, 3);
    suite.sweepFor(Duration.ofMinutes(9));
    assertEquals(before, suite.crm.posts().size());
    suite.sweepFor(Duration.ofMinutes(3));
    assertEquals(leads(1, 3), heard());
    assertEquals(0, suite.waiting("crm"));
  }

  @Test
  void readsRetryAfterAsATimeTooAndBoundsIt() {
    String inTenMinutes =
        java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
            suite.clock.instant().plus(Duration.ofMinutes(10)).atZone(java.time.ZoneOffset.UTC));
    suite.crm.next(new Answer.Status(503, Map.of("Retry-After", inTenMinutes), ""));
    deliver(1, 1);
    suite.wake("crm");
    Instant again = suite.state("crm").notBefore();
    assertFalse(again.isBefore(suite.clock.instant().plus(Duration.ofMinutes(9))));
    suite.clock.advance(Duration.ofMinutes(11));
    suite.crm.next(new Answer.Status(429, Map.of("Retry-After", "999999999"), ""));
    suite.sweep();
    assertEquals(suite.clock.instant().plus(Pace.RETRY_AFTER_MAX), suite.state("crm").notBefore());
  }

  @Test
  void stopsAtAnEndpointThatIsGoneAndSaysSo() {
    suite.crm.otherwise(post -> Answer.status(410));
    deliver(1, 1);
    suite.wake("crm");
    deliver(2, 20);
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(1, suite.crm.posts().size());
    assertEquals(20, suite.dead("crm"));
    assertEquals(suite.crm.url("/hook").toString(), suite.state("crm").goneUrl());
    suite.crm.otherwise(post -> Answer.status(204));
    suite.name(new Webhook("crm", suite.crm.url("/new").toString(), Samples.ALL));
    suite.operate(Map.of("operation", "resendWebhooks", "dead", true));
    suite.sweepFor(MINUTE);
    assertEquals(leads(1, 20), heard());
  }

  @Test
  void tellsALeadsEventsInOrderAndLaterOnesOnlyAfterAnEarlierOne() {
    // Leads are posted side by side: only the first lead's post may fail.
    suite.crm.otherwise(post -> Answer.status(post.body().contains("Lead 1 ") ? 500 : 200));
    suite.deliver(Samples.returned(1, 1), Samples.returned(1, 2), Samples.returned(2, 1));
    suite.sweep();
    suite.crm.otherwise(post -> Answer.status(200));
    suite.deliver(Samples.returned(1, 3));
    suite.wake("crm");
    assertEquals(
        Set.of("Lead 1 seq 1", "Lead 2 seq 1"), heard(), "what comes later waits; others don't");
    suite.sweepFor(MINUTE.multipliedBy(3));
    List<String> first =
        Suite.heard(suite.crm).stream().filter(line -> line.startsWith("Lead 1 ")).toList();
    assertEquals(List.of("Lead 1 seq 1", "Lead 1 seq 1", "Lead 1 seq 2", "Lead 1 seq 3"), first);
  }

  @Test
  void oneDeliveryThatIsAlwaysRefusedStopsNoOther() {
    suite.crm.otherwise(post -> Answer.status(post.body().contains("Lead 1 seq 1") ? 500 : 200));
    deliver(1, 1);
    suite.sweepFor(Duration.ofHours(2));
    int tries = suite.crm.posts().size();
    assertTrue(tries >= 7 && tries <= 20, "tries in two hours: " + tries);
    deliver(2, 30);
    suite.sweepFor(MINUTE.multipliedBy(3));
    assertEquals(leads(1, 30), heard());
    assertEquals(1, suite.waiting("crm"));
  }

  @Test
  void backsOffFromTenSecondsToAnHourAndGivesUpAfterADay() {
    suite.crm.otherwise(post -> Answer.status(500));
    deliver(1, 1);
    suite.wake("crm");
    suite.sweepFor(Duration.ofHours(23));
    assertEquals(1, suite.waiting("crm"));
    int tries = suite.crm.posts().size();
    assertTrue(tries >= 30 && tries <= 60, "tries in 23 hours: " + tries);
    suite.sweepFor(Duration.ofHours(2));
    assertEquals(0, suite.waiting("crm"));
    assertEquals(1, suite.dead("crm"));
    assertTrue(suite.log().toString().contains("\"WebhookDead\":1"));
    assertTrue(suite.log().toString().contains("dead_http_500"));
    int last = suite.crm.posts().size();
    suite.sweepFor(Duration.ofHours(2));
    assertEquals(last, suite.crm.posts().size());
  }

  @Test
  void anEndpointAwayForHoursIsAskedOnceAMinuteAndThenHearsEverything() {
    int port = suite.crm.url("/").getPort();
    suite.crm.close();
    deliver(1, 120);
    suite.wake("crm");
    int before = suite.crashing.writes();
    suite.sweepFor(Duration.ofHours(1));
    int writes = suite.crashing.writes() - before;
    assertTrue(writes <= 60 * 4, "writes in an hour: " + writes);
    suite.sweepFor(Duration.ofHours(5), MINUTE.multipliedBy(10));
    assertEquals(120, suite.waiting("crm"));
    assertEquals("unreachable", suite.state("crm").error());
    try (WebhookReceiver back = WebhookReceiver.start(null, port)) {
      suite.sweepFor(Duration.ofHours(2), MINUTE.multipliedBy(5));
      Set<String> heard = new TreeSet<>(Suite.heard(back));
      assertEquals(leads(1, 120), heard);
      assertEquals(120, back.posts().size());
      assertTrue(back.underWayMax() <= Pace.POSTS_AT_ONCE, "at once: " + back.underWayMax());
    }
    assertEquals(0, suite.waiting("crm"));
  }

  @Test
  void whatWaitsADayForAnEndpointThatIsAwayIsDeadWithoutATryOfItsOwn() {
    suite.crm.close();
    deliver(1, 50);
    suite.sweepFor(Duration.ofHours(25), MINUTE.multipliedBy(10));
    assertEquals(0, suite.waiting("crm"));
    assertEquals(50, suite.dead("crm"));
  }

  @Test
  void anEndpointThatHangsDelaysNoOther() {
    CountDownLatch otherHeardAll = new CountDownLatch(40);
    suite.crm.otherwise(
        post -> {
          awaitZero(otherHeardAll);
          return new Answer.Drops();
        });
    try (WebhookReceiver other = other()) {
      other.otherwise(
          post -> {
            otherHeardAll.countDown();
            return Answer.status(200);
          });
      deliver(1, 40);
      suite.wake("crm", "other");
      assertEquals(leads(1, 40), new TreeSet<>(Suite.heard(other)));
      assertEquals("no_answer", suite.state("crm").error(), "it hung until the other was done");
      int hung = suite.crm.posts().size();
      assertTrue(hung <= Pace.POSTS_AT_ONCE, "posts that hang: " + hung);
      deliver(41, 80);
      suite.wake("crm", "other");
      assertEquals(leads(1, 80), new TreeSet<>(Suite.heard(other)));
      assertEquals(hung, suite.crm.posts().size(), "no wake-up waits for it again");
      assertEquals(80, suite.waiting("crm"));
    }
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSlowEndpointIsLeftToTheSchedule() {
    suite.crm.otherwise(
        post -> {
          suite.clock.advance(Pace.SLOW.plusMillis(1));
          return Answer.status(200);
        });
    deliver(1, 1);
    suite.wake("crm");
    assertTrue(suite.state("crm").slow());
    deliver(2, 2);
    suite.wake("crm");
    assertEquals(1, suite.crm.posts().size());
    suite.crm.otherwise(post -> Answer.status(200));
    suite.sweep();
    assertFalse(suite.state("crm").slow());
    deliver(3, 3);
    suite.wake("crm");
    assertEquals(leads(1, 3), heard());
  }

  @Test
  void keepsDeliveriesWithoutAKeyAndSaysSoUntilThereIsOne() {
    suite.keys("{}");
    deliver(1, 3);
    suite.wake("crm");
    suite.sweepFor(MINUTE.multipliedBy(3));
    assertEquals(List.of(), suite.crm.posts());
    assertEquals("no_key", suite.state("crm").error());
    assertEquals(3, suite.waiting("crm"));
    suite.keys("{\"crm\":\"" + Suite.KEY + "\"}");
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(leads(1, 3), heard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "[]", "{\"crm\": \" \"}", "\"crm\""})
  void takesAnyOtherSecretForOneWithoutKeys(String secret) {
    suite.keys(secret);
    deliver(1, 1);
    suite.wake("crm");
    assertEquals("no_key", suite.state("crm").error());
    assertEquals(List.of(), suite.crm.posts());
  }

  @Test
  void keepsDeliveriesOfAnEndpointThatLeftTheSettings() {
    deliver(1, 2);
    suite.name();
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(2, suite.waiting("crm"));
    suite.name(new Webhook("crm", suite.crm.url("/moved").toString(), Samples.ALL));
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(leads(1, 2), heard());
    assertEquals("/moved", suite.crm.posts().getFirst().path());
  }

  @Test
  void neverReachesThisMachineUnlessItIsAllowed() {
    deliver(1, 1);
    suite.wake(suite.senderWithoutLoopback(), "crm");
    assertEquals(List.of(), suite.crm.posts());
    assertEquals("address_refused", suite.state("crm").error());
    assertEquals(1, suite.waiting("crm"));
  }

  @Test
  void twoSendersNeverPostTheSameThing() {
    deliver(1, 200);
    SenderHandler one = suite.sender();
    SenderHandler two = suite.sender();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> suite.wake(one, "crm"));
      threads.execute(() -> suite.wake(two, "crm"));
      threads.execute(() -> two.handleRequest(new DynamodbEvent(), null));
    }
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(leads(1, 200), heard());
    assertEquals(200, suite.crm.posts().size());
    assertTrue(suite.crm.underWayMax() <= Pace.POSTS_AT_ONCE);
  }

  @Test
  void takesOverFromASenderThatDiedWithTheLease() {
    deliver(1, 1);
    EndpointState state = suite.state("crm");
    suite.store.replace(state.leasedBy("dead", suite.clock.instant().plus(Pace.LEASE)));
    suite.sweep();
    assertEquals(0, suite.crm.posts().size());
    suite.clock.advance(Pace.LEASE);
    suite.sweep();
    assertEquals(1, suite.crm.posts().size());
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
  void aDamagedRowIsDeadAndStopsNoOther() {
    deliver(1, 2);
    Map<String, AttributeValue> item = new HashMap<>(rows().getFirst());
    item.put(
        "body",
        AttributeValue.fromB(software.amazon.awssdk.core.SdkBytes.fromUtf8String("garbage")));
    suite.dynamo.putItem(r -> r.tableName(Suite.TABLE).item(item));
    suite.wake("crm");
    assertEquals(1, suite.crm.posts().size());
    assertEquals(1, suite.dead("crm"));
    assertTrue(suite.log().toString().contains("dead_unreadable"));
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }

  private List<Map<String, AttributeValue>> rows() {
    return suite.dynamo.scan(r -> r.tableName(Suite.TABLE)).items().stream()
        .filter(item -> value(item, "pk").s().startsWith(Items.DELIVERIES))
        .toList();
  }

  @Test
  void keepsOnlyTheKeyOfWhatArrivedForAWhile() {
    deliver(1, 1);
    suite.wake("crm");
    Map<String, AttributeValue> row = rows().getFirst();
    assertEquals(Set.of("pk", "sk", "expiresAt"), row.keySet());
    assertEquals(
        suite.clock.instant().plus(DynamoWebhookStore.KEPT_DELIVERED).getEpochSecond(),
        Long.parseLong(value(row, "expiresAt").n()));
  }

  @Test
  void aTryThatEndsAfterAnotherSenderDeliveredChangesNothing() {
    deliver(1, 1);
    Delivery seen = suite.store.waiting("crm", Samples.lead(1).value()).getFirst();
    suite.wake("crm");
    Instant later = suite.clock.instant().plus(MINUTE);
    assertFalse(suite.store.replace(seen, seen.again(later, "timeout")));
    assertFalse(suite.store.replace(seen, seen.dead(later, "timeout")));
    assertEquals(0, suite.waiting("crm"));
  }

  @Test
  void writesTwiceForADeliveryAndTwiceForAVisit() {
    deliver(1, 1);
    suite.wake("crm");
    int before = suite.crashing.writes();
    deliver(2, 2);
    suite.wake("crm");
    assertEquals(4, suite.crashing.writes() - before);
    before = suite.crashing.writes();
    deliver(3, 102);
    suite.wake("crm");
    assertEquals(leads(1, 102), heard());
    int writes = suite.crashing.writes() - before;
    assertTrue(writes <= 210, "writes for a hundred: " + writes);
  }

  @Test
  void changesAndForeignRecordsWakeNobody() {
    deliver(1, 1);
    DeliveryKey key = DeliveryKey.of("crm", Samples.lead(1).value(), meta());
    DynamodbEvent event =
        StreamRecords.batch(
            List.of(
                Suite.record("MODIFY", key),
                Suite.record("REMOVE", key),
                StreamRecords.of("INSERT", Items.ENDPOINTS, BigInteger.ONE)));
    assertEquals(List.of(), suite.sender().handleRequest(event, null).getBatchItemFailures());
    assertEquals(List.of(), suite.crm.posts());
  }

  private static Envelope.Meta meta() {
    return Envelope.of(Samples.returned(1, 1), null, TestClock.START).meta();
  }

  @Test
  void aSweepBeforeAnyDeliveryReadsNoSettingsAndNoSecret() {
    suite.sweep();
    assertEquals(0, suite.keyReads());
  }

  @Test
  void namesAKeyByTheEventAlone() {
    DeliveryKey key = DeliveryKey.of("crm", "lead", meta());
    assertEquals(TestClock.START, key.occurredAt());
    assertTrue(key.isOf(meta().eventId()));
    assertFalse(key.isOf("another"));
    assertNotEquals(key, DeliveryKey.of("other", "lead", meta()));
    assertThrows(IllegalArgumentException.class, () -> Items.key("endpoints", BigInteger.ONE));
  }
}
