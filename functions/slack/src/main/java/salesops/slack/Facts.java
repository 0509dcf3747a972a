package salesops.slack;

import java.util.List;
import java.util.Locale;

/**
 * Facts of one kind in a time.
 *
 * @param more whether there were more than were looked at
 */
record Facts<F extends Fact>(List<F> all, boolean more) {
  Facts {
    all = List.copyOf(all);
  }

  boolean isEmpty() {
    return all.isEmpty() && !more;
  }

  /** Those of a kind. */
  <K extends Fact> Facts<K> only(Class<K> kind) {
    return new Facts<>(all.stream().filter(kind::isInstance).map(kind::cast).toList(), more);
  }

  /** How many, such as {@code 31} or {@code 5,000+}. */
  String count() {
    return count(all.size(), more);
  }

  static String count(long number, boolean more) {
    return String.format(Locale.ROOT, "%,d", number) + (more ? "+" : "");
  }
}
