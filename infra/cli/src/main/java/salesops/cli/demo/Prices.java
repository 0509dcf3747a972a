package salesops.cli.demo;

import salesops.testkit.metering.Meter;

/**
 * List prices in us-east-1, dollars for a million, without the free tier: what requests and
 * capacity of a run would cost. Compute time and logs are not in it.
 */
public final class Prices {
  private static final double HTTP_REQUEST = 1.00;
  private static final double INVOCATION = 0.20;
  private static final double EVENT = 1.00;
  private static final double QUEUE_REQUEST = 0.40;
  private static final double WRITE_UNIT = 0.625;
  private static final double READ_UNIT = 0.125;

  private Prices() {}

  /** Dollars per million leads, or whatever else was counted, when {@code leads} used this much. */
  public static double dollarsPerMillion(Meter.Use use, long leads) {
    double dollars =
        use.httpRequests() * HTTP_REQUEST
            + use.invocations() * INVOCATION
            + use.events() * EVENT
            + use.queueRequests() * QUEUE_REQUEST
            + use.writeUnits() * WRITE_UNIT
            + use.readUnits() * READ_UNIT;
    return leads == 0 ? 0 : dollars / leads;
  }
}
