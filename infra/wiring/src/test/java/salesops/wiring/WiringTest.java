package salesops.wiring;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesops.events.Event;
import salesops.runtime.outbox.Republish;

final class WiringTest {
  /** A visible message may be received by a second poller; Lambda retries throttled batches. */
  private static final int VISIBILITY_TIMEOUTS_MIN = 6;

  private static final Wiring SUITE = Wiring.SUITE;

  @Test
  void givesNoFunctionAVariableForWhatItMayNotTouch() {
    assertEquals(Set.of("BUS", "DEAD_LETTERS"), variables("intake-publisher"));
    assertEquals(Set.of("BUS", "TABLE"), variables("intake-republish"));
    assertEquals(Set.of("SETTINGS_TABLE", "TABLE"), variables("scoring"));
  }

  private static Set<String> variables(String function) {
    Set<String> names = new TreeSet<>();
    SUITE.function(function).needs().forEach(need -> assertTrue(names.add(need.variable())));
    return names;
  }

  @Test
  void givesEachFunctionEachVariableOnce() {
    SUITE.functions().forEach(f -> variables(f.name()));
  }

  @Test
  void publishesEveryEventThatIsListenedFor() {
    Set<String> publishers =
        SUITE.functions().stream()
            .filter(f -> f.needs(Need.Bus.class))
            .map(Function::service)
            .collect(toSet());
    sources().forEach(s -> assertTrue(publishers.contains(s.producer()), s.toString()));
  }

  @Test
  void sendsAgainWhatEveryPublisherTells() {
    assertEquals(
        List.of("intake", "scoring", "routing", "deals", "quota", "settings"),
        Wiring.republished());
    assertEquals(
        SUITE.functions().stream()
            .filter(f -> f.needs(Need.DeadLetters.class))
            .map(Function::service)
            .toList(),
        Wiring.republished());
    for (String table : Wiring.republished()) {
      Function republish = SUITE.function(table + Republish.SUFFIX);
      assertEquals(table, republish.service());
      assertTrue(republish.rare());
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
  void givesEveryFunctionOfATableATableOfItsService() {
    SUITE.functions().stream()
        .filter(f -> f.needs(Need.OwnTable.class) || f.needs(Need.Outboxes.class))
        .forEach(f -> assertEquals(f.service(), SUITE.table(f.service()).name()));
  }

  @Test
  void namesFunctionsThatOperatorsMayCallAndTheirOutputs() {
    for (String function : Operations.functions()) {
      assertTrue(SUITE.function(function).trigger(Trigger.Invoke.class).isPresent(), function);
    }
    assertEquals("Operations", Operations.outputOf("routing-operations"));
    assertEquals("SettingsRepublish", Operations.outputOf("settings-republish"));
    assertEquals("WebhooksOperations", Operations.outputOf("webhooks-operations"));
  }

  @Test
  void namesEveryFunctionAndEverySecretOnce() {
    Set<String> seen = new HashSet<>();
    SUITE.functions().forEach(f -> assertTrue(seen.add(f.name()), f.name()));
    SUITE.secrets().forEach(s -> assertTrue(seen.add(s.name()), s.name()));
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
  void refusesToNameAFunctionOrTableThatIsNotThere() {
    assertThrows(IllegalArgumentException.class, () -> SUITE.function("forecasts"));
    assertThrows(IllegalArgumentException.class, () -> SUITE.table("forecasts"));
  }

  private static Trigger.Queue queue(int batchSize, int concurrencyMax) {
    return new Trigger.Queue(List.of(), batchSize, Duration.ZERO, concurrencyMax, 5, null, null);
  }

  private static Stream<Trigger.Source> sources() {
    return SUITE.functions().stream()
        .flatMap(f -> f.trigger(Trigger.Queue.class).stream())
        .flatMap(q -> q.events().stream());
  }
}
