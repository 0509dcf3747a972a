package salesops.wiring;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesops.events.Event;
import salesops.runtime.lambda.Platform;

final class WiringTest {
  /** A visible message may be received by a second poller; Lambda retries throttled batches. */
  private static final int VISIBILITY_TIMEOUTS_MIN = 6;

  private static final Wiring SUITE = Wiring.SUITE;

  @Test
  void namesEveryVariableAsTheHandlersReadIt() {
    Map<String, String> wired = constants(Wiring.Environment.class);
    constants(Platform.class)
        .forEach((name, value) -> assertEquals(value, wired.get(name), "variable " + name));
  }

  @Test
  void givesNoFunctionAVariableForWhatItMayNotTouch() {
    assertEquals(
        Set.of("BUS", "DEAD_LETTERS", "SERVICE"), SUITE.function("intake-publisher").environment());
    assertEquals(
        Set.of("BUS", "SERVICE", "TABLE"), SUITE.function("intake-republish").environment());
    assertEquals(
        Set.of("SERVICE", "SETTINGS_TABLE", "TABLE"), SUITE.function("scoring").environment());
  }

  @Test
  void publishesEveryEventThatIsListenedFor() {
    Set<String> publishers =
        SUITE.functions().stream()
            .filter(f -> f.access().contains(Function.Access.BUS))
            .map(Wiring::serviceName)
            .collect(toSet());
    sources().forEach(s -> assertTrue(publishers.contains(s.producer()), s.toString()));
  }

  @Test
  void sendsAgainWhatEveryPublisherTells() {
    assertEquals(List.of("intake", "scoring", "routing", "settings"), Wiring.republished());
    assertEquals(
        SUITE.functions().stream()
            .filter(f -> f.access().contains(Function.Access.DEAD_LETTERS))
            .map(Wiring::serviceName)
            .toList(),
        Wiring.republished());
    for (String table : Wiring.republished()) {
      Function republish = SUITE.function(Operations.functionOf(Operations.republish(table)));
      assertEquals(table, Wiring.serviceName(republish));
      assertTrue(republish.isRare());
    }
  }

  @Test
  void listensOnlyForEventsOfTheContract() {
    sources().forEach(s -> assertEquals(s.event(), Event.classOf(s.event()).getSimpleName()));
  }

  @Test
  void givesEveryTableAPublisherOrAReaderOfItsStream() {
    List<String> read =
        SUITE.functions().stream().flatMap(f -> f.streamTable().stream()).sorted().toList();
    assertEquals(SUITE.tables().stream().map(Table::name).sorted().toList(), read);
  }

  @Test
  void leadsEveryOperationToAFunctionThatOperatorsMayCall() {
    for (String function : Operations.functions()) {
      assertTrue(
          SUITE.function(function).triggers().stream()
              .anyMatch(t -> t instanceof Trigger.Invoke || t instanceof Trigger.Republish),
          function);
    }
    assertEquals("routing-operations", Operations.functionOf("return"));
    assertEquals("webhooks-operations", Operations.functionOf("resendWebhooks"));
    assertEquals("routing-operations", Operations.functionOf("slack-republish"));
    assertEquals("Operations", Operations.outputOf("routing-operations"));
    assertEquals("SettingsRepublish", Operations.outputOf("settings-republish"));
    assertEquals("WebhooksOperations", Operations.outputOf("webhooks-operations"));
  }

  @Test
  void namesEveryFunctionOnce() {
    Set<String> seen = new HashSet<>();
    SUITE.functions().forEach(f -> assertTrue(seen.add(f.name()), f.name()));
  }

  @Test
  void hidesAReceivedMessageForSixTimeoutsAndItsWindow() {
    for (Function function : SUITE.functions()) {
      function
          .trigger(Trigger.Queue.class)
          .ifPresent(
              queue -> {
                Duration least = function.timeout().multipliedBy(VISIBILITY_TIMEOUTS_MIN);
                assertFalse(function.visibility().compareTo(least) < 0, function.name());
                assertTrue(queue.window().compareTo(function.timeout()) <= 0, function.name());
              });
    }
  }

  @Test
  void finishesAScheduledRunBeforeTheNext() {
    for (Function function : SUITE.functions()) {
      function
          .trigger(Trigger.Schedule.class)
          .ifPresent(s -> assertTrue(function.timeout().compareTo(s.every()) < 0, function.name()));
    }
  }

  @Test
  void refusesAQueueThatLambdaWouldRefuse() {
    assertThrows(IllegalArgumentException.class, () -> queue(10, 1));
    assertThrows(IllegalArgumentException.class, () -> queue(0, 2));
    assertThrows(IllegalArgumentException.class, () -> queue(11, 2));
    assertEquals(2, queue(10, 2).concurrencyMax());
  }

  @Test
  void refusesToNameAFunctionThatIsNotThere() {
    assertThrows(IllegalArgumentException.class, () -> SUITE.function("deals"));
  }

  private static Trigger.Queue queue(int batchSize, int concurrencyMax) {
    return new Trigger.Queue(List.of(), batchSize, Duration.ZERO, concurrencyMax, 5, null);
  }

  private static Stream<Trigger.Source> sources() {
    return SUITE.functions().stream()
        .flatMap(f -> f.trigger(Trigger.Queue.class).stream())
        .flatMap(q -> q.events().stream());
  }

  private static Map<String, String> constants(Class<?> holder) {
    return Arrays.stream(holder.getFields())
        .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == String.class)
        .collect(toMap(Field::getName, WiringTest::value));
  }

  private static String value(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
