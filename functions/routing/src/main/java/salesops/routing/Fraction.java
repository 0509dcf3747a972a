package salesops.routing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact fraction, as entitlements are written: {@code 17/3}, {@code 4}. */
record Fraction(BigInteger numerator, BigInteger denominator) {
  Fraction {
    if (denominator.signum() <= 0) {
      throw new IllegalArgumentException("a denominator is above 0");
    }
  }

  /**
   * @throws IllegalArgumentException when the text is no fraction
   */
  static Fraction parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Fraction(new BigInteger(text), BigInteger.ONE)
        : new Fraction(
            new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }

  /** In lowest terms. */
  static String text(BigInteger numerator, BigInteger denominator) {
    BigInteger gcd = numerator.gcd(denominator);
    return denominator.equals(gcd)
        ? numerator.divide(gcd).toString()
        : numerator.divide(gcd) + "/" + denominator.divide(gcd);
  }

  Fraction minus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** This many times the fraction, rounded down. */
  long times(long factor) {
    BigInteger[] parts =
        numerator.multiply(BigInteger.valueOf(factor)).divideAndRemainder(denominator);
    return (parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]).longValueExact();
  }

  double value() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
        .doubleValue();
  }
}
