package salesops.runtime.dynamo;

/**
 * State that changes by compare-and-set on its revision, and that one worker at a time acts on
 * under a lease. Others may change what does not concern that worker.
 */
public interface Leased<T extends Record & Leased<T>> extends Parts<T> {
  Revision revision();

  Lease lease();

  /** This state, made from an older revision, over what somebody else wrote meanwhile. */
  T onTopOf(T found);
}
