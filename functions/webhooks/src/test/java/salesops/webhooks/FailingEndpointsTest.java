package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.webhooks.Suite.leads;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.settings.Settings.Webhook;
import salesops.testkit.WebhookReceiver;
import salesops.testkit.WebhookReceiver.Answer;
import salesops.testkit.WebhookReceiver.Post;

/** Endpoints that fail, hang, limit or are gone. */
class FailingEndpointsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Suite suite = new Suite();

  private WebhookReceiver other() {
    WebhookReceiver other = WebhookReceiver.start();
    suite.name(
        new Webhook("crm", suite.crm.url("/hook").toString(), Samples.ALL),
        new Webhook("other", other.url("/").toString(), Samples.ALL));
    return other;
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 404, 407, 500, 502})
  void triesAgainWhateverElseIsAnswered(int status) {
    suite.crm.next(
        new Answer.Status(status, Map.of("Location", suite.crm.url("/elsewhere").toString()), ""));
    suite.deliver(1, 1);
    suite.wake("crm");
    assertEquals(1, suite.waiting("crm"));
    assertEquals("http_" + status, suite.state("crm").health().error());
    suite.clock.advance(MINUTE);
    suite.sweep();
    assertEquals(List.of("/hook", "/hook"), suite.crm.posts().stream().map(Post::path).toList());
    assertEquals(0, suite.waiting("crm"));
    assertEquals(null, suite.state("crm").health().error());
  }

  @Test
  void triesAgainAfterAHangAndADrop() {
    suite.timeouts = Suite.SHORT;
    suite.crm.next(new Answer.Hangs(), new Answer.Drops());
    suite.deliver(1, 1);
    suite.wake("crm");
    assertEquals("timeout", suite.state("crm").health().error());
    suite.timeouts = Suite.LONG;
    suite.clock.advance(MINUTE);
    suite.sweep();
    assertEquals("no_answer", suite.state("crm").health().error());
    suite.sweepFor(MINUTE.multipliedBy(3));
    assertEquals(3, suite.crm.posts().size());
    assertEquals(0, suite.waiting("crm"));
  }

  @Test
  void comesNoEarlierThanTheEndpointSays() {
    suite.crm.next(new Answer.Status(429, Map.of("Retry-After", "600"), ""));
    suite.deliver(1, 2);
    suite.wake("crm");
    int before = suite.crm.posts().size();
    suite.deliver(3, 3);
    suite.sweepFor(Duration.ofMinutes(9));
    assertEquals(before, suite.crm.posts().size());
    suite.sweepFor(Duration.ofMinutes(3));
    assertEquals(leads(1, 3), suite.heard());
    assertEquals(0, suite.waiting("crm"));
  }

  @Test
  void readsRetryAfterAsATimeTooAndBoundsIt() {
    String inTenMinutes =
        java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
            suite.clock.instant().plus(Duration.ofMinutes(10)).atZone(java.time.ZoneOffset.UTC));
    suite.crm.next(new Answer.Status(503, Map.of("Retry-After", inTenMinutes), ""));
    suite.deliver(1, 1);
    suite.wake("crm");
    Instant again = suite.state("crm").health().notBefore();
    assertFalse(again.isBefore(suite.clock.instant().plus(Duration.ofMinutes(9))));
    suite.clock.advance(Duration.ofMinutes(11));
    suite.crm.next(new Answer.Status(429, Map.of("Retry-After", "999999999"), ""));
    suite.sweep();
    assertEquals(
        suite.clock.instant().plus(Pace.RETRY_AFTER_MAX), suite.state("crm").health().notBefore());
  }

  @Test
  void stopsAtAnEndpointThatIsGoneAndSaysSo() {
    suite.crm.otherwise(post -> Answer.status(410));
    suite.deliver(1, 1);
    suite.wake("crm");
    suite.deliver(2, 20);
    suite.sweepFor(MINUTE.multipliedBy(2));
    assertEquals(1, suite.crm.posts().size());
    assertEquals(20, suite.dead("crm"));
    assertEquals(suite.crm.url("/hook").toString(), suite.state("crm").health().goneUrl());
    suite.crm.otherwise(post -> Answer.status(202));
    suite.name(new Webhook("crm", suite.crm.url("/new").toString(), Samples.ALL));
    suite.operate(Map.of("operation", "resendWebhooks", "dead", true));
    suite.sweepFor(MINUTE);
    assertEquals(leads(1, 20), suite.heard());
  }

  @Test
  void oneDeliveryThatIsAlwaysRefusedStopsNoOther() {
    suite.crm.otherwise(post -> Answer.status(post.body().contains("Lead 1 seq 1") ? 500 : 200));
    suite.deliver(1, 1);
    suite.sweepFor(Duration.ofHours(2));
    int tries = suite.crm.posts().size();
    assertTrue(tries >= 7 && tries <= 20, "tries in two hours: " + tries);
    suite.deliver(2, 30);
    suite.sweepFor(MINUTE.multipliedBy(3));
    assertEquals(leads(1, 30), suite.heard());
    assertEquals(1, suite.waiting("crm"));
  }

  @Test
  void backsOffFromTenSecondsToAnHourAndGivesUpAfterADay() {
    suite.crm.otherwise(post -> Answer.status(500));
    suite.deliver(1, 1);
    suite.wake("crm");
    suite.sweepWhenDue("crm", Duration.ofHours(23));
    assertEquals(1, suite.waiting("crm"));
    int tries = suite.crm.posts().size();
    assertTrue(tries >= 30 && tries <= 60, "tries in 23 hours: " + tries);
    suite.sweepWhenDue("crm", Duration.ofHours(2));
    assertEquals(0, suite.waiting("crm"));
    assertEquals(1, suite.dead("crm"));
    assertTrue(suite.log().toString().contains("\"WebhookDead\":1"));
    assertTrue(suite.log().toString().contains("dead_http_500"));
    int last = suite.crm.posts().size();
    suite.sweepWhenDue("crm", Duration.ofHours(2));
    assertEquals(last, suite.crm.posts().size());
  }

  @Test
  void anEndpointThatIsDownGetsOnePostAMinuteAndCostsNothingInBetween() {
    suite.crm.otherwise(post -> Answer.status(500));
    suite.deliver(1, 20);
    suite.sweep();
    assertTrue(suite.state("crm").health().isDown());
    for (int minute = 1; minute <= 3; minute++) {
      int posts = suite.crm.posts().size();
      suite.clock.advance(MINUTE);
      suite.sweep();
      assertEquals(posts + 1, suite.crm.posts().size());
      int writes = suite.crashing.writes();
      suite.sweep();
      assertEquals(writes, suite.crashing.writes());
    }
  }

  @Test
  void anEndpointAwayForHoursIsAskedOnceAMinuteAndThenHearsEverything() {
    int port = suite.crm.url("/").getPort();
    suite.crm.close();
    suite.deliver(1, 120);
    suite.wake("crm");
    int before = suite.crashing.writes();
    suite.sweepFor(Duration.ofHours(1));
    int writes = suite.crashing.writes() - before;
    assertTrue(writes <= 60 * 4, "writes in an hour: " + writes);
    suite.sweepFor(Duration.ofHours(5), MINUTE.multipliedBy(10));
    assertEquals(120, suite.waiting("crm"));
    assertEquals("unreachable", suite.state("crm").health().error());
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
    suite.deliver(1, 50);
    suite.sweepFor(Duration.ofHours(25), MINUTE.multipliedBy(30));
    assertEquals(0, suite.waiting("crm"));
    assertEquals(50, suite.dead("crm"));
  }

  @Test
  void anEndpointThatHangsDelaysNoOther() {
    CountDownLatch otherHeardAll = new CountDownLatch(40);
    suite.crm.otherwise(
        post -> {
          await(otherHeardAll);
          return new Answer.Drops();
        });
    try (WebhookReceiver other = other()) {
      other.otherwise(
          post -> {
            otherHeardAll.countDown();
            return Answer.status(200);
          });
      suite.deliver(1, 40);
      suite.wake("crm", "other");
      assertEquals(leads(1, 40), new TreeSet<>(Suite.heard(other)));
      assertEquals(
          "no_answer", suite.state("crm").health().error(), "it hung until the other was done");
      int hung = suite.crm.posts().size();
      assertTrue(hung <= Pace.POSTS_AT_ONCE, "posts that hang: " + hung);
      suite.deliver(41, 80);
      suite.wake("crm", "other");
      assertEquals(leads(1, 80), new TreeSet<>(Suite.heard(other)));
      assertEquals(hung, suite.crm.posts().size(), "no wake-up waits for it again");
      assertEquals(80, suite.waiting("crm"));
    }
  }

  private static void await(CountDownLatch latch) {
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
    suite.deliver(1, 1);
    suite.wake("crm");
    assertTrue(suite.state("crm").health().slow());
    suite.deliver(2, 2);
    suite.wake("crm");
    assertEquals(1, suite.crm.posts().size());
    suite.crm.otherwise(post -> Answer.status(200));
    suite.sweep();
    assertFalse(suite.state("crm").health().slow());
    suite.deliver(3, 3);
    suite.wake("crm");
    assertEquals(leads(1, 3), suite.heard());
  }
}
