package salesops.wiring;

import java.time.Duration;

/**
 * An alarm on a metric that a function emits itself, in the namespace {@code Salesops} and with its
 * service as dimension. Missing data counts as OK.
 *
 * @param metric name of the metric
 * @param statistic how the values of one period are combined
 * @param above threshold: the highest value that raises no alarm
 * @param periods number of consecutive periods above the threshold
 * @param message the problem and what to do about it; completes "Salesops slack-sender …"
 */
public record Alarm(
    String metric, Statistic statistic, Duration period, long above, int periods, String message) {

  /** How the values of a period are combined. */
  public enum Statistic {
    SUM,
    MAXIMUM
  }
}
