package salesops.settings.targets;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.CommissionPlans.Span;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Values;

/** Reads amounts for each period of a plan: {@code 40000 per quarter}. */
record PlanAmounts(String currency) {
  /** A period's length. */
  static final Function<String, Span> SPAN =
      Values.oneOf(Map.of("month", Span.MONTH, "quarter", Span.QUARTER, "year", Span.YEAR));

  private static final Pattern PER = Pattern.compile("(.*?)\\s+per\\s+(.*)");

  /** As the settings write it. */
  static String word(Span span) {
    return span.name().toLowerCase(Locale.ROOT);
  }

  /**
   * An amount above 0 in minor units; its period may be left out.
   *
   * @param span the period it must be for; absent: not known after an error
   * @param what that period is
   */
  Function<String, Long> per(@Nullable Span span, String what) {
    return text -> {
      Matcher per = PER.matcher(text);
      String amount = per.matches() ? per.group(1) : text;
      long minor = Values.money(currency).apply(amount);
      if (minor == 0) {
        throw new Malformed(Values.quoted(text) + " must be above 0", "leave it out for none");
      }
      if (per.matches() && span != null && !per.group(2).equals(word(span))) {
        String period = "per " + word(span);
        throw new Malformed(
            Values.quoted(text) + " must be " + period + ", the " + what,
            "write " + amount + " " + period);
      }
      return minor;
    };
  }
}
