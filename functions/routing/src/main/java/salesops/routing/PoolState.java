package salesops.routing;

/**
 * A rotation as it was read, or as it shall be written.
 *
 * @param version the one it was read at; 0 when it was never written
 * @param lease token of the advisory lease under which it was read; empty: without one
 */
record PoolState(Key key, long version, RotationState state, String lease) {

  /** One rotation: a pool, and a band of grades within it. */
  record Key(String pool, String band) {}

  PoolState with(RotationState after) {
    return new PoolState(key, version, after, lease);
  }
}
