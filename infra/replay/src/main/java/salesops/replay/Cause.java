package salesops.replay;

/** Where another owner comes from. */
public enum Cause {
  /** The owner is the same. */
  NONE,
  /** From the settings. */
  RULES,
  /** The owner of an earlier lead of the person or company is another one. */
  FOLLOWS,
  /** Only from other leads: a turn moved, or a rep has more or fewer leads by then. */
  TURN_MOVED
}
