package salesops.routing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable hash table with primitive keys, made for misses: most probes end at one byte of a
 * small array that stays in the processor's cache, and none makes garbage.
 */
final class LongTable<V> {
  /** For each slot seven bits of its key's hash and a bit that is always set; 0 when empty. */
  private final byte[] tags;

  private final long[] keys;
  private final @Nullable Object[] values;
  private final int mask;

  private LongTable(int capacity) {
    tags = new byte[capacity];
    keys = new long[capacity];
    values = new @Nullable Object[capacity];
    mask = capacity - 1;
  }

  /** At most half full, so that a miss ends soon. */
  static <V> LongTable<V> of(Map<Long, V> entries) {
    int capacity = Integer.highestOneBit(Math.max(1, entries.size()) * 4 - 1);
    LongTable<V> table = new LongTable<>(Math.max(2, capacity));
    entries.forEach(table::put);
    return table;
  }

  private void put(long key, V value) {
    long hash = hash(key);
    int slot = (int) hash & mask;
    while (tags[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    tags[slot] = tag(hash);
    keys[slot] = key;
    values[slot] = value;
  }

  @SuppressWarnings("unchecked")
  @Nullable V get(long key) {
    long hash = hash(key);
    byte tag = tag(hash);
    int slot = (int) hash & mask;
    while (tags[slot] != 0) {
      if (tags[slot] == tag && keys[slot] == key) {
        return (V) values[slot];
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  private static long hash(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  private static byte tag(long hash) {
    return (byte) ((hash >>> 56) | 0x80);
  }
}
