package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.webhooks.Suite.leads;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.Envelope;
import salesops.events.LeadReturned;
import salesops.runtime.Json;
import salesops.runtime.outbox.OutboxRepublisher;
import salesops.runtime.secrets.Signature;
import salesops.testkit.QueueMessages;
import salesops.testkit.StreamRecords;
import salesops.testkit.TestClock;
import salesops.testkit.WebhookReceiver.Answer;
import salesops.testkit.WebhookReceiver.Post;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is posted, in which order and at what cost, while endpoints are well. */
class SenderHandlerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Suite suite = new Suite();

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }

  private List<Map<String, AttributeValue>> rows() {
    return suite.dynamo.scan(r -> r.tableName(Suite.TABLE)).items().stream()
        .filter(item -> value(item, "pk").s().startsWith(DeliveryKey.DELIVERIES))
        .toList();
  }

  private static Envelope.Meta meta() {
    return Envelope.of(Samples.returned(1, 1), null, TestClock.START).meta();
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
    suite.deliver(QueueMessages.batch(Samples.ALL.stream().map(QueueMessages::golden).toList()));
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
    suite.deliver(1, 1);
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
        Set.of("Lead 1 seq 1", "Lead 2 seq 1"),
        suite.heard(),
        "what comes later waits; others don't");
    suite.sweepFor(MINUTE.multipliedBy(3));
    List<String> first =
        Suite.heard(suite.crm).stream().filter(line -> line.startsWith("Lead 1 ")).toList();
    assertEquals(List.of("Lead 1 seq 1", "Lead 1 seq 1", "Lead 1 seq 2", "Lead 1 seq 3"), first);
  }

  @Test
  void postsWhatCameJustBeforeItGaveTheLeaseBack() {
    suite.deliver(1, 1);
    // The third write, behind the lease and what arrived.
    suite.crashing.meanwhile(
        "putItem",
        3,
        () -> {
          suite.deliver(2, 2);
          suite.wake("crm");
          assertEquals(leads(1, 1), suite.heard());
        });
    suite.wake("crm");
    assertEquals(leads(1, 2), suite.heard());
  }

  @Test
  void aDamagedRowIsDeadAndStopsNoOther() {
    suite.deliver(1, 2);
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

  @Test
  void knowsWhatItToldForAsLongAsEventsMayBeSentAgain() {
    assertTrue(DynamoWebhookStore.KEPT_DELIVERED.compareTo(OutboxRepublisher.KNOWN) >= 0);
    assertTrue(OutboxRepublisher.KNOWN.compareTo(OutboxRepublisher.SINCE_MAX) > 0);
  }

  @Test
  void keepsOnlyTheKeyOfWhatArrivedForAWhile() {
    suite.deliver(1, 1);
    suite.wake("crm");
    Map<String, AttributeValue> row = rows().getFirst();
    assertEquals(Set.of("pk", "sk", "expiresAt"), row.keySet());
    assertEquals(
        suite.clock.instant().plus(DynamoWebhookStore.KEPT_DELIVERED).getEpochSecond(),
        Long.parseLong(value(row, "expiresAt").n()));
  }

  @Test
  void writesTwiceForADeliveryAndTwiceForAVisit() {
    suite.deliver(1, 1);
    suite.wake("crm");
    int before = suite.crashing.writes();
    suite.deliver(2, 2);
    suite.wake("crm");
    assertEquals(4, suite.crashing.writes() - before);
    before = suite.crashing.writes();
    suite.deliver(3, 102);
    suite.wake("crm");
    assertEquals(leads(1, 102), suite.heard());
    int writes = suite.crashing.writes() - before;
    assertTrue(writes <= 210, "writes for a hundred: " + writes);
  }

  @Test
  void changesAndForeignRecordsWakeNobody() {
    suite.deliver(1, 1);
    DeliveryKey key = DeliveryKey.of("crm", Samples.lead(1).value(), meta());
    DynamodbEvent event =
        StreamRecords.batch(
            List.of(
                Suite.record("MODIFY", key),
                Suite.record("REMOVE", key),
                StreamRecords.of("INSERT", EndpointState.ENDPOINTS, BigInteger.ONE)));
    assertEquals(List.of(), suite.sender().handleRequest(event, null).getBatchItemFailures());
    assertEquals(List.of(), suite.crm.posts());
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
    assertThrows(
        IllegalArgumentException.class, () -> new DeliveryKey("endpoints", BigInteger.ONE));
  }
}
