package salesops.runtime.dynamo;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where {@link Leased} states are kept.
 *
 * @param <K> names a state
 */
public interface LeasedStates<K, T extends Record & Leased<T>> {
  /** Times a write is tried again on a newer state. */
  int WRITES_MAX = 10;

  Optional<T> find(K key);

  /**
   * Stores {@code next} as the revision after its own; false when the stored state has another
   * revision by now.
   */
  boolean replace(T next);

  /** Changes a state, whoever has its lease; {@code first} is what it is before its first write. */
  default void change(K key, T first, UnaryOperator<T> change) {
    for (int i = 0; i < WRITES_MAX; i++) {
      if (replace(change.apply(find(key).orElse(first)))) {
        return;
      }
    }
    throw contended();
  }

  /**
   * Writes what a worker intends, which takes, keeps or ends its lease. What others changed
   * meanwhile is kept.
   *
   * @return the state as written; empty when the worker does not have the lease
   */
  default Optional<T> write(K key, T next, String worker) {
    T intended = next;
    for (int i = 0; i < WRITES_MAX; i++) {
      if (replace(intended)) {
        return Optional.of(intended.with(intended.revision().next()));
      }
      // The answer to an earlier try was lost, or somebody changed what is not the worker's.
      Optional<T> found = find(key).filter(state -> state.lease().isOwnedBy(worker));
      if (found.isEmpty()) {
        return found;
      }
      intended = intended.onTopOf(found.get());
    }
    throw contended();
  }

  private static IllegalStateException contended() {
    return new IllegalStateException("a state kept changing");
  }
}
