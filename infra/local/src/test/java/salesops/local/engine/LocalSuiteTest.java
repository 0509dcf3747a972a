package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.local.http.PortTakenException;
import salesops.runtime.lambda.Platform;
import salesops.testkit.metering.Meter;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class LocalSuiteTest {

  @Test
  void carriesARequestThroughTableStreamBusAndQueueToTheNextTable() {
    try (TestSuite letters = TestSuite.start()) {
      assertEquals("posted hello", letters.post("a"));
      letters.await();

      assertEquals(List.of("a"), letters.logged("read"));
      BusEvent event = letters.suite().events().getFirst();
      assertEquals(
          "salesops.letters LetterPosted {\"name\":\"a\"}",
          event.source() + " " + event.type() + " " + event.detail());
      assertTrue(event.at().isAfter(TestSuite.START));
      assertTrue(
          letters
              .suite()
              .dynamo()
              .getItem(r -> r.tableName("readers").key(TestFunctions.key("a")))
              .hasItem());
      // One send, one receive, one delete; one conditional put in each function.
      assertEquals(new Meter.Use(1, 3, 1, 3, 2, 2, 0), letters.suite().meter().total());
      assertEquals(
          new Meter.FunctionUse(1, 1, 1, 0), letters.suite().meter().byFunction().get("read"));
    }
  }

  @Test
  void poisonedMessageBecomesADeadLetterWhileItsNeighboursAreHandledOnce() {
    try (TestSuite letters = TestSuite.start()) {
      List<String> names = List.of("a", TestFunctions.POISON, "b");
      names.forEach(letters::post);
      letters.await();

      List<String> dead = letters.dead("read");
      assertEquals(1, dead.size());
      assertTrue(dead.getFirst().contains("\"detail\":{\"name\":\"poison\"}"));
      assertEquals(Set.of("a", "b"), Set.copyOf(letters.logged("read")));
      assertEquals(List.of(), letters.logged("read again"));
    }
  }

  @Test
  void streamKeepsItsOrderWhenEachRecordFailsOnce() {
    try (TestSuite letters = TestSuite.start(Map.of(TestFunctions.REFUSE_ONCE, "yes"))) {
      List<String> names = IntStream.range(0, 7).mapToObj(i -> "n" + i).toList();
      names.forEach(letters::post);
      letters.await();

      assertEquals(names, letters.logged("published"));
      assertEquals(Map.of(), letters.suite().deadLetters());
    }
  }

  @Test
  void streamOfNewItemsShowsNoChange() {
    try (TestSuite letters = TestSuite.start()) {
      letters.post("a");
      Map<String, AttributeValue> changed = new HashMap<>(TestFunctions.key("a"));
      changed.put("read", AttributeValue.fromBool(true));
      letters.suite().dynamo().putItem(r -> r.tableName("letters").item(changed));
      letters.post("b");
      letters.await();
      assertEquals(List.of("a", "b"), letters.logged("published"));
    }
  }

  @Test
  void streamBatchThatFailsTooOftenIsADeadLetterAndTheStreamGoesOn() {
    try (TestSuite letters = TestSuite.start(Map.of(TestFunctions.REFUSE, "bad"))) {
      letters.post("bad");
      letters.await(() -> letters.suite().deadLetters().containsKey("publish"));
      letters.post("good");
      letters.await();

      String dead = letters.dead("publish").getFirst();
      assertTrue(dead.contains("\"approximateInvokeCount\":" + (1 + TestSuite.STREAM_RETRIES_MAX)));
      assertEquals(List.of("good"), letters.logged("published"));
    }
  }

  @Test
  void recordThatMakesTheFunctionThrowEndsUpAloneInTheDeadLetters() {
    try (TestSuite letters = TestSuite.start(Map.of(TestFunctions.THROW, "bad"))) {
      List<String> names = List.of("a", "bad", "b", "c", "d");
      names.forEach(letters::post);
      letters.await();

      List<String> dead = letters.dead("publish");
      assertEquals(1, dead.size());
      assertTrue(dead.getFirst().contains("\"batchSize\":1"), dead.getFirst());
      assertEquals(Set.of("a", "b", "c", "d"), Set.copyOf(letters.logged("published")));
    }
  }

  @Test
  void scheduleFiresEachTimeItIsDue() {
    try (TestSuite letters = TestSuite.start()) {
      letters.suite().advance(Duration.ofMinutes(59));
      assertEquals(List.of(), letters.logged("operated at"));
      letters.suite().advance(Duration.ofMinutes(61));

      assertEquals(
          List.of("2026-11-03T11:00:00Z", "2026-11-03T12:00:00Z"), letters.logged("operated at"));
      assertEquals(TestSuite.START.plus(Duration.ofHours(2)), letters.suite().clock().instant());
    }
  }

  @Test
  void operatorsRequestTravelsAsJson() {
    try (TestSuite letters = TestSuite.start(Map.of("EXTRA", "1"))) {
      Map<String, Object> answer =
          letters.suite().invoke("operate", Map.of("at", TestSuite.START, "n", 1));

      assertEquals(Map.of("at", "2026-11-03T10:00:00Z", "n", 1), answer.get("request"));
      assertEquals(Map.of(Platform.SERVICE, "letters", "EXTRA", "1"), answer.get("env"));
      assertThrows(
          InvocationFailedException.class,
          () -> letters.suite().invoke("operate", Map.of("fail", true)));
      assertThrows(
          IllegalArgumentException.class, () -> letters.suite().invoke("nobody", Map.of()));
    }
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PortTakenException e =
          assertThrows(
              PortTakenException.class,
              () ->
                  LocalSuite.start(
                      TestSuite.options(other.getLocalPort(), 0, Map.of(), line -> {}),
                      TestSuite.WIRING));
      assertEquals(other.getLocalPort(), e.port());
    }
  }

  @Test
  void namesTheFunctionThatCannotStart() {
    Wiring broken =
        new Wiring(
            List.of(),
            List.of(
                TestSuite.function("gone", "letters", "Gone", List.of(), new Trigger.Invoke())));
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> LocalSuite.start(TestSuite.options(0, 0, Map.of(), line -> {}), broken));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("function gone cannot start: its handler"),
        e.getMessage());
  }

  @Test
  void stopsWithinTwoSecondsAndLeavesItsPortFree() throws IOException {
    TestSuite letters = TestSuite.start();
    letters.post("a");
    int port = letters.suite().url().getPort();
    long startedNanos = System.nanoTime();
    letters.close();

    assertTrue(System.nanoTime() - startedNanos < Duration.ofSeconds(2).toNanos());
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }
}
