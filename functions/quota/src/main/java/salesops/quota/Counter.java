package salesops.quota;

/**
 * How many entries a rep has in a month, and their sums: changed only in the transaction that adds
 * entries.
 */
record Counter(RepMonth of, long entries, Sums sums) {
  static Counter none(RepMonth of) {
    return new Counter(of, 0, Sums.ZERO);
  }

  /** After one more entry. */
  Counter plus(Share share) {
    return new Counter(of, entries + 1, sums.plus(share));
  }
}
