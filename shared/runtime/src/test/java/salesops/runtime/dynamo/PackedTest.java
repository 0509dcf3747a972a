package salesops.runtime.dynamo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackedTest {
  @Test
  void givesBackWhatWasPacked() {
    Map<String, String> value = Map.of("name", "Ülkü İnce 🟢");
    assertEquals(value, Packed.unpack(Packed.pack(value), Map.class));
  }

  @Test
  void equalValuesGiveEqualBytesWhateverTheirOrder() {
    assertArrayEquals(
        Packed.pack(new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3))),
        Packed.pack(Map.of("c", 3, "b", 2, "a", 1)));
  }

  @Test
  void refusesDamagedBytes() {
    byte[] packed = Packed.pack(Map.of("name", "Claire Martin"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Packed.inflate(Arrays.copyOf(packed, packed.length - 3)));
    assertThrows(IllegalArgumentException.class, () -> Packed.inflate(new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> Packed.inflate(new byte[] {9, 1, 2}));
  }

  @Test
  void refusesWhatUnpacksToMoreThanAnEventMayWeigh() {
    byte[] bomb = Packed.pack(Map.of("a", "x".repeat(Packed.UNPACKED_MAX)));
    assertTrue(bomb.length < 2000);
    assertThrows(IllegalArgumentException.class, () -> Packed.inflate(bomb));
  }
}
