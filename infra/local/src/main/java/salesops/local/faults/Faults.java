package salesops.local.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides from a seed what goes wrong. The n-th decision at a point is always the same for a seed;
 * which call or message is the n-th there is up to the threads.
 */
public final class Faults {
  /** Faults that one message or batch may suffer: few enough never to make a dead letter of it. */
  public static final int FAULTS_PER_MESSAGE_MAX = 2;

  public static final double THROTTLED = 0.02;
  public static final double CONFLICT = 0.10;
  public static final double LOST_ANSWER = 0.015;
  public static final double CRASH = 0.004;
  public static final double REFUSED_EVENT = 0.03;
  public static final double DUPLICATE = 0.03;
  public static final double DELAY = 0.10;
  public static final double FAILED_DELIVERY = 0.02;

  /** Longest that a delayed message stays away. */
  static final long DELAY_MILLIS_MAX = 500;

  private static final double UNIT = 0x1.0p-53;

  private final long seed;
  private final Map<String, AtomicLong> decisions = new ConcurrentHashMap<>();
  private final Map<Fault, AtomicLong> struck = new EnumMap<>(Fault.class);

  /**
   * @param seed 0: nothing ever goes wrong
   */
  public Faults(long seed) {
    this.seed = seed;
    for (Fault fault : Fault.values()) {
      struck.put(fault, new AtomicLong());
    }
  }

  public boolean on() {
    return seed != 0;
  }

  /**
   * Whether this fault strikes now; if so, it is counted.
   *
   * @param point where the decision is made, such as {@code scoring/PutItem}
   */
  public boolean strikes(Fault fault, String point, double probability) {
    if (seed == 0 || next(fault + "@" + point) >= probability) {
      return false;
    }
    count(fault).incrementAndGet();
    return true;
  }

  /** A delay in milliseconds, from 1 to {@link #DELAY_MILLIS_MAX}. */
  public long delayMillis(String point) {
    return 1 + (long) (next("delay of " + point) * DELAY_MILLIS_MAX);
  }

  public Map<Fault, Long> counts() {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    struck.forEach((fault, count) -> counts.put(fault, count.get()));
    return counts;
  }

  private AtomicLong count(Fault fault) {
    AtomicLong count = struck.get(fault);
    if (count == null) {
      throw new IllegalStateException("every fault has a count");
    }
    return count;
  }

  /** The next number of this point's sequence, from 0 to below 1. */
  private double next(String point) {
    long n = decisions.computeIfAbsent(point, p -> new AtomicLong()).getAndIncrement();
    return (mix(mix(seed + 31L * point.hashCode()) + n) >>> 11) * UNIT;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
