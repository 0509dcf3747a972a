package salesops.runtime.dynamo;

/**
 * A record made of smaller ones, each of another type, so that a change names only what changes:
 * {@code state.with(Lease.FREE, state.health().answered())}.
 */
public interface Parts<T extends Record & Parts<T>> {
  /**
   * This record with other parts: each stands instead of the one of its type.
   *
   * @throws IllegalArgumentException when not exactly one component has the type of a part
   */
  @SuppressWarnings("unchecked") // a copy is of the same class
  default T with(Record... parts) {
    return (T) RecordShape.of(getClass()).with(this, parts);
  }
}
