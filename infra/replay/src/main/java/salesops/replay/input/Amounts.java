package salesops.replay.input;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes its amounts. Either the option or an amount that can be read one way only, such
 * as {@code 1,250.50}, says which sign stands before the decimals.
 */
public final class Amounts {
  private static final Map<String, String> SYMBOLS = Map.of("€", "EUR", "£", "GBP", "¥", "JPY");

  /** Blanks of any kind, and apostrophes as the Swiss write them. */
  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u202f\\u2009'’]");

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<open>\\()?(?<sign>[-−])?(?<before>[A-Z]{3}|[€£¥$])?(?<sign2>[-−])?"
              + "(?<number>[0-9.,]*[0-9])(?<after>[A-Z]{3}|[€£¥$])?(?<sign3>[-−])?(?<close>\\))?");

  private final char decimal;

  private Amounts(char decimal) {
    this.decimal = decimal;
  }

  /** The sign before the decimals. */
  public enum Decimal {
    COMMA(','),
    POINT('.');

    private final char sign;

    Decimal(char sign) {
      this.sign = sign;
    }
  }

  /**
   * An amount.
   *
   * @param currency ISO 4217 code, or {@code $}; empty: none is written
   */
  public record Amount(BigDecimal value, String currency) {}

  /**
   * Finds out how amounts are written.
   *
   * @param said by the user; absent: to be found out
   * @param cells every amount of the file
   * @throws IllegalArgumentException when they can be read two ways; the message names a row, its
   *     value and the option
   */
  public static Amounts of(@Nullable Decimal said, List<Cell> cells) {
    if (said != null) {
      return new Amounts(said.sign);
    }
    Cell comma = null;
    Cell point = null;
    Cell either = null;
    for (Cell cell : cells) {
      String number = number(cell.text());
      int last = Math.max(number.lastIndexOf(','), number.lastIndexOf('.'));
      if (last < 0) {
        continue;
      }
      char sign = number.charAt(last);
      if (isEither(number, last)) {
        either = either == null ? cell : either;
      } else if ((number.indexOf(sign) == last) == (sign == ',')) {
        comma = comma == null ? cell : comma;
      } else {
        point = point == null ? cell : point;
      }
    }
    if (comma != null && point != null) {
      throw new IllegalArgumentException(
          comma + ", but " + point + ": " + choose() + "; the other rows can't be read then");
    }
    if (either != null && comma == null && point == null) {
      throw new IllegalArgumentException(
          either
              + " could be "
              + new Amounts(',').value(number(either.text()))
              + " or "
              + new Amounts('.').value(number(either.text()))
              + ": "
              + choose());
    }
    return new Amounts(comma == null ? '.' : ',');
  }

  private static String choose() {
    return "say which with --decimal comma or --decimal point";
  }

  /** Whether the only sign may as well group thousands: one to three digits, and three behind. */
  private static boolean isEither(String number, int last) {
    return number.substring(0, last).matches("[1-9][0-9]{0,2}") && number.length() - last == 4;
  }

  private static String number(String text) {
    Matcher parts = parts(text);
    return parts.matches() ? parts.group("number") : "";
  }

  private static Matcher parts(String text) {
    return AMOUNT.matcher(BLANKS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT));
  }

  /**
   * Reads an amount, with or without a currency beside it.
   *
   * @return empty when it is no amount
   */
  public Optional<Amount> read(String text) {
    Matcher parts = parts(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal value = value(parts.group("number"));
    String before = parts.group("before");
    String after = parts.group("after");
    int signs = 0;
    for (String sign : new String[] {"open", "sign", "sign2", "sign3"}) {
      signs += parts.group(sign) == null ? 0 : 1;
    }
    boolean odd =
        signs > 1
            || (parts.group("open") == null) != (parts.group("close") == null)
            || (before != null && after != null);
    if (value == null || odd) {
      return Optional.empty();
    }
    String currency = before != null ? before : after != null ? after : "";
    return Optional.of(
        new Amount(signs == 1 ? value.negate() : value, SYMBOLS.getOrDefault(currency, currency)));
  }

  private @Nullable BigDecimal value(String number) {
    String group = decimal == ',' ? "\\." : ",";
    String sign = Pattern.quote(String.valueOf(decimal));
    // Groups of two, too: India writes 12,34,567.
    String grouped = "[0-9]{1,3}(" + group + "[0-9]{2,3})*" + group + "[0-9]{3}";
    if (!number.matches("([0-9]+|" + grouped + ")?(" + sign + "[0-9]+)?")) {
      return null;
    }
    return new BigDecimal(number.replaceAll(group, "").replace(decimal, '.'));
  }
}
