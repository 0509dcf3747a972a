package salesops.runtime.dynamo;

/**
 * How often an item was written that changes by compare-and-set.
 *
 * @param number 0 before the first write
 */
public record Revision(long number) {
  /** Before the first write. */
  public static final Revision NONE = new Revision(0);

  public Revision next() {
    return new Revision(number + 1);
  }
}
