package salesops.testkit.metering;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts what AWS would charge for, since the start. Safe for use by several threads. */
public final class Meter {
  /** Bytes that the bus and the queues charge as one request. */
  static final int CHARGED_BYTES = 64 * 1024;

  /**
   * What one function used.
   *
   * @param invocations of the function
   * @param calls requests to DynamoDB, each try of the SDK by itself
   * @param writeUnits as DynamoDB charges them: failed conditions and cancelled transactions too
   * @param readUnits as DynamoDB charges them; reading a stream is free
   */
  public record FunctionUse(long invocations, long calls, double writeUnits, double readUnits) {}

  /**
   * What the whole suite used.
   *
   * @param httpRequests to the functions' routes
   * @param events put on the bus, in units of 64 KB each
   * @param queueRequests sends (in units of 64 KB), receives that found messages, and deletes of up
   *     to ten messages; a deployed suite also pays for empty receives by the hour
   */
  public record Use(
      long httpRequests,
      long invocations,
      long events,
      long queueRequests,
      long calls,
      double writeUnits,
      double readUnits) {

    /** What was used since an earlier look. */
    public Use minus(Use earlier) {
      return new Use(
          httpRequests - earlier.httpRequests,
          invocations - earlier.invocations,
          events - earlier.events,
          queueRequests - earlier.queueRequests,
          calls - earlier.calls,
          writeUnits - earlier.writeUnits,
          readUnits - earlier.readUnits);
    }
  }

  /** Counters of one function. */
  public static final class Counters {
    public final LongAdder invocations = new LongAdder();
    final LongAdder calls = new LongAdder();
    final DoubleAdder writeUnits = new DoubleAdder();
    final DoubleAdder readUnits = new DoubleAdder();

    public FunctionUse use() {
      return new FunctionUse(invocations.sum(), calls.sum(), writeUnits.sum(), readUnits.sum());
    }
  }

  public final LongAdder httpRequests = new LongAdder();
  public final LongAdder events = new LongAdder();
  public final LongAdder queueRequests = new LongAdder();
  private final Map<String, Counters> functions = new ConcurrentHashMap<>();

  public Meter() {}

  public Counters of(String function) {
    return functions.computeIfAbsent(function, name -> new Counters());
  }

  public static long chargedRequests(int bytes) {
    return Math.max(1, (bytes + CHARGED_BYTES - 1) / CHARGED_BYTES);
  }

  /** By name of the function, in alphabetical order. */
  public Map<String, FunctionUse> byFunction() {
    Map<String, FunctionUse> all = new TreeMap<>();
    functions.forEach((name, counters) -> all.put(name, counters.use()));
    return all;
  }

  public Use total() {
    long invocations = 0;
    long calls = 0;
    double writeUnits = 0;
    double readUnits = 0;
    for (FunctionUse use : byFunction().values()) {
      invocations += use.invocations();
      calls += use.calls();
      writeUnits += use.writeUnits();
      readUnits += use.readUnits();
    }
    return new Use(
        httpRequests.sum(),
        invocations,
        events.sum(),
        queueRequests.sum(),
        calls,
        writeUnits,
        readUnits);
  }
}
