package salesops.quota;

import java.time.YearMonth;
import salesops.model.RepId;

/** A rep and the calendar month in which deals closed: the entries of one run of numbers. */
record RepMonth(RepId rep, YearMonth month) {
  /** What the keys of the ledger's partitions begin with. */
  static final String PREFIX = "r#";

  String key() {
    return PREFIX + rep.email() + "#" + month;
  }

  /** The rep and month that {@link #key} made this of. */
  static RepMonth of(String key) {
    int hash = key.lastIndexOf('#'); // an email address may have one, too
    return new RepMonth(
        new RepId(key.substring(PREFIX.length(), hash)), YearMonth.parse(key.substring(hash + 1)));
  }
}
