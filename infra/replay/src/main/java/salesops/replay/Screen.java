package salesops.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import salesops.model.settings.Criteria;

/** Lines for a terminal, each cut to its width. */
public class Screen {
  public static final int WIDTH_MAX = 110;

  private final List<String> lines = new ArrayList<>();

  /** Adds a line, cut to the width; what strangers wrote makes no other, and controls nothing. */
  public void line(String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values).stripTrailing();
    lines.add(Criteria.cut(text, WIDTH_MAX));
  }

  /** The lines so far, one string. */
  public String text() {
    return String.join(System.lineSeparator(), lines);
  }

  /** In hundredths, rounded down: what stays below a whole lead must not read 1.00. */
  public static double below(double deviation) {
    return Math.floor(deviation * 100 + 1e-9) / 100;
  }
}
