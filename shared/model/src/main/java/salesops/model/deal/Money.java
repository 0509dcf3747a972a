package salesops.model.deal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/**
 * An exact amount of money.
 *
 * @param minor in the currency's minor unit: pence for GBP, whole yen for JPY, fils for KWD
 * @param currency ISO 4217 code
 */
public record Money(long minor, String currency) {
  /** Largest amount either way that a deal or quota may have. */
  public static final long MINOR_MAX = 1_000_000_000_000L;

  /** Largest sum either way: of a million of the largest amounts. */
  public static final long SUM_MINOR_MAX = 1_000_000 * MINOR_MAX;

  public Money {
    if (Math.abs(minor) > SUM_MINOR_MAX) {
      throw new IllegalArgumentException("amount out of range: " + minor);
    }
    Currency.getInstance(currency);
  }

  public static Money zero(String currency) {
    return new Money(0, currency);
  }

  /**
   * Parses decimal text such as {@code 1250.5}, rounded half up, away from zero on a tie, to the
   * minor unit.
   *
   * @throws IllegalArgumentException when the text is no decimal number, the currency is unknown or
   *     the amount out of range
   */
  public static Money parse(String decimal, String currency) {
    BigDecimal major = new BigDecimal(decimal);
    if (major.precision() - major.scale() > 15) {
      throw new IllegalArgumentException("amount out of range: " + decimal);
    }
    Money amount = of(major, currency);
    if (Math.abs(amount.minor) > MINOR_MAX) {
      throw new IllegalArgumentException("amount out of range: " + decimal);
    }
    return amount;
  }

  /** Rounds an amount in major units half up, away from zero on a tie, to the minor unit. */
  public static Money of(BigDecimal major, String currency) {
    return new Money(
        major.movePointRight(digits(currency)).setScale(0, RoundingMode.HALF_UP).longValueExact(),
        currency);
  }

  /** Digits after the decimal point: 2 for GBP, 0 for JPY, 3 for KWD. */
  public static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  /** The amount in major units. */
  public BigDecimal major() {
    return BigDecimal.valueOf(minor, digits(currency));
  }

  /** Decimal text that {@link #parse} reads back: {@code 1250.50}. */
  public String decimal() {
    return major().toPlainString();
  }

  /** As people write it: {@code £1,250.50}; whole amounts without the zeros. */
  public String text() {
    String format = "%,." + (minor % pow10(digits(currency)) == 0 ? 0 : digits(currency)) + "f";
    String amount = String.format(Locale.ROOT, format, major().abs());
    return (minor < 0 ? "−" : "") + symbol() + amount;
  }

  private String symbol() {
    return switch (currency) {
      case "GBP" -> "£";
      case "EUR" -> "€";
      case "USD" -> "$";
      case "JPY" -> "¥";
      default -> currency + " ";
    };
  }

  private static long pow10(int digits) {
    return BigDecimal.ONE.movePointRight(digits).longValueExact();
  }

  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
    }
    return new Money(Math.addExact(minor, other.minor), currency);
  }

  public Money negated() {
    return new Money(-minor, currency);
  }
}
