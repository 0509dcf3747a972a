package salesops.settings.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that a part of the settings may have.
 *
 * @param known in the order to name them
 */
public record Keys(Set<String> known) {
  /** Typing errors apart that still count as the same word. */
  private static final int DISTANCE_MAX = 3;

  public static Keys of(String... known) {
    return new Keys(new LinkedHashSet<>(Arrays.asList(known)));
  }

  /** What to write instead of {@code unknown}. */
  public String fix(String unknown) {
    return nearest(unknown, known)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(() -> "known here: " + String.join(", ", known));
  }

  /** The word that looks most like this one, if any looks like it. */
  public static Optional<String> nearest(String word, Collection<String> among) {
    String lower = word.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.min(DISTANCE_MAX, Math.max(1, word.length() / 2)) + 1;
    for (String candidate : among) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance; words longer than any key are cut short. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > DISTANCE_MAX) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
