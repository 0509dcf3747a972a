package salesops.deals.store;

import java.time.Instant;
import java.util.Optional;

/** The state of something that the table keeps: a lead, a deal. */
public interface Kept {
  /** Names it in the table; unique. */
  String key();

  /** When the schedule must look at it; empty: never. */
  default Optional<Due> due() {
    return Optional.empty();
  }

  /** Where it is listed; empty: nowhere. */
  default Optional<Listing> listing() {
    return Optional.empty();
  }

  /** What the schedule looks for, each kind in the order of time. */
  enum DueKind {
    /** A response clock. */
    RESPONSE,
    /** A lead that comes back. */
    NURTURE,
    /** Clocks that new settings may have changed. */
    RECOMPUTE;

    /** How the partition keys of the index begin. */
    public static final String PREFIX = "due#";

    String partition() {
      return PREFIX + name();
    }
  }

  /** A due time. */
  record Due(DueKind kind, Instant at) {}

  /**
   * A place in the list of an owner's open deals.
   *
   * @param owner an email address, or a name that no rep has
   * @param closeBy epoch day of the expected close; {@link #NO_DAY} for a deal without one
   */
  record Listing(String owner, long closeBy) {
    /** After every calendar date. */
    public static final long NO_DAY = 4_000_000;
  }
}
