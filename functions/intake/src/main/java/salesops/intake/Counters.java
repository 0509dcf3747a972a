package salesops.intake;

import java.time.Instant;

/**
 * Counts that end by themselves. They are an aid: when they cannot be kept, nothing counts as full
 * and the lead goes on.
 */
interface Counters {
  /** Counts nothing, so that nothing is ever full. */
  Counters NONE =
      new Counters() {
        @Override
        public boolean count(String name, int by, int max, Instant end) {
          return true;
        }

        @Override
        public boolean admit(String name, String member, int max, Instant end) {
          return true;
        }
      };

  /**
   * Adds to a count unless it would grow beyond its maximum.
   *
   * @param end after which the count is forgotten
   * @return whether it stayed within its maximum
   */
  boolean count(String name, int by, int max, Instant end);

  /**
   * Adds somebody to a set unless it is full of others.
   *
   * @return whether there was room, or whether they were in it
   */
  boolean admit(String name, String member, int max, Instant end);
}
