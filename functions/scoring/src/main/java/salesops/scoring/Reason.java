package salesops.scoring;

import java.util.Collection;
import java.util.stream.Collectors;
import salesops.model.settings.Criteria;

/** Sentences for reps, short enough to be stored with every lead. */
final class Reason {
  /** Most characters of a reason. */
  static final int LENGTH_MAX = 120;

  /** Most characters of a list within a reason, before "and 3 more". */
  static final int LIST_LENGTH_MAX = 70;

  private Reason() {}

  /** On one line and cut to {@link #LENGTH_MAX} characters. */
  static String of(String text) {
    return Criteria.cut(text, LENGTH_MAX);
  }

  /** What has no points because it is missing: {@code technology: unknown (could add 10)}. */
  static String unknown(Collection<String> labels, int couldAdd) {
    return list(labels) + ": unknown (could add " + couldAdd + ")";
  }

  /** As many as {@link #LIST_LENGTH_MAX} allows, at least one, and how many more there are. */
  static String list(Collection<String> labels) {
    int named = 0;
    int length = 0;
    for (String label : labels) {
      length += Math.min(label.length(), Criteria.SHOWN_MAX) + 2;
      if (named > 0 && length > LIST_LENGTH_MAX) {
        break;
      }
      named++;
    }
    String list = labels.stream().limit(named).map(Criteria::cut).collect(Collectors.joining(", "));
    int more = labels.size() - named;
    return more > 0 ? list + " and " + more + " more" : list;
  }
}
