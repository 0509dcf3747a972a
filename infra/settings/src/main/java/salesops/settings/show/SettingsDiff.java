package salesops.settings.show;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesops.model.settings.Settings;

/** What differs between two settings, a line each. */
public final class SettingsDiff {
  private static final String NONE = "(none)";

  private SettingsDiff() {}

  /**
   * {@code + rep zoe@…: team emea, …} for what is new, {@code -} for what is gone, {@code ~ rep
   * ana@…: capacity 60 → 80} for what changed.
   */
  public static List<String> lines(Settings before, Settings after) {
    List<String> lines = new ArrayList<>();
    Map<String, Map<String, String>> old = SettingsView.of(before);
    Map<String, Map<String, String>> now = SettingsView.of(after);
    for (String thing : union(old, now)) {
      Map<String, String> was = old.getOrDefault(thing, Map.of());
      Map<String, String> is = now.getOrDefault(thing, Map.of());
      if (!old.containsKey(thing)) {
        lines.add("+ " + thing + ": " + inOneLine(is));
      } else if (!now.containsKey(thing)) {
        lines.add("- " + thing + ": " + inOneLine(was));
      } else {
        changes(thing, was, is, lines);
      }
    }
    return lines;
  }

  private static void changes(
      String thing, Map<String, String> was, Map<String, String> is, List<String> lines) {
    for (String property : union(was, is)) {
      String before = was.getOrDefault(property, NONE);
      String after = is.getOrDefault(property, NONE);
      if (!before.equals(after)) {
        lines.add("~ " + thing + ": " + property + " " + before + " → " + after);
      }
    }
  }

  private static Set<String> union(Map<String, ?> a, Map<String, ?> b) {
    Set<String> all = new LinkedHashSet<>(a.keySet());
    all.addAll(b.keySet());
    return all;
  }

  private static String inOneLine(Map<String, String> properties) {
    return String.join(
        "; ", properties.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }
}
