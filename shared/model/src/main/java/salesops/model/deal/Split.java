package salesops.model.deal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Divides an amount by weights so that the parts sum to it exactly. */
public final class Split {
  private Split() {}

  /**
   * Divides by the largest-remainder method: each share of the absolute amount rounded down, the
   * units left over to the largest remainders, ties to the earlier share, then the sign put back.
   *
   * @param minor in minor units
   * @param weights above 0; only their proportion matters
   */
  public static long[] shares(long minor, List<BigDecimal> weights) {
    int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    List<BigInteger> whole =
        weights.stream()
            .map(w -> w.movePointRight(Math.max(0, scale)).toBigIntegerExact())
            .toList();
    BigInteger sum = whole.stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger amount = BigInteger.valueOf(Math.abs(minor));
    List<BigInteger[]> parts =
        whole.stream().map(weight -> amount.multiply(weight).divideAndRemainder(sum)).toList();
    long[] shares = parts.stream().mapToLong(part -> part[0].longValueExact()).toArray();
    long left = Math.abs(minor) - IntStream.range(0, shares.length).mapToLong(i -> shares[i]).sum();
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> parts.get(i)[1]).reversed())
        .limit(left)
        .forEach(i -> shares[i]++);
    for (int i = 0; i < shares.length; i++) {
      shares[i] *= Long.signum(minor);
    }
    return shares;
  }
}
