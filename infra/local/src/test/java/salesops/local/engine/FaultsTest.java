package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.local.faults.Fault;
import salesops.local.faults.Faults;

final class FaultsTest {
  private static final int LETTERS = 80;

  private static List<Boolean> sequence(long seed, String point) {
    Faults faults = new Faults(seed);
    return IntStream.range(0, 200).mapToObj(i -> faults.strikes(Fault.CRASH, point, 0.3)).toList();
  }

  @Test
  void theSameSeedDecidesTheSameAtEachPoint() {
    assertEquals(sequence(7, "a"), sequence(7, "a"));
    assertNotEquals(sequence(7, "a"), sequence(8, "a"));
    assertNotEquals(sequence(7, "a"), sequence(7, "b"));
  }

  @Test
  void strikesAboutAsOftenAsItsProbabilityAndCountsThat() {
    Faults faults = new Faults(7);
    for (int i = 0; i < 10_000; i++) {
      faults.strikes(Fault.DELAY, "a", 0.1);
    }
    long struck = faults.counts().getOrDefault(Fault.DELAY, 0L);
    assertTrue(struck > 900 && struck < 1100, "struck " + struck);
  }

  @Test
  void withoutASeedNothingStrikes() {
    assertTrue(IntStream.range(0, 1000).noneMatch(i -> new Faults(0).strikes(Fault.CRASH, "a", 1)));
  }

  /** Handlers that do nothing twice lose nothing, whatever is done to them. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void everyLetterArrivesUnderFaultsAndOnlyPoisonIsADeadLetter(long seed) {
    try (TestSuite letters = TestSuite.startWithFaults(seed)) {
      Set<String> names = new TreeSet<>();
      for (int i = 0; i < LETTERS; i++) {
        names.add("n" + i);
        letters.post("n" + i);
      }
      letters.post(TestFunctions.POISON);
      letters.await();

      Set<String> stored = new TreeSet<>();
      letters
          .suite()
          .dynamo()
          .scan(r -> r.tableName("readers"))
          .items()
          .forEach(item -> stored.add(Objects.requireNonNull(item.get("pk")).s()));
      assertEquals(names, stored, "seed " + seed);
      assertEquals(Set.of("read"), letters.suite().deadLetters().keySet(), "seed " + seed);
      assertTrue(
          letters.dead("read").stream().allMatch(body -> body.contains(TestFunctions.POISON)),
          "seed " + seed);
      Map<Fault, Long> faults = letters.suite().faults();
      for (Fault fault : List.of(Fault.THROTTLED, Fault.LOST_ANSWER, Fault.DELAY)) {
        assertTrue(faults.getOrDefault(fault, 0L) > 0, fault + " never struck, seed " + seed);
      }
    }
  }
}
