package salesops.settings.targets;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Values;

/** Percentages with decimals, such as {@code 3.33%}. */
public final class Percents {
  private static final Pattern PERCENT =
      Pattern.compile("((?:0|[1-9][0-9]{0,3})(?:\\.[0-9]{1,4})?)%");

  private Percents() {}

  /** A percentage from 0 to {@code max}, with at most four decimals. */
  static Function<String, BigDecimal> upTo(int max) {
    return text -> {
      Matcher match = PERCENT.matcher(text);
      if (!match.matches()) {
        throw new Malformed(
            Values.quoted(text) + " must be a percentage", "write it as 8% or 3.33%");
      }
      BigDecimal percent = new BigDecimal(match.group(1));
      if (percent.compareTo(BigDecimal.valueOf(max)) > 0) {
        throw new Malformed(text + " is out of range", "from 0% to " + max + "%");
      }
      return plain(percent);
    };
  }

  /** The same number without zeros at its end, so that 3.30 and 3.3 are equal. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** As the settings write it. */
  public static String text(BigDecimal percent) {
    return percent.toPlainString() + "%";
  }
}
