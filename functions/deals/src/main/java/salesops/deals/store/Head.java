package salesops.deals.store;

/**
 * Something as the table has it.
 *
 * @param revision raised by each write; of two writers that read the same one, one wins
 */
public record Head<T extends Record & Kept>(T state, long revision) {

  /** A change of it, or its first state. */
  public record Next<T extends Record & Kept>(T state, long seenRevision) {
    /** For what is not in the table yet. */
    public static <T extends Record & Kept> Next<T> first(T state) {
      return new Next<>(state, 0);
    }
  }

  public Next<T> next(T after) {
    return new Next<>(after, revision);
  }
}
